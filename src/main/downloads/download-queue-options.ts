import type { Download, DownloadQueueState } from '../../shared/downloads.ts';
import type { RequestRate } from '../api/request-rate.ts';
import type { DownloadTools } from './download-result.ts';
import type { ResultGates } from './gated-results.ts';
import type { ResultNaming } from './naming.ts';

/** What the queue of downloads needs from outside, and whom it tells. */
export interface DownloadQueueOptions extends DownloadTools {
  /** Which origins may be requested at the moment. */
  gates: ResultGates;
  /** The limit of requests to the API that all parts of the app share. */
  rate: Pick<RequestRate, 'turn' | 'noteResult'>;
  /** The origin of the API. */
  api: string;
  /** The folder chosen for results at the moment. */
  folder: () => string;
  nameOf: (jobId: string) => ResultNaming;
  /** Whether the service has listed an MJCF package among the output of a job. */
  hasMjcf: (jobId: string) => boolean;
  /** How many results may be received at once at the moment. */
  concurrency: () => number;
  /** Why nothing may start at the moment. */
  held: () => DownloadQueueState['held'];
  /** Called with every change of a download, also while bytes come in (at most ten times a second each). */
  onChange: (download: Download) => void;
  /** Called when a result is downloaded, also while the app closes. */
  onDownloaded: (download: Download) => void;
  onState: (state: DownloadQueueState) => void;
  /** Called with what a listener threw, and any other unexpected error. The queue goes on. */
  onError: (error: unknown) => void;
  /** Resolves when the changes reported so far are on disk, or to false where they cannot be written. */
  recorded: () => Promise<boolean>;
}
