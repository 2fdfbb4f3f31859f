import { verdictWords } from '../words/verdict.ts';

/** What is known of several results: how many are on this disk, how many of those were judged, and how many need a look. */
export interface LookCounts {
  here: number;
  judged: number;
  needALook: number;
}

/**
 * How many results need a look, as a number and the words behind it: of all that are here only once all were judged. Null
 * where none is here; `isFilter` where the list can be narrowed to those counted.
 */
export function lookFigureOf({
  here,
  judged,
  needALook,
}: LookCounts): { count: number; label: string; isFilter: boolean } | null {
  const words = verdictWords.look;
  if (judged === 0) return here === 0 ? null : { count: here, label: words.notChecked, isFilter: false };
  const label = judged < here ? words.soFar(needALook, judged, here) : words.ofAll(needALook, judged);
  return { count: needALook, label, isFilter: true };
}
