import { noFilter, type JobFilter } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { stateOf } from '../jobs/job-words.ts';
import { toneGroup, type IsStuck } from '../jobs/status-groups.ts';

/** The views that are always there. */
export const standardViews = {
  all: { label: 'All jobs', filter: noFilter },
  moving: { label: 'On the way', filter: { ...noFilter, statuses: ['waiting', 'active'] } },
  done: { label: 'Done', filter: { ...noFilter, statuses: ['done'] } },
  failed: { label: 'Failed', filter: { ...noFilter, statuses: ['failed'] } },
  stuck: { label: 'Stuck', filter: { ...noFilter, statuses: ['stuck'] } },
  unknown: { label: 'Unknown', filter: { ...noFilter, statuses: ['unknown'] } },
  archived: { label: 'Archived', filter: { ...noFilter, archived: true } },
} satisfies Record<string, { label: string; filter: JobFilter }>;

export type StandardView = keyof typeof standardViews;

/** How many jobs each standard view shows, in one walk over all rows. */
export function countViews(rows: readonly JobRow[], isStuck: IsStuck): Record<StandardView, number> {
  const counts = { all: 0, moving: 0, done: 0, failed: 0, stuck: 0, unknown: 0, archived: 0 };
  for (const row of rows) {
    if (row.archived) {
      counts.archived += 1;
      continue;
    }
    counts.all += 1;
    const group = toneGroup(stateOf(row).tone);
    counts[group === 'waiting' || group === 'active' ? 'moving' : group] += 1;
    if (isStuck(row)) counts.stuck += 1;
  }
  return counts;
}
