import type { Batch } from '../../shared/batch.ts';
import { hasEnded } from '../../shared/job-status.ts';
import type { JobStore } from '../store/job-store.ts';
import type { WatchedJob } from '../store/watched-job.ts';
import type { ObservedBatch } from './compose-news.ts';
import type { ObservedJob } from './observed-job.ts';

/** What announcing sees of a watched job. */
export function observeJob({ record, job }: WatchedJob): ObservedJob {
  return {
    id: record.id,
    name: job?.filename ?? record.id,
    status: job?.status ?? null,
    isUnknown: record.failure?.code === 'not-found',
    wasOnItsWay: record.transitions.some(({ status }) => !hasEnded(status)),
    batches: record.batches,
    download: record.download,
  };
}

/** What announcing sees of a batch: its name and those of its jobs that are still watched. */
export function observeBatch(
  id: string,
  batches: readonly Batch[],
  jobs: Pick<JobStore, 'all'>,
): ObservedBatch | undefined {
  const batch = batches.find((one) => one.id === id);
  if (batch === undefined) return undefined;
  const members = [...jobs.all()].filter(({ record }) => record.batches.includes(id));
  return { id, name: batch.name, jobs: members.map(observeJob) };
}
