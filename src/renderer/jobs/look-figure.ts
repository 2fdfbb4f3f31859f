import { verdictWords } from '../words/verdict.ts';

/** What is known of several results: how many are here and were not judged, how many were, and how many of those need a look. */
export interface LookCounts {
  unjudged: number;
  judged: number;
  needALook: number;
}

/**
 * How many results need a look, as a number and the words behind it: of all that are here only once all were judged. Null
 * where none is here; `isFilter` where the list can be narrowed to those counted.
 */
export function lookFigureOf({
  unjudged,
  judged,
  needALook,
}: LookCounts): { count: number; label: string; isFilter: boolean } | null {
  const words = verdictWords.look;
  if (judged === 0)
    return unjudged === 0 ? null : { count: unjudged, label: words.notChecked, isFilter: false };
  const label =
    unjudged > 0 ? words.soFar(needALook, judged, judged + unjudged) : words.ofAll(needALook, judged);
  return { count: needALook, label, isFilter: true };
}
