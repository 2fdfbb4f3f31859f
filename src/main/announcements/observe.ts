import type { Batch } from '../../shared/batch.ts';
import { hasEnded } from '../../shared/job-status.ts';
import { wellFormedLine } from '../../shared/well-formed.ts';
import type { JobStore } from '../store/job-store.ts';
import type { WatchedJob } from '../store/watched-job.ts';
import type { ObservedBatch } from './compose-news.ts';
import type { ObservedJob } from './observed-job.ts';

/** Characters of a name in news: a prompt may be as long as the service lets it be. */
const longestName = 120;

/** What announcing sees of a watched job. */
export function observeJob({ record, job }: WatchedJob): ObservedJob {
  return {
    id: record.id,
    name: wellFormedLine(job?.filename ?? record.id, longestName),
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
  return { id, name: wellFormedLine(batch.name, longestName), jobs: members.map(observeJob) };
}
