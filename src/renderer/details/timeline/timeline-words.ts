import type { Comparison, TypicalRange } from '../../../shared/history.ts';
import { formatDateTime, formatDuration, formatMoment } from '../../ui/format.ts';

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
