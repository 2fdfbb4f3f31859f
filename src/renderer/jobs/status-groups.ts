import type { StatusGroup } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { stateOf, type StatusTone } from './job-words.ts';

export type IsStuck = (row: JobRow) => boolean;

/** Whether a job is in a group. A stuck job is still on its way, and so in two of them. */
export const isInGroup = (row: JobRow, group: StatusGroup, isStuck: IsStuck): boolean =>
  group === 'stuck' ? isStuck(row) : toneGroup(stateOf(row).tone) === group;

/** A cancelled job is found among the failed: it is over and has no result. */
export const toneGroup = (tone: StatusTone): Exclude<StatusGroup, 'stuck'> =>
  tone === 'cancelled' ? 'failed' : tone;

export const groupLabels: Record<StatusGroup, string> = {
  waiting: 'Waiting',
  active: 'Running',
  stuck: 'Stuck',
  done: 'Done',
  failed: 'Failed',
  unknown: 'Unknown',
};
