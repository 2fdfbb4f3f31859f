import type { Failure } from './errors.ts';

/** What `GET /conversions/:id/result?format=` takes. */
export const resultFormats = ['usd', 'mjcf', 'all'] as const;
export type ResultFormat = (typeof resultFormats)[number];

export type DownloadPhase =
  'queued' | 'receiving' | 'checking' | 'unpacking' | 'done' | 'failed' | 'cancelled';

/** A file or folder of a result that is called otherwise than in the archive, whose name could not be had here. */
export interface RenamedEntry {
  from: string;
  to: string;
}

/** One result on its way home, or home already. */
export interface Download {
  jobId: string;
  format: ResultFormat;
  phase: DownloadPhase;
  receivedBytes: number;
  /** As the service announced it; null where it did not. */
  totalBytes: number | null;
  /** Where the newest whole copy lies, which may be of an earlier download; null until there is one. */
  folder: string | null;
  /** The folder it was begun in, so that it is gone on with or swept there; null before, and when it is home. */
  target: string | null;
  /** Tries in a row that ended in something that may pass, except being offline or asked to slow down. */
  attempts: number;
  /** How many of them were made by itself after it was told as failed; 0 until then, and once a person begins it anew. */
  lateTries: number;
  /**
   * When a download that waits after a failure, or has failed, is tried again by itself; null where that time is not known,
   * where a failed one is not, and in every other phase.
   */
  retryAt: number | null;
  /** Why it failed; while it waits for another try, why the last one did. Null in every other phase. */
  failure: Failure | null;
  /** Whether that copy has only USD although all was asked for, because no MJCF package was made. */
  usdOnly: boolean;
  /** What in that copy is called otherwise than in the archive: the first of it, and how much there is in all. */
  renamed: RenamedEntry[];
  renamedCount: number;
  /** Milliseconds since the epoch. */
  startedAt: number;
  finishedAt: number | null;
}

/** A download that waits for its turn, nothing of it here yet. */
export const queuedDownload = (jobId: string, format: ResultFormat, startedAt: number): Download => ({
  jobId,
  format,
  phase: 'queued',
  receivedBytes: 0,
  totalBytes: null,
  folder: null,
  target: null,
  attempts: 0,
  lateTries: 0,
  retryAt: null,
  failure: null,
  usdOnly: false,
  renamed: [],
  renamedCount: 0,
  startedAt,
  finishedAt: null,
});

/** Whether a copy of the result is on this disk, also while another is on its way or did not come. */
export const isResultHere = (download: Pick<Download, 'phase' | 'folder'> | null): boolean =>
  download !== null && (download.phase === 'done' || download.folder !== null);

export const isDownloadActive = (phase: DownloadPhase): boolean =>
  phase === 'queued' || phase === 'receiving' || phase === 'checking' || phase === 'unpacking';
