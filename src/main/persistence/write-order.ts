import { isRemovedKey, jobIdOf } from '../jobs/row-keys.ts';

/** Rows about all others: how many there are, which were removed. */
const summaryPrefix = 'app!';

/**
 * Rows in the order in which they must reach the disk: jobs that were removed, before they leave the list, jobs, batches, then
 * the rows that count them, and last the jobs that are among the removed no more, as they are on the list by then. A large
 * write may reach the disk in part, see {@link Database.write}.
 */
export const inWriteOrder = <Value>(rows: Iterable<[string, Value]>): [string, Value][] =>
  [...rows].sort((a, b) => rank(a) - rank(b));

function rank([key, value]: [string, unknown]): number {
  if (isRemovedKey(key)) return value === undefined ? 4 : 0;
  if (jobIdOf(key) !== null) return 1;
  return key.startsWith(summaryPrefix) ? 3 : 2;
}
