import { isDownloadActive, type Download } from '../../shared/downloads.ts';
import { hasEnded, outcomeOf } from '../../shared/job/job-status.ts';

/** What announcing has to know of a job. */
export interface ObservedJob {
  id: string;
  /** What a person calls it. */
  name: string;
  /** Null until the service has answered once. */
  status: string | null;
  /** Whether the service does not know the ID. */
  isUnknown: boolean;
  /**
   * Whether it was on its way here: this app saw it so, in this run or an earlier one, or it ended after it was added.
   * What an imported list says of it does not count.
   */
  wasOnItsWay: boolean;
  batches: readonly string[];
  download: Pick<Download, 'phase' | 'finishedAt' | 'lateTries' | 'target'> | null;
}

export interface JobChange {
  /**
   * It was on its way and is over, or has completed after its status had read as another end. Jobs that were over when
   * they were added are no news.
   */
  isFinished: boolean;
  /** There is no answer left to wait for: over or unknown. One that was unknown and is over by now is settled once more. */
  isSettled: boolean;
  /** What became of a download that was under way, or had failed. `retried`: it had failed, and is tried again by itself. */
  download: 'started' | 'retried' | 'saved' | 'failed' | 'dropped' | null;
}

export const isOver = ({ status }: ObservedJob): boolean => hasEnded(status);
export const isCompleted = ({ status }: ObservedJob): boolean => outcomeOf(status) === 'completed';
export const isSettled = (job: ObservedJob): boolean => isOver(job) || job.isUnknown;

/** What happened to a job between two looks at it. */
export function compareJobs(before: ObservedJob, after: ObservedJob): JobChange {
  const isOverNow = isOver(after) && (!isOver(before) || (isCompleted(after) && !isCompleted(before)));
  return {
    isFinished: isOverNow && (before.wasOnItsWay || after.wasOnItsWay),
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

/** How a download that is under way began. */
export const beginningOf = ({ download }: ObservedJob): 'started' | 'retried' =>
  (download?.lateTries ?? 0) > 0 ? 'retried' : 'started';

export const isDownloading = ({ download }: ObservedJob): boolean =>
  download !== null && isDownloadActive(download.phase);
