import { isListedAnyway, isTerminal } from '../../shared/job/job-status.ts';
import { inSlices } from '../lib/in-slices.ts';
import type { JobStore } from './job-store.ts';
import { isHint, type WatchedJob } from './watched-job.ts';
import { unasked, type PollHistory } from './schedule.ts';
import type { Poller } from './poller.ts';

interface WatchingList {
  jobs: Pick<JobStore, 'get'>;
  poller: Pick<Poller, 'watch'>;
}

interface WatchList {
  jobs: Pick<JobStore, 'remove'>;
  poller: Pick<Poller, 'unwatch'>;
  /** What is on its way of their results stops. */
  downloads: { withdraw(id: string): void };
}

interface RemovedList {
  jobs: Pick<JobStore, 'get' | 'restore'>;
  poller: Pick<Poller, 'watch'>;
}

/** Takes jobs off the list, a slice at a time: they are asked for no more, and what is on its way of their results stops. */
export async function removeJobs(
  { jobs, poller, downloads }: WatchList,
  ids: readonly string[],
): Promise<void> {
  await inSlices(ids, (slice) => {
    for (const id of slice) {
      poller.unwatch(id);
      downloads.withdraw(id);
    }
    jobs.remove(slice);
  });
}

/** Brings jobs back that were taken off the list in this run, a slice at a time. */
export async function restoreJobs({ jobs, poller }: RemovedList, ids: readonly string[]): Promise<void> {
  await inSlices(ids, (slice) => jobs.restore(slice).forEach((id) => watchJob({ jobs, poller }, id)));
}

/** Asks for a job on the list, with what is known of it. One that is gone again is let be. */
export function watchJob({ jobs, poller }: WatchingList, id: string): void {
  const job = jobs.get(id);
  if (job === undefined) return;
  // A hint of a finished job is short of something, or comes from a file; that is asked for, but not in a burst.
  const isGentle = isHint(job) && isTerminal(job.job?.status ?? '');
  poller.watch(id, historyOf(job), isGentle ? 'gently' : 'soon');
}

/**
 * What the poll loop has to know of a job from an earlier run. A hint is no answer yet, nor is what the account's list says
 * of a job that is refused when it is asked for alone.
 */
export const historyOf = ({ record, job }: WatchedJob): PollHistory => {
  const isAnswered = record.fetchedAt !== null && !isListedAnyway(record.failure);
  return { ...unasked, status: isAnswered ? (job?.status ?? null) : null };
};
