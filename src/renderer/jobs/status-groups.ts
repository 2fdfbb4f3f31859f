import { standingOf, standings } from '../../shared/job/job-status.ts';
import { type JobFilter, noFilter, type StatusGroup } from '../../shared/saved-view.ts';
import type { ListSums } from '../../shared/row-sums.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { jobsWords } from '../words/jobs.ts';

export type IsStuck = (row: JobRow) => boolean;

/** Whether a job is in a group. A stuck job is still on its way, and so in two of them. */
export const isInGroup = (row: JobRow, group: StatusGroup, isStuck: IsStuck): boolean =>
  group === 'stuck' ? isStuck(row) : groupOf(row) === group;

/** The group of a job, whether it is stuck or not. A cancelled one counts as failed: it has ended without a result. */
export function groupOf(row: JobRow): Exclude<StatusGroup, 'stuck'> {
  const standing = standingOf(row);
  return standing === 'cancelled' ? 'failed' : standing;
}

/** How many jobs are in each state, the moving ones first; what is archived and states without jobs are left out. */
export const countJobs = ({ standings: counts }: ListSums): { label: string; count: number }[] =>
  standings
    .map((standing) => ({ label: jobsWords.counted[standing], count: counts[standing] }))
    .filter(({ count }) => count > 0);

const { views } = jobsWords;

/** The views that are always there. */
export const standardViews = {
  all: { label: views.all, filter: noFilter },
  moving: { label: views.moving, filter: { ...noFilter, statuses: ['waiting', 'active'] } },
  done: { label: views.done, filter: { ...noFilter, statuses: ['done'] } },
  failed: { label: views.failed, filter: { ...noFilter, statuses: ['failed'] } },
  stuck: { label: views.stuck, filter: { ...noFilter, statuses: ['stuck'] } },
  unknown: { label: views.unknown, filter: { ...noFilter, statuses: ['unknown'] } },
  archived: { label: views.archived, filter: { ...noFilter, archived: true } },
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
