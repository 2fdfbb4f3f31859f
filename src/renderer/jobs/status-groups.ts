import { type JobFilter, noFilter, type StatusGroup } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { stateOf, type StatusTone } from './job-words.ts';

export type IsStuck = (row: JobRow) => boolean;

/** Whether a job is in a group. A stuck job is still on its way, and so in two of them. */
export const isInGroup = (row: JobRow, group: StatusGroup, isStuck: IsStuck): boolean =>
  group === 'stuck' ? isStuck(row) : toneGroup(stateOf(row).tone) === group;

/** A cancelled job counts as failed: it has ended without a result. */
const toneGroup = (tone: StatusTone): Exclude<StatusGroup, 'stuck'> =>
  tone === 'cancelled' ? 'failed' : tone;

export const groupLabels: Record<StatusGroup, string> = {
  waiting: 'Waiting',
  active: 'Running',
  stuck: 'Stuck',
  done: 'Done',
  failed: 'Failed',
  unknown: 'Unknown',
};

const countLabels: Record<StatusTone, string> = {
  active: 'running',
  waiting: 'waiting',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  unknown: 'unknown',
};

/** How many jobs are in each state, the moving ones first; what is archived and states without jobs are left out. */
export function countJobs(rows: readonly JobRow[]): { label: string; count: number }[] {
  const counts = new Map<StatusTone, number>();
  for (const row of rows) {
    if (row.archived) continue;
    const { tone } = stateOf(row);
    counts.set(tone, (counts.get(tone) ?? 0) + 1);
  }
  return (Object.keys(countLabels) as StatusTone[])
    .map((tone) => ({ label: countLabels[tone], count: counts.get(tone) ?? 0 }))
    .filter(({ count }) => count > 0);
}

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
