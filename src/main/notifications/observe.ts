import type { Batch } from '../../shared/batch.ts';
import type { Job } from '../../shared/job/job.ts';
import { hasEnded, isUnknownJob } from '../../shared/job/job-status.ts';
import { parseTimestamp } from '../../shared/lib/timestamp.ts';
import { wellFormedLine } from '../../shared/lib/well-formed.ts';
import type { JobStore } from '../jobs/job-store.ts';
import type { WatchedJob } from '../jobs/watched-job.ts';
import type { ObservedBatch } from './compose-news.ts';
import type { ObservedJob } from './observed-job.ts';

/** Characters of a name in news: a prompt may be as long as the service lets it be. */
const maxNameLength = 120;

/** What announcing sees of a watched job. */
export function observeJob({ record, job }: WatchedJob): ObservedJob {
  const status = job?.status ?? null;
  const isUnknown = isUnknownJob({ ...record, status });
  return {
    id: record.id,
    name: wellFormedLine(job?.filename ?? record.id, maxNameLength),
    // What an imported list says of a job that the service refuses is no end.
    status: isUnknown ? null : status,
    isUnknown,
    wasOnItsWay: !record.broughtBack && wasOnItsWay(record, job),
    batches: record.batches,
    download: record.download,
  };
}

/** Milliseconds that the service's clock may be ahead of this machine's. An end that lies later is in another time zone. */
const maxAheadMs = 60_000;

/** Whether a job is on its way, was seen so, or ended after it was added. */
function wasOnItsWay({ transitions, addedAt, fetchedAt }: WatchedJob['record'], job: Job | null): boolean {
  const completedAt = parseTimestamp(job?.timing?.completed_at);
  return (
    (job !== null && !hasEnded(job.status)) ||
    transitions.some(({ status }) => !hasEnded(status)) ||
    (completedAt !== null && completedAt > addedAt && completedAt <= (fetchedAt ?? addedAt) + maxAheadMs)
  );
}

/** What announcing sees of batches: their names and those of their jobs that are still watched. One walk over all jobs. */
export function observeBatches(
  ids: ReadonlySet<string>,
  batches: readonly Batch[],
  jobs: Pick<JobStore, 'all'>,
): ObservedBatch[] {
  const observed = new Map(
    batches
      .filter(({ id }) => ids.has(id))
      .map(({ id, name }) => {
        const members: ObservedJob[] = [];
        return [id, { id, name: wellFormedLine(name, maxNameLength), jobs: members }] as const;
      }),
  );
  if (observed.size === 0) return [];
  for (const job of jobs.all())
    for (const id of job.record.batches) observed.get(id)?.jobs.push(observeJob(job));
  return [...observed.values()];
}
