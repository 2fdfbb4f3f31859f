import type { JobRow } from '../../shared/watched-job.ts';
import type { RowChange } from '../state/row-changes.ts';
import { withChanges } from '../state/row-list.ts';
import { hasNewPlace, mergeRows, type RowOrder, sortRows } from './sort-rows.ts';

/**
 * Shown rows with some changed, in the order that {@link keepOrder} would bring them into, without a look at all of them.
 *
 * @param shown as they were shown
 * @param changes each of a row that was shown before, or is to be shown now, or both
 */
export function arrangeChanges(
  shown: readonly JobRow[],
  changes: readonly RowChange[],
  order: RowOrder,
  now: number,
): readonly JobRow[] {
  if (changes.length === 0) return shown;
  if (order.isAhead !== undefined) return withChanges(shown, changes, order.isAhead);
  const next = new Map<JobRow, JobRow | null>();
  const coming: JobRow[] = [];
  for (const { before, after } of changes) {
    const staysInPlace = before !== null && after !== null && !hasNewPlace(before, after, order);
    if (before !== null) next.set(before, staysInPlace ? after : null);
    if (after !== null && !staysInPlace) coming.push(after);
  }
  const staying: JobRow[] = [];
  for (const row of shown) {
    const now = next.get(row);
    if (now === undefined) staying.push(row);
    else if (now !== null) staying.push(now);
  }
  return coming.length === 0 ? staying : mergeRows(staying, sortRows(coming, order, now), order, now);
}
