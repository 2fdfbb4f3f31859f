import { isDownloadActive, type Download } from '../../shared/downloads.ts';
import { hasEnded } from '../../shared/job-status.ts';

/** What announcing has to know of a job. */
export interface ObservedJob {
  id: string;
  /** What a person calls it. */
  name: string;
  /** Null until the service has answered once. */
  status: string | null;
  /** Whether the service does not know the ID. */
  isUnknown: boolean;
  /** Whether this app, in this run or an earlier one, saw it on its way. */
  wasOnItsWay: boolean;
  batches: readonly string[];
  download: Pick<Download, 'phase' | 'finishedAt'> | null;
}

export interface JobChange {
  /** It was on its way and is over. Jobs that were over when first seen are no news. */
  isFinished: boolean;
  /** There is no answer left to wait for: over or unknown. */
  isSettled: boolean;
  /** What became of a download that was under way. */
  download: 'started' | 'saved' | 'failed' | 'dropped' | null;
}

export const isOver = ({ status }: ObservedJob): boolean => hasEnded(status);
export const isSettled = (job: ObservedJob): boolean => isOver(job) || job.isUnknown;

/** What happened to a job between two looks at it. */
export function compareJobs(before: ObservedJob, after: ObservedJob): JobChange {
  return {
    isFinished: before.status !== null && !isOver(before) && isOver(after),
    isSettled: !isSettled(before) && isSettled(after),
    download: downloadChange(before, after),
  };
}

function downloadChange(before: ObservedJob, after: ObservedJob): JobChange['download'] {
  const [was, is] = [isActive(before), isActive(after)];
  if (is) return was ? null : 'started';
  if (!was) return null;
  if (after.download?.phase === 'done') return 'saved';
  return after.download?.phase === 'failed' ? 'failed' : 'dropped';
}

const isActive = ({ download }: ObservedJob): boolean =>
  download !== null && isDownloadActive(download.phase);
