import type { Download, ResultFormat } from '../../shared/downloads.ts';
import type { DownloadQueueState, DownloadSummary } from '../../shared/download-queue.ts';
import type { ArchiveLimits } from './archive.ts';
import type { DownloadTools } from './bring-home.ts';
import type { ResultGates } from './gated-results.ts';
import type { FreeBytes } from '../files/disk-space.ts';
import type { ResultNaming } from './naming.ts';
import type { Processes } from '../lib/processes.ts';
import type { QueueReport } from './queue-report.ts';
import type { RequestRate } from '../api/request-rate.ts';

export interface DownloadQueueOptions extends Pick<DownloadTools, 'openResult' | 'clock'> {
  /** What may be asked of which origin at the moment. */
  gates: ResultGates;
  /** How often the API may be asked by all parts of the app together. */
  rate: Pick<RequestRate, 'turn'>;
  /** The origin of the API. */
  api: string;
  /** The folder chosen for results at this moment. */
  folder: () => string;
  nameOf: (jobId: string) => ResultNaming;
  /** Whether the service has named an MJCF package among what a job made. */
  hasMjcf?: (jobId: string) => boolean;
  /** Called with every change of a download, also while bytes come in (at most ten times a second each). */
  onChange: (download: Download) => void;
  /** Told what a listener threw, or whatever else should not have happened; nothing is stopped by it. */
  onError: (error: unknown) => void;
  /** Called when a result has come home, also while the app closes. */
  onHome?: (download: Download) => void;
  /** Resolves when what `onChange` was told is on disk, or to false where it cannot be written. */
  recorded?: () => Promise<boolean>;
  onState?: (state: DownloadQueueState) => void;
  /** How many downloads run at once at this moment. */
  concurrency?: () => number;
  /** Why nothing may be begun at this moment. */
  held?: () => DownloadQueueState['held'];
  random?: () => number;
  freeBytes?: FreeBytes;
  processes: Processes;
  limits?: ArchiveLimits;
}

/** Jobs of the list that have no download as far as is known. */
export interface OtherJobs {
  /** Those of which nothing is known here, but to a later version of the app: what is left of theirs stays. */
  unreadable?: readonly string[];
  /** Those whose records tell of none. */
  without?: readonly string[];
}

export interface DownloadQueue {
  /** Queues a job's result. Nothing happens while it is on its way already; an older copy on disk stays as it is. */
  start(jobId: string, format: ResultFormat): void;
  /** Ends a download that is not done, at once, and then removes what was received of it. */
  cancel(jobId: string): void;
  /** Ends all that are not under way yet. */
  cancelWaiting(): void;
  /**
   * Does not wait any longer with what is tried again by itself: the machine woke up, or a person asked. What waits
   * before a short retry because a host asked for that goes on waiting. A try that is made earlier this way uses up none.
   */
  retryNow(): void;
  /** Queues all that have failed, but of jobs that were taken out of the list. */
  retryFailed(isListed: (jobId: string) => boolean): void;
  /** Ends the download of a job that is taken out of the list, so that {@link reinstate} can go on with it. */
  withdraw(jobId: string): void;
  reinstate(jobId: string): void;
  /**
   * Instead of {@link reinstate} where nothing may begin by itself: the download stays ended. What was received of it is
   * there for whoever starts it, or reinstates it after all; of one that had not failed, until the app ends.
   */
  leaveEnded(jobId: string): void;
  /** Looks anew at what is chosen: how many at once, whether anything may be begun. Those under way stop when paused. */
  refresh(): void;
  get(jobId: string): Download | null;
  all(): Download[];
  /**
   * Takes over the downloads of the last run: what was on its way then goes on by itself. A download started meanwhile
   * counts more. Sweeps what a killed run left in the folders, but for what these downloads may go on with. A result that
   * got its name in a run that could not write its record is found again.
   */
  restore(downloads: readonly Download[], others?: OtherJobs): void;
  readonly report: QueueReport;
  onSummary(listener: (summary: DownloadSummary) => void): () => void;
  /**
   * Stops everything, for quitting: phases stay as they are, so that `restore` can tell what was interrupted. Only a
   * result that gets its name at that very moment is still told as done, before this resolves.
   */
  close(): Promise<void>;
}
