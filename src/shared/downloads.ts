import type { Failure, ErrorCode } from './errors.ts';

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
  /** Whether a person holds this one back. */
  isPaused: boolean;
  /** Its place among those that wait: the smaller goes first, and among equals the one that was started first. */
  turn: number;
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
  isPaused: false,
  turn: 0,
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

/** The order in which downloads that wait get their turn. */
export const byPlace = (a: Download, b: Download): number => a.turn - b.turn || a.startedAt - b.startedAt;

export const isDownloadActive = (phase: DownloadPhase): boolean =>
  phase === 'queued' || phase === 'receiving' || phase === 'checking' || phase === 'unpacking';

/**
 * How downloads do as a whole. A run begins when something is queued while nothing was, and ends when nothing is under
 * way or waiting any more.
 */
export interface DownloadQueueState {
  /** Why nothing is begun at the moment, though something may wait: a person paused it, or there is no usable key. */
  held: 'paused' | 'no-key' | null;
  /** Under way at this moment. */
  active: number;
  /** Waiting for their turn, those that wait before another try included. */
  waiting: number;
  /** Held back one by one by a person. */
  paused: number;
  /** Of the run: how many are here or still to come, how many of them are here, and how many failed beside them. */
  total: number;
  done: number;
  failed: number;
  /** 0 to 100, each result of `total` counting the same, those under way by their share. */
  percent: number;
  /** Over the last seconds; null where nothing is being received. */
  bytesPerSecond: number | null;
  /** Bytes of the run that are here, without what failed or was cancelled. */
  receivedBytes: number;
  /** Bytes of all of it; null while no size is known. Sizes that are not known yet count as the mean of those that are. */
  totalBytes: number | null;
  /** Whether some size is not known yet. */
  isTotalEstimated: boolean;
  /** Seconds until all of it is here at the speed of the last seconds; null where that cannot be said. */
  secondsLeft: number | null;
  /** What came of the last run, until it is dismissed or the next one begins. */
  summary: DownloadSummary | null;
  /** Results that came home before this are cleared away. Milliseconds since the epoch. */
  finishedSince: number;
}

/** What is known of downloads before they begin. */
export interface DownloadEstimate {
  /** Jobs that have a result. */
  count: number;
  /** Null where nothing is known of the size. */
  bytes: number | null;
  /** Bytes that are free where they go; null where the system does not say. */
  freeBytes: number | null;
  folder: string;
}

/** What came of a run. Times are milliseconds since the epoch. */
export interface DownloadSummary {
  startedAt: number;
  finishedAt: number;
  done: number;
  failed: number;
  /** Bytes that came in the run. */
  receivedBytes: number;
  /** The folder of the result if it was one, else the folder that holds those of all; null where there is none. */
  folder: string | null;
  /** Why results failed, the most frequent reason first. */
  failures: { code: ErrorCode; count: number }[];
}

export const idleQueue: DownloadQueueState = {
  held: null,
  active: 0,
  waiting: 0,
  total: 0,
  done: 0,
  failed: 0,
  percent: 0,
  bytesPerSecond: null,
  receivedBytes: 0,
  totalBytes: null,
  isTotalEstimated: false,
  secondsLeft: null,
  paused: 0,
  summary: null,
  finishedSince: 0,
};

/** Where the parts of a result lie that other programs open. Absolute paths; null where there is none. */
export interface ResultFiles {
  folder: string;
  usd: string | null;
  mjcf: string | null;
}
