import type { JobRow } from '../../shared/watched-job.ts';
import { comparison, sortRows, withKeys, type RowOrder } from './sort-rows.ts';

/**
 * Rows in the order that they had when it was chosen: a row that is shown stays where it is however its values change,
 * so that nothing dances under the pointer, and one that comes in goes where the order puts it.
 *
 * @param before the rows as they were shown
 * @param rows those to be shown now, the newest on top
 */
export function keepOrder(
  before: readonly JobRow[],
  rows: readonly JobRow[],
  order: RowOrder,
  now: number,
): JobRow[] {
  if (order.keyOf === null) return sortRows(rows, order, now);
  const coming = new Map(rows.map((row) => [row.id, row]));
  const staying: JobRow[] = [];
  for (const { id, status } of before) {
    const row = coming.get(id);
    // What nobody knew anything about had no place yet; its first answer gives it one.
    if (row === undefined || (status === null && row.status !== null)) continue;
    coming.delete(id);
    staying.push(row);
  }
  if (coming.size === 0) return staying;
  return merge(staying, sortRows([...coming.values()], order, now), order, now);
}

/** Whether rows stand as the order says, now. */
export function isInOrder(rows: readonly JobRow[], order: RowOrder, now: number): boolean {
  if (order.keyOf === null) return true;
  const compare = comparison(order);
  const keyed = withKeys(rows, order, now);
  return keyed.every((entry, index) => {
    const next = keyed[index + 1];
    return next === undefined || compare(entry, next) <= 0;
  });
}

/** The position of each row, by its ID. */
export const placesOf = (rows: readonly JobRow[]): ReadonlyMap<string, number> =>
  new Map(rows.map(({ id }, index) => [id, index]));

function merge(staying: JobRow[], coming: JobRow[], order: RowOrder, now: number): JobRow[] {
  const compare = comparison(order);
  const waiting = withKeys(coming, order, now).toReversed();
  const merged: JobRow[] = [];
  for (const entry of withKeys(staying, order, now)) {
    for (let next = waiting.at(-1); next !== undefined && compare(next, entry) < 0; next = waiting.at(-1)) {
      merged.push(next.row);
      waiting.pop();
    }
    merged.push(entry.row);
  }
  return [...merged, ...waiting.toReversed().map(({ row }) => row)];
}
