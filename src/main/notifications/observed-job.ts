import { isDownloadActive, type Download } from '../../shared/downloads.ts';
import { hasEnded, outcomeOf } from '../../shared/job/job-status.ts';
import type { Batch } from '../../shared/batch.ts';
import type { Job } from '../../shared/job/job.ts';
import { parseTimestamp } from '../../shared/lib/timestamp.ts';
import { wellFormedLine } from '../../shared/lib/text.ts';
import { summaryOf, type JobSummary } from '../jobs/job-row.ts';
import type { WatchedJob } from '../jobs/watched-job.ts';

/** What the news needs to know of a job. */
export interface ObservedJob extends Pick<JobSummary, 'id' | 'name' | 'status' | 'isUnknown' | 'batches'> {
  /**
   * Whether this app saw it before its end, in this run or an earlier one, or it ended after it was added. What an imported
   * list says of it does not count.
   */
  wasRunning: boolean;
  download: Pick<Download, 'phase' | 'finishedAt' | 'lateTries' | 'target'> | null;
}

/** What the news needs to know of a batch. */
export interface ObservedBatch {
  id: string;
  name: string;
  jobs: readonly ObservedJob[];
}

export interface JobChange {
  /**
   * It has ended, or has completed after its status had read as another end. Jobs that had ended before they were added do
   * not count.
   */
  isFinished: boolean;
  /** It has ended or turned out to be unknown. A job that was unknown and then ended is settled a second time. */
  isSettled: boolean;
  /** What happened to its download. `retried`: it had failed and is retried automatically. */
  download: 'started' | 'retried' | 'saved' | 'failed' | 'dropped' | null;
}

export const isOver = ({ status }: ObservedJob): boolean => hasEnded(status);
export const isCompleted = ({ status }: ObservedJob): boolean => outcomeOf(status) === 'completed';
export const isSettled = (job: ObservedJob): boolean => isOver(job) || job.isUnknown;

/** What changed between two states of a job. */
export function compareJobs(before: ObservedJob, after: ObservedJob): JobChange {
  const isOverNow = isOver(after) && (!isOver(before) || (isCompleted(after) && !isCompleted(before)));
  return {
    isFinished: isOverNow && (before.wasRunning || after.wasRunning),
    isSettled: isOverNow || (after.isUnknown && !isSettled(before)),
    download: downloadChange(before, after),
  };
}

function downloadChange(before: ObservedJob, after: ObservedJob): JobChange['download'] {
  const [was, is] = [isDownloading(before), isDownloading(after)];
  if (is && was) return null;
  if (is) return beginningOf(after);
  if (!was) return hasFailed(before) && after.download?.phase === 'cancelled' ? 'dropped' : null;
  if (after.download?.phase === 'done') return 'saved';
  return after.download?.phase === 'failed' ? 'failed' : 'dropped';
}

const hasFailed = ({ download }: ObservedJob): boolean => download?.phase === 'failed';

/** How an active download began. */
export const beginningOf = ({ download }: ObservedJob): 'started' | 'retried' =>
  (download?.lateTries ?? 0) > 0 ? 'retried' : 'started';

export const isDownloading = ({ download }: ObservedJob): boolean =>
  download !== null && isDownloadActive(download.phase);

/** Characters of a name in news: a prompt may be as long as the service lets it be. */
const maxNameLength = 120;

/** A watched job as the news sees it. */
export function observeJob(watched: WatchedJob): ObservedJob {
  const { id, name, status, isUnknown, batches, download } = summaryOf(watched);
  const { record, job } = watched;
  return {
    id,
    name: wellFormedLine(name, maxNameLength),
    // If the service refuses a job, what an imported list says of it is not its end.
    status: isUnknown ? null : status,
    isUnknown,
    wasRunning: !record.broughtBack && wasRunning(record, job),
    batches,
    download,
  };
}

/** Milliseconds that the service's clock may be ahead of this machine's. An end that lies later is in another time zone. */
const maxAheadMs = 60_000;

/** Whether a job has not ended, was seen before its end, or ended after it was added. */
function wasRunning({ transitions, addedAt, fetchedAt }: WatchedJob['record'], job: Job | null): boolean {
  const completedAt = parseTimestamp(job?.timing?.completed_at);
  return (
    (job !== null && !hasEnded(job.status)) ||
    transitions.some(({ status }) => !hasEnded(status)) ||
    (completedAt !== null && completedAt > addedAt && completedAt <= (fetchedAt ?? addedAt) + maxAheadMs)
  );
}

/** Batches as the news sees them, with their jobs. One pass over all jobs. */
export function observeBatches(
  ids: ReadonlySet<string>,
  batches: readonly Batch[],
  jobs: Iterable<ObservedJob>,
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
  for (const job of jobs) for (const id of job.batches) observed.get(id)?.jobs.push(job);
  return [...observed.values()];
}
