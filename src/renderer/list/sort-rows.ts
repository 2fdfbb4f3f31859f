import { isUnknownJob, knownStatuses, outcomeOf, plainStatus } from '../../shared/job/job-status.ts';
import type { JobSort } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { durationOf } from '../jobs/job-time.ts';
import { nameOf, typeWords } from '../jobs/job-words.ts';
import { foldText } from '../jobs/search-text.ts';

/** What a row is sorted by; null, for what is not known, comes last in either direction. */
type SortKey = string | number | null;

const names = new WeakMap<JobRow, string>();

/** A name so that numbers in it compare as numbers: `part 9` before `part 10`. Made once for each row. */
function nameKey(row: JobRow): string {
  const known = names.get(row);
  if (known !== undefined) return known;
  const key = foldText(nameOf(row)).replaceAll(/\d+/g, (digits) => digits.padStart(12, '0'));
  names.set(row, key);
  return key;
}

/** The way of a job: not asked yet, through the statuses, done, failed, unknown; within a status by progress. */
function statusKey(row: JobRow): number {
  const { status, progress } = row;
  if (isUnknownJob(row)) return 100_000;
  if (status === null) return 0;
  const ended = outcomeOf(status);
  const known = ended === null ? plainStatus(status) : ended === 'completed' ? ended : 'failed';
  const place = (knownStatuses as readonly string[]).indexOf(known);
  // A status nobody has heard of is under way: next to running.
  const rank = place < 0 ? knownStatuses.indexOf('running') + 0.5 : place;
  return (rank + 1) * 1000 + Math.min(Math.max(progress ?? 0, 0), 100);
}

const keys: Record<JobSort['column'], (row: JobRow, now: number) => SortKey> = {
  added: ({ order }) => order,
  name: nameKey,
  status: statusKey,
  type: ({ type }) => (type === null ? null : foldText(typeWords(type))),
  time: durationOf,
  size: ({ fileSize }) => fileSize,
  completed: ({ completedAt }) => completedAt,
};

/** A row with what it is sorted by. */
export interface Keyed {
  row: JobRow;
  key: SortKey;
}

export function withKeys(rows: readonly JobRow[], { column }: JobSort, now: number): Keyed[] {
  const keyOf = keys[column];
  return rows.map((row) => ({ row, key: keyOf(row, now) }));
}

/** Compares two rows; what was added last comes first among equals. */
export function comparison({ descending }: JobSort): (a: Keyed, b: Keyed) => number {
  const direction = descending ? -1 : 1;
  return (a, b) => {
    if (a.key === b.key) return b.row.order - a.row.order;
    if (a.key === null) return 1;
    if (b.key === null) return -1;
    return a.key < b.key ? -direction : direction;
  };
}

/** Rows in an order, at a moment (milliseconds since the epoch). Rows come with the newest on top. */
export function sortRows(rows: readonly JobRow[], sort: JobSort, now: number): JobRow[] {
  if (sort.column === 'added') return sort.descending ? [...rows] : rows.toReversed();
  return withKeys(rows, sort, now)
    .sort(comparison(sort))
    .map(({ row }) => row);
}
