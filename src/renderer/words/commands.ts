import { countOf } from './count.ts';

/** What can be done, and how it is found. */
export const commandWords = {
  recentlyRemoved: 'Recently removed',
  /** The menu of what can be done. @param what what it is done with */
  actionsFor: (what: string) => `Actions for ${what}`,
  selectedJobs: (count: number) => countOf(count, 'selected job'),
};
