import type { Observation } from '../../../shared/observations.ts';
import { sentenceCase } from '../../jobs/job-words.ts';
import { closeMs } from './moments.ts';

/** A stage or step within a segment, as this app saw it: its borders are those of the answers, not of the work. */
export interface Part {
  label: string;
  from: number;
  to: number;
  /** Whether it still goes on. */
  isOpen: boolean;
}

/** What the parts lie in. */
export interface Bounds {
  from: number;
  to: number;
  isOpen: boolean;
  /** Until when an answer showed what was going on; null where that is not known. */
  watchedUntil: number | null;
}

/**
 * The parts between two moments, from what was seen. One lasts until the next was seen, or until the last answer that
 * did not show the next yet where the one after it came much later; what lies between stays empty.
 */
export function partsOf(seen: readonly Observation[], bounds: Bounds): Part[] {
  const within = grouped(seen).filter(({ at }) => at >= bounds.from && at < bounds.to);
  return within.flatMap(({ texts, at }, index) => {
    const next = within[index + 1];
    const to = next === undefined ? endOfLast(bounds) : endBefore(next);
    if (texts.length === 0 || to <= at) return [];
    const isOpen = bounds.isOpen && next === undefined;
    return [{ label: texts.join(', '), from: at, to, isOpen }];
  });
}

interface Group {
  texts: string[];
  at: number;
  after: number | null;
}

/** Those seen in one answer have no border between them that anybody knows. */
function grouped(seen: readonly Observation[]): Group[] {
  const groups: Group[] = [];
  for (const { text, at, after } of seen) {
    const last = groups.at(-1);
    const words = text === null ? [] : [sentenceCase(text)];
    if (last?.at === at) last.texts.push(...words);
    else groups.push({ texts: words, at, after });
  }
  return groups;
}

const endBefore = ({ at, after }: Group): number => (after !== null && at - after > closeMs ? after : at);

const endOfLast = ({ to, watchedUntil }: Bounds): number =>
  watchedUntil !== null && to - watchedUntil > closeMs ? watchedUntil : to;
