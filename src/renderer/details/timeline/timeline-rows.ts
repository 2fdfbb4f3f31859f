import type { TypicalRange, Comparison } from '../../../shared/history.ts';
import { formatDateTime, formatDuration, formatMoment } from '../../ui/format.ts';
import { timelineWords } from '../../words/timeline.ts';
import type { Segment } from './segments.ts';

/** One row: a segment, or a part of the segment above it. */
interface TimelineRow extends Omit<Segment, 'parts'> {
  key: string;
  isPart: boolean;
}

/** The rows in order: each segment, followed by its parts. */
export const rowsOf = (segments: readonly Segment[]): TimelineRow[] =>
  segments.flatMap((segment) => [
    { ...segment, key: segment.kind, isPart: false },
    ...segment.parts.map((part, index) => ({
      ...part,
      key: `${segment.kind} ${index}`,
      kind: segment.kind,
      isSeen: true,
      isPart: true,
      steps: [],
    })),
  ]);

/** When the run usually ends, and how far the axis should reach to show it; null if not known. */
interface UsualEnd {
  from: number;
  to: number;
  extendTo: number | null;
}

/** The axis is not extended to a range that ends further ahead than this many times the run so far. */
const farAhead = 4;

/** The typical range of a run. The axis is extended for it only while the run is in progress. */
export function usualEndOf(segments: readonly Segment[], typical: TypicalRange | null): UsualEnd | null {
  const run = segments.find(({ kind }) => kind === 'running');
  if (run === undefined || typical?.measure !== 'run') return null;
  const isNear = run.isOpen && typical.high < farAhead * (run.to - run.from);
  const to = run.from + typical.high;
  return { from: run.from + typical.low, to, extendTo: isNear ? to : null };
}

interface Stretch {
  from: number;
  to: number;
  isOpen: boolean;
}

/** `59 s`, `about 18 s`, `2 min 4 s so far`. */
export const durationWords = ({ from, to, isOpen }: Stretch, isSeen: boolean): string =>
  timelineWords.duration(formatDuration(to - from), isSeen, isOpen);

/** `21:31:05 to 21:32:04`, with the date if the day differs; `since …` for what is in progress. */
export function spanWords({ from, to, isOpen }: Stretch): string {
  if (isOpen) return timelineWords.since(formatDateTime(from));
  return timelineWords.span(formatDateTime(from), formatMoment(to, from));
}

/** What is usual for similar jobs, in a sentence; null if not known. */
export function typicalWords(typical: TypicalRange | null): string | null {
  if (typical === null) return null;
  const [low, high] = [formatDuration(typical.low), formatDuration(typical.high)];
  const words = timelineWords.usual;
  const range = low === high ? words.about(low) : words.range(low, high);
  const jobs = typical.bySize ? words.similarJobs(typical.count) : words.jobsOfType(typical.count);
  return typical.measure === 'run' ? words.ofRun(range, jobs) : words.ofWhole(range, jobs);
}

/**
 * How a job compares with similar ones, in a sentence. Null for a running job that is not slower than half of them yet: it
 * may still turn out either way.
 */
export function comparisonWords(comparison: Comparison | null, isOver: boolean): string | null {
  if (comparison === null) return null;
  const { slower, count } = comparison;
  if (!isOver && slower * 2 < count) return null;
  const words = timelineWords.comparison;
  if (slower === 0) return words.fastest;
  if (slower === count) return words.slowerThanAll(count, isOver);
  return words.slowerThanMost(Math.floor((slower / count) * 100), isOver);
}
