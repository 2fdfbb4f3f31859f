import type { TypicalRange, Comparison } from '../../../shared/history.ts';
import { formatDateTime, formatDuration, formatMoment } from '../../ui/format.ts';
import type { Segment } from './segments.ts';

/** One line of the drawing: a segment, or a part of the one above it. */
interface TimelineRow extends Omit<Segment, 'parts'> {
  key: string;
  isPart: boolean;
}

/** The lines in the order in which they are drawn: each segment, followed by its parts. */
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

/** When the run usually ends, and how far the axis should reach to show it; null where that is not known. */
interface UsualEnd {
  from: number;
  to: number;
  extendTo: number | null;
}

/** A range that ends further ahead than this many times the run so far would press all that happened into a corner. */
const farAhead = 4;

/** Where the typical range of a run lies. The axis is extended for it only while the run goes on. */
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
export function durationWords({ from, to, isOpen }: Stretch, isSeen: boolean): string {
  return `${isSeen ? 'about ' : ''}${formatDuration(to - from)}${isOpen ? ' so far' : ''}`;
}

/** `21:31:05 to 21:32:04`, with the date where the day is another one; `since …` for what goes on. */
export function spanWords({ from, to, isOpen }: Stretch): string {
  if (isOpen) return `since ${formatDateTime(from)}`;
  return `${formatDateTime(from)} to ${formatMoment(to, from)}`;
}

/** What is usual for jobs like it, in a sentence; null where it is not known. */
export function typicalWords(typical: TypicalRange | null): string | null {
  if (typical === null) return null;
  const [low, high] = [formatDuration(typical.low), formatDuration(typical.high)];
  const range = low === high ? `about ${low}` : `${low} to ${high}`;
  const what =
    typical.measure === 'run' ? `Runs usually take ${range}` : `Usually done ${range} after it is submitted`;
  const whose = `${typical.count.toLocaleString()} of yours of this type${typical.bySize ? ' and size' : ''}`;
  return `${what}, by ${whose}.`;
}

/**
 * How a job compares with those like it, in a sentence. Of one that still runs nothing is said before it is slower than
 * half of them: until then it may yet turn out either way.
 */
export function comparisonWords(comparison: Comparison | null, isOver: boolean): string | null {
  if (comparison === null) return null;
  const { slower, count } = comparison;
  if (!isOver && slower * 2 < count) return null;
  if (slower === 0) return 'None of yours was faster.';
  const than = slower === count ? `all ${count.toLocaleString()}` : `${Math.floor((slower / count) * 100)} %`;
  return `${isOver ? 'Slower' : 'Already slower'} than ${than} of yours.`;
}
