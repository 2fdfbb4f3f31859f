import { intakeWords } from '../words/intake.ts';

/**
 * What a person reads who gave models or pictures, which this app does not convert: the way on.
 *
 * @param names of the files, at least one
 * @param appearsByItself whether the job that comes of it will be in the list without anybody adding it
 */
export function modelAnswer(names: readonly string[], appearsByItself: boolean): string {
  const { appearsAutomatically, addByHand } = intakeWords.models;
  return (appearsByItself ? appearsAutomatically : addByHand)(names[0] ?? '', names.length - 1);
}
