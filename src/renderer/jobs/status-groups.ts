import type { StatusGroup } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { stateOf } from './job-words.ts';

export type IsStuck = (row: JobRow) => boolean;

/** Whether a job is in a group. A stuck job is still on its way, and so in two of them. */
export const isInGroup = (row: JobRow, group: StatusGroup, isStuck: IsStuck): boolean =>
  group === 'stuck' ? isStuck(row) : stateOf(row).tone === group;

export const groupLabels: Record<StatusGroup, string> = {
  waiting: 'Waiting',
  active: 'Running',
  stuck: 'Stuck',
  done: 'Done',
  failed: 'Failed',
  unknown: 'Unknown',
};
