import { standingOf, standings, type Standing } from '../../shared/job/job-status.ts';
import { type JobFilter, noFilter, type StatusGroup } from '../../shared/saved-view.ts';
import type { ListSums } from '../../shared/row-sums.ts';
import type { JobRow } from '../../shared/watched-job.ts';

export type IsStuck = (row: JobRow) => boolean;

/** Whether a job is in a group. A stuck job is still on its way, and so in two of them. */
export const isInGroup = (row: JobRow, group: StatusGroup, isStuck: IsStuck): boolean =>
  group === 'stuck' ? isStuck(row) : groupOf(standingOf(row)) === group;

/** A cancelled job counts as failed: it has ended without a result. */
const groupOf = (standing: Standing): Exclude<StatusGroup, 'stuck'> =>
  standing === 'cancelled' ? 'failed' : standing;

export const groupLabels: Record<StatusGroup, string> = {
  waiting: 'Waiting',
  active: 'Running',
  stuck: 'Stuck',
  done: 'Done',
  failed: 'Failed',
  unknown: 'Unknown',
};

const countLabels: Record<Standing, string> = {
  active: 'running',
  waiting: 'waiting',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  unknown: 'unknown',
};

/** How many jobs are in each state, the moving ones first; what is archived and states without jobs are left out. */
export const countJobs = ({ standings: counts }: ListSums): { label: string; count: number }[] =>
  standings
    .map((standing) => ({ label: countLabels[standing], count: counts[standing] }))
    .filter(({ count }) => count > 0);

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

/** How many jobs each standard view shows. */
export function countViews({ standings: counts, stuck, archived }: ListSums): Record<StandardView, number> {
  const { waiting, active, done, failed, cancelled, unknown } = counts;
  const moving = waiting + active;
  return {
    all: moving + done + failed + cancelled + unknown,
    moving,
    done,
    failed: failed + cancelled,
    stuck,
    unknown,
    archived,
  };
}
