import { countOf } from './count.ts';

/** What the dialog of removed jobs says. */
export const recentlyRemovedWords = {
  hint: 'Removed jobs can be restored for 24 hours.',
  none: 'No recently removed jobs.',
  list: 'Removed jobs',
  restore: 'Restore',
  restoreJob: (job: string) => `Restore ${job}`,
  restoreAll: (count: number) => `Restore ${countOf(count, 'job')}`,
};
