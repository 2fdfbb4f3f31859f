import { isListedAnyway, isTerminal, refusalOf } from '../../shared/job/job-status.ts';
import { FirstMet } from '../../shared/lib/first-met.ts';
import { inSlices } from '../lib/in-slices.ts';
import type { JobStore } from './job-store.ts';
import { isHint, type WatchedJob } from './watched-job.ts';
import { neverPolled, type PollHistory } from './schedule.ts';
import type { Poller } from './poller.ts';

interface WatchingList {
  jobs: Pick<JobStore, 'get' | 'restingStatus'>;
  poller: Pick<Poller, 'watch' | 'pollGently' | 'together'>;
}

interface WatchList {
  jobs: Pick<JobStore, 'remove'>;
  poller: Pick<Poller, 'unwatch' | 'together'>;
  /** Ends active and waiting downloads of the job. */
  downloads: { withdraw(id: string): void };
}

interface RemovedList {
  jobs: Pick<JobStore, 'get' | 'restingStatus' | 'restore'>;
  poller: Pick<Poller, 'watch' | 'pollGently' | 'together'>;
}

/** Removes jobs from the list, a slice at a time, and ends their polling and downloads. */
export async function removeJobs(
  { jobs, poller, downloads }: WatchList,
  ids: readonly string[],
): Promise<void> {
  await inSlices(ids, (slice) => {
    poller.together(() => slice.forEach((id) => poller.unwatch(id)));
    for (const id of slice) downloads.withdraw(id);
    jobs.remove(slice);
  });
}

/** Restores jobs that were removed, a slice at a time. */
export async function restoreJobs({ jobs, poller }: RemovedList, ids: readonly string[]): Promise<void> {
  await inSlices(ids, (slice) => watchJobs({ jobs, poller }, jobs.restore(slice)));
}

/** Starts polling those of the jobs that are still on the list. */
export function watchJobs(list: WatchingList, ids: readonly string[]): void {
  list.poller.together(() => ids.forEach((id) => watchJob(list, id)));
}

/** Starts polling a job on the list, if it is still there. */
function watchJob({ jobs, poller }: WatchingList, id: string): void {
  const ended = jobs.restingStatus(id);
  if (ended !== null) {
    poller.watch(id, endedHistory(ended));
    return;
  }
  const job = jobs.get(id);
  if (job === undefined) return;
  // What an unconfirmed finished job lacks is requested, but not in a burst.
  const isGentle = isHint(job) && isTerminal(job.job?.status ?? '');
  poller.watch(id, historyOf(job), isGentle ? 'gently' : 'soon');
  if (job.record.owed === 'fields' || isUntold(job)) poller.pollGently([id]);
}

/** Whether a job has ended, and the last request for it failed for a reason that says nothing of it. */
const isUntold = ({ record: { failure }, job }: WatchedJob): boolean =>
  isTerminal(job?.status ?? '') && failure !== null && refusalOf(failure) === null;

const endedHistories = new FirstMet<PollHistory>();

/** One object for all jobs that have ended alike: most of those on the list have. */
const endedHistory = (status: string): PollHistory => endedHistories.get(status, { ...neverPolled, status });

/**
 * What the poller has to know of a job from an earlier run. An entry of a file or of the account's list is not an answer.
 */
export const historyOf = ({ record, job }: WatchedJob): PollHistory => {
  const isAnswered = record.fetchedAt !== null && !isListedAnyway(record.failure);
  return { ...neverPolled, status: isAnswered ? (job?.status ?? null) : null };
};
