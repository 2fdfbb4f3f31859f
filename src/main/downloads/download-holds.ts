import { type Download, isDownloadActive } from '../../shared/downloads.ts';
import type { DownloadRecords } from './download-records.ts';
import type { ReadyQueue, RunningDownloads } from './download-turns.ts';
import type { RetryDelays } from './retries.ts';

export interface DownloadHoldsOptions {
  records: Pick<DownloadRecords, 'get' | 'firstTurn'>;
  ready: Pick<ReadyQueue, 'add' | 'remove'>;
  delayed: Pick<RetryDelays, 'cancel'>;
  running: Pick<RunningDownloads, 'get'>;
  change: (jobId: string, changes: Partial<Download>) => void;
  /** Begins what may begin now. */
  startNext: () => void;
}

/** What a person does with the turn of a single download: holds it back, goes on with it, puts it before all others. */
export class DownloadHolds {
  readonly #options: DownloadHoldsOptions;

  constructor(options: DownloadHoldsOptions) {
    this.#options = options;
  }

  /** Holds a download back until {@link resume}, also after a restart. What was received of it is kept. */
  pause(jobId: string): void {
    const { records, running, change, startNext } = this.#options;
    const download = records.get(jobId)?.download;
    if (download === undefined || !isDownloadActive(download.phase)) return;
    this.#leave(jobId);
    const run = running.get(jobId);
    run?.stop('interrupted');
    // A running one waits once it has stopped.
    const waiting = run === undefined ? { phase: 'queued' as const, failure: null, retryAt: null } : {};
    change(jobId, { isPaused: true, ...waiting });
    startNext();
  }

  /** Goes on with a download that was held back. */
  resume(jobId: string): void {
    const { records, ready, running, change, startNext } = this.#options;
    if (records.get(jobId)?.download.isPaused !== true) return;
    change(jobId, { isPaused: false });
    // One that has not stopped yet goes on by itself.
    if (running.get(jobId) === undefined) ready.add(jobId);
    startNext();
  }

  /** Puts a download that waits before all others, also one that was held back. */
  putFirst(jobId: string): void {
    const { records, ready, running, change, startNext } = this.#options;
    if (records.get(jobId)?.download.phase !== 'queued' || running.get(jobId) !== undefined) return;
    this.#leave(jobId);
    ready.add(jobId, 'front');
    change(jobId, { isPaused: false, turn: records.firstTurn - 1, retryAt: null });
    startNext();
  }

  #leave(jobId: string): void {
    this.#options.ready.remove(jobId);
    this.#options.delayed.cancel(jobId);
  }
}
