import type { ErrorCode } from './errors.ts';

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
  /** Of the run: how many were queued in it, and what has become of them. */
  total: number;
  done: number;
  failed: number;
  cancelled: number;
  /** 0 to 100, each result counting the same, those under way by their share. */
  percent: number;
  /** Over the last seconds; null where nothing is being received. */
  bytesPerSecond: number | null;
  /** What came of the last run, until it is dismissed or the next one begins. */
  summary: DownloadSummary | null;
  /** Results that came home before this are cleared away. Milliseconds since the epoch. */
  finishedSince: number;
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
  cancelled: 0,
  percent: 0,
  bytesPerSecond: null,
  summary: null,
  finishedSince: 0,
};
