import { isListedAnyway, isTerminal } from '../../shared/job/job-status.ts';
import { inSlices } from '../lib/in-slices.ts';
import type { JobStore } from './job-store.ts';
import { isHint, type WatchedJob } from './watched-job.ts';
import { neverPolled, type PollHistory } from './schedule.ts';
import type { Poller } from './poller.ts';

interface WatchingList {
  jobs: Pick<JobStore, 'get'>;
  poller: Pick<Poller, 'watch'>;
}

interface WatchList {
  jobs: Pick<JobStore, 'remove'>;
  poller: Pick<Poller, 'unwatch'>;
  /** Ends active and waiting downloads of the job. */
  downloads: { withdraw(id: string): void };
}

interface RemovedList {
  jobs: Pick<JobStore, 'get' | 'restore'>;
  poller: Pick<Poller, 'watch'>;
}

/** Removes jobs from the list, a slice at a time, and ends their polling and downloads. */
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

/** Restores jobs that were removed in this run, a slice at a time. */
export async function restoreJobs({ jobs, poller }: RemovedList, ids: readonly string[]): Promise<void> {
  await inSlices(ids, (slice) => jobs.restore(slice).forEach((id) => watchJob({ jobs, poller }, id)));
}

/** Starts polling a job on the list, if it is still there. */
export function watchJob({ jobs, poller }: WatchingList, id: string): void {
  const job = jobs.get(id);
  if (job === undefined) return;
  // What an unconfirmed finished job lacks is requested, but not in a burst.
  const isGentle = isHint(job) && isTerminal(job.job?.status ?? '');
  poller.watch(id, historyOf(job), isGentle ? 'gently' : 'soon');
}

/**
 * What the poller has to know of a job from an earlier run. An entry of a file or of the account's list is not an answer.
 */
export const historyOf = ({ record, job }: WatchedJob): PollHistory => {
  const isAnswered = record.fetchedAt !== null && !isListedAnyway(record.failure);
  return { ...neverPolled, status: isAnswered ? (job?.status ?? null) : null };
};
