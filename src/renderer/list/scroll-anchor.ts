import type { JobRow } from '../../shared/watched-job.ts';

export interface ScrollAnchor {
  /** Where to scroll to so that what was in view stays in place, in pixels. */
  scrollTop: number;
  /** How many rows came in above what is in view, where they pushed it down. */
  arrived: number;
}

interface Scrolled {
  scrollTop: number;
  viewHeight: number;
  rowHeight: number;
  /** Distance of the pointer from the top of the view, in pixels; null where it is not over the list. */
  pointer: number | null;
}

/**
 * Keeps rows in place while others come and go above them: that under the pointer, since it may be about to be clicked,
 * otherwise the first in view. A list that stands at its top stays there, and shows what comes in.
 *
 * @param indexOf the new position of a row; -1 where it is gone
 */
export function anchorScroll(
  before: readonly JobRow[],
  after: readonly JobRow[],
  indexOf: (id: string) => number,
  { scrollTop, viewHeight, rowHeight, pointer }: Scrolled,
): ScrollAnchor {
  if (scrollTop <= 0) return { scrollTop: 0, arrived: 0 };
  const first = Math.floor(scrollTop / rowHeight);
  const preferred = Math.floor((scrollTop + (pointer ?? 0)) / rowHeight);
  const last = Math.floor((scrollTop + viewHeight) / rowHeight);
  // The row itself; where it is gone, the next one below it, then above it.
  const candidates = [...before.slice(preferred, last + 1), ...before.slice(first, preferred).toReversed()];
  const anchor = candidates.find(({ id }) => indexOf(id) >= 0);
  if (anchor === undefined) return { scrollTop, arrived: 0 };
  const from = before.indexOf(anchor);
  const to = indexOf(anchor.id);
  const known = to > from ? new Set(before.map(({ id }) => id)) : null;
  const arrived = known === null ? 0 : after.slice(0, to).filter(({ id }) => !known.has(id)).length;
  return { scrollTop: Math.max(0, scrollTop + (to - from) * rowHeight), arrived };
}
