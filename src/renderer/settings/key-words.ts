import type { Failure } from '../../shared/errors.ts';
import type { KeyStatus } from '../../shared/session.ts';
import { describeFailure } from '../ui/failure-words.ts';
import { keyWords } from '../words/keys.ts';

/** Whether it is for want of the keychain that a key could not be kept: it can be used for the session all the same. */
export const isKeychainTrouble = (failure: Failure | null): boolean =>
  failure?.code.startsWith('keychain-') ?? false;

/** The state of the key in use, in a sentence or two. */
export function describeKey(key: KeyStatus): string {
  if (key.kind === 'reading') return keyWords.reading;
  if (key.kind === 'present') return keyWords.known(key.lastFour, key.source, key.verdict);
  return key.failure === null ? keyWords.none : describeFailure(key.failure);
}
