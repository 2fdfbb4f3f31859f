import { z } from 'zod';

/** The keys of the database's rows, and what stands in the one that counts the others. */

const jobPrefix = 'job!';
export const jobKey = (id: string): string => `${jobPrefix}${id}`;
/** The job whose row a key names; null for a row of another kind. */
export const jobIdOf = (key: string): string | null =>
  key.startsWith(jobPrefix) ? key.slice(jobPrefix.length) : null;

/** Rows about all others together: how many there are, which were removed. */
const summaryPrefix = 'app!';

/**
 * Rows in the order in which they are to reach the disk: jobs, then what is made of them, then what counts them. A large
 * write may end in the midst (see {@link Database.write}); what counts rows must not be there without them.
 */
export const inWriteOrder = <Value>(rows: Iterable<[string, Value]>): [string, Value][] =>
  [...rows].sort(([a], [b]) => rank(a) - rank(b));

function rank(key: string): number {
  if (jobIdOf(key) !== null) return 0;
  return key.startsWith(summaryPrefix) ? 2 : 1;
}

/**
 * How many jobs there must be, and how often that changed: the database can lose rows without saying so, in the midst of
 * it (then the count is wrong) or those written last (then the backup is ahead of it).
 */
export const listKey = 'app!list';
const listState = z.object({ count: z.number(), revision: z.number() }).catch({ count: 0, revision: 0 });
export const readListState = (stored: unknown): z.infer<typeof listState> => listState.parse(stored);
