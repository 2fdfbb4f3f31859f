import type { JobRow } from '../../shared/watched-job.ts';
import { isUnknownJob, knownStatuses, outcomeOf, plainStatus } from '../../shared/job/job-status.ts';
import { verdictStandings } from '../../shared/verdict.ts';
import { nameOf } from '../../shared/job-name.ts';
import { foldText } from '../jobs/search-text.ts';
import { isNewer, type IsAhead, withRows } from '../state/row-list.ts';

/** What a row is sorted by; null, for what is not known, comes last in either direction. */
type SortKey = string | number | null;

/** An order of rows. */
export interface RowOrder {
  /** What a row is sorted by at a moment (milliseconds since the epoch). */
  keyOf: (row: JobRow, now: number) => SortKey;
  descending: boolean;
  /**
   * For a key that hardly ever changes: the same order as a comparison, by which rows are found without a look at all. A row
   * stays where it was put first also if its first answer says something else: many are added at once, and are answered one
   * after the other.
   */
  isAhead?: IsAhead | undefined;
}

/** A row with what it is sorted by. */
interface Keyed {
  row: JobRow;
  key: SortKey;
}

const withKeys = (rows: readonly JobRow[], { keyOf }: RowOrder, now: number): Keyed[] =>
  rows.map((row) => ({ row, key: keyOf(row, now) }));

/** Compares two rows; what was added last comes first among equals. */
function comparison({ descending }: RowOrder): (a: Keyed, b: Keyed) => number {
  const direction = descending ? -1 : 1;
  return (a, b) => {
    if (a.key === b.key) return b.row.order - a.row.order;
    if (a.key === null) return 1;
    if (b.key === null) return -1;
    return a.key < b.key ? -direction : direction;
  };
}

/** Rows in an order, at a moment (milliseconds since the epoch). Rows come with the newest on top. */
export function sortRows(rows: readonly JobRow[], order: RowOrder, now: number): JobRow[] {
  const { isAhead } = order;
  if (isAhead !== undefined) return rows.toSorted((a, b) => (isAhead(a, b) ? -1 : isAhead(b, a) ? 1 : 0));
  return withKeys(rows, order, now)
    .sort(comparison(order))
    .map(({ row }) => row);
}

/** When a job was submitted, or else added, as long as the service has not said; milliseconds since the epoch. */
export const submittedAt = ({ createdAt, addedAt }: JobRow): number => createdAt ?? addedAt;

const isSubmittedLater: IsAhead = (a, b) =>
  submittedAt(a) === submittedAt(b) ? isNewer(a, b) : submittedAt(a) > submittedAt(b);

/** Both directions of the order in which jobs were submitted, or added where that was at the same time. */
export const submittedAhead: Record<'ascending' | 'descending', IsAhead> = {
  ascending: (a, b) => isSubmittedLater(b, a),
  descending: isSubmittedLater,
};

/** Both directions of the order of adding. */
export const addedAhead: Record<'ascending' | 'descending', IsAhead> = {
  ascending: (a, b) => isNewer(b, a),
  descending: isNewer,
};

const isOrderOfAdding = ({ isAhead }: RowOrder): boolean =>
  Object.values(addedAhead).some((one) => one === isAhead);

const names = new WeakMap<JobRow, string>();

/** A name so that numbers in it compare as numbers: `part 9` before `part 10`. Made once for each row. */
export function nameKey(row: JobRow): string {
  const known = names.get(row);
  if (known !== undefined) return known;
  const key = foldText(nameOf(row)).replaceAll(/\d+/g, (digits) => digits.padStart(12, '0'));
  names.set(row, key);
  return key;
}

/** Rejected, approved, not reviewed; none without a result. */
export function reviewKey({ review, status }: JobRow): number | null {
  if (review !== null) return review.decision === 'rejected' ? 0 : 1;
  return outcomeOf(status) === 'completed' ? 2 : null;
}

/** By how far a job is: no answer yet, the statuses in order, done, failed, unknown; within a status by progress. */
export function statusKey(row: JobRow): number {
  const { status, progress } = row;
  if (isUnknownJob(row)) return 100_000;
  if (status === null) return 0;
  const ended = outcomeOf(status);
  const known = ended === null ? plainStatus(status) : ended === 'completed' ? ended : 'failed';
  const place = (knownStatuses as readonly string[]).indexOf(known);
  // A status nobody has heard of is taken for one in progress: next to running.
  const rank = place < 0 ? knownStatuses.indexOf('running') + 0.5 : place;
  return (rank + 1) * 1000 + Math.min(Math.max(progress ?? 0, 0), 100);
}

/** By what is advised, the worst first, and within that by how many things were found, the most first. */
export const verdictKey = ({ verdict, findings }: JobRow): number | null =>
  verdict === null ? null : (verdictStandings.indexOf(verdict) + 1) * 1_000 - Math.min(findings, 999);

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
  if (isOrderOfAdding(order)) return sortRows(rows, order, now);
  const coming = new Map(rows.map((row) => [row.id, row]));
  const staying: JobRow[] = [];
  for (const { id, status, order: placed } of before) {
    const row = coming.get(id);
    if (row === undefined || hasNewPlace({ status, order: placed }, row, order)) continue;
    coming.delete(id);
    staying.push(row);
  }
  if (coming.size === 0) return staying;
  if (order.isAhead !== undefined) return [...withRows(staying, [...coming.values()], order.isAhead)];
  return mergeRows(staying, sortRows([...coming.values()], order, now), order, now);
}

/** Whether a row that changes goes to another place. One without an answer had none yet: its first answer decides it. */
export const hasNewPlace = (
  before: Pick<JobRow, 'status' | 'order'>,
  after: JobRow,
  { isAhead }: RowOrder,
): boolean =>
  isAhead === undefined ? before.status === null && after.status !== null : before.order !== after.order;

/** Whether a row has the same place in an order after a change of it. */
export const hasSameKey = ({ keyOf }: RowOrder, before: JobRow, after: JobRow, now: number): boolean =>
  before.order === after.order && keyOf(before, now) === keyOf(after, now);

/** Whether rows stand as the order says, now. */
export function isInOrder(rows: readonly JobRow[], order: RowOrder, now: number): boolean {
  const { isAhead } = order;
  if (isAhead !== undefined)
    return rows.every((row, index) => {
      const next = rows[index + 1];
      return next === undefined || !isAhead(next, row);
    });
  const compare = comparison(order);
  const keyed = withKeys(rows, order, now);
  return keyed.every((entry, index) => {
    const next = keyed[index + 1];
    return next === undefined || compare(entry, next) <= 0;
  });
}

/** Sorted rows put where an order puts them among others, which stay as they are. */
export function mergeRows(staying: JobRow[], coming: JobRow[], order: RowOrder, now: number): JobRow[] {
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
