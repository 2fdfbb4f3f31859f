import { z } from 'zod';

const jobPrefix = 'job!';
export const jobKey = (id: string): string => `${jobPrefix}${id}`;
/** The job whose row a key names; null for a row of another kind. */
export const jobIdOf = (key: string): string | null =>
  key.startsWith(jobPrefix) ? key.slice(jobPrefix.length) : null;

const removedPrefix = 'removed!';
/** The row of a job that was removed from the list and can be restored. */
export const removedKey = (id: string): string => `${removedPrefix}${id}`;
export const isRemovedKey = (key: string): boolean => key.startsWith(removedPrefix);

/**
 * How many jobs there are, and how often that changed: the database can lose rows silently, any of them (then the count is
 * wrong) or those written last (then the backup is ahead of it). The IDs of the newest are for the next start, which shows them
 * before it has read the others.
 */
export const listKey = 'app!list';
const listState = z
  .object({ count: z.number(), revision: z.number(), newest: z.array(z.string()).catch([]) })
  .catch({ count: 0, revision: 0, newest: [] });
export const readListState = (stored: unknown): z.infer<typeof listState> => listState.parse(stored);
