import type { Failure } from './errors.ts';

/** What `GET /conversions/:id/result?format=` takes. */
export const resultFormats = ['usd', 'mjcf', 'all'] as const;
export type ResultFormat = (typeof resultFormats)[number];

export type DownloadPhase =
  'queued' | 'receiving' | 'checking' | 'unpacking' | 'done' | 'failed' | 'cancelled';

/** One result on its way home, or home already. */
export interface Download {
  jobId: string;
  format: ResultFormat;
  phase: DownloadPhase;
  receivedBytes: number;
  /** As the service announced it; null where it did not. */
  totalBytes: number | null;
  /** Where the unpacked result lies; null until it is whole. */
  folder: string | null;
  /** The folder it was begun in, so that it is gone on with or swept there; null before, and when it is home. */
  target: string | null;
  /** Tries in a row that ended in something that may pass. */
  attempts: number;
  /** Why it failed; while it waits for another try, why the last one did. Null in every other phase. */
  failure: Failure | null;
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
  failure: null,
  startedAt,
  finishedAt: null,
});

export const isDownloadActive = (phase: DownloadPhase): boolean =>
  phase === 'queued' || phase === 'receiving' || phase === 'checking' || phase === 'unpacking';
