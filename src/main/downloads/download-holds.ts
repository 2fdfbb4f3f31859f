import { type Download, isDownloadActive } from '../../shared/downloads.ts';
import type { DownloadRecords } from './download-records.ts';
import type { ReadyQueue, RunningDownloads } from './download-turns.ts';
import type { RetryDelays } from './retries.ts';

export interface DownloadHoldsOptions {
  records: Pick<DownloadRecords, 'get' | 'queued' | 'turnBeforeAll' | 'turnBehindAll'>;
  ready: Pick<ReadyQueue, 'add' | 'arrange' | 'remove'>;
  delayed: Pick<RetryDelays, 'cancel'>;
  running: Pick<RunningDownloads, 'get'>;
  change: (jobId: string, changes: Partial<Download>) => void;
  /** Begins what may begin now. */
  startNext: () => void;
}

/** What a person does with the turn of a single download: holds it back, goes on with it, moves it among those that wait. */
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
    // One that has not stopped yet goes on by itself.
    const isRunning = running.get(jobId) !== undefined;
    change(jobId, { isPaused: false, ...(isRunning ? {} : { turn: records.turnBehindAll }) });
    if (!isRunning) ready.add(jobId);
    startNext();
  }

  /** Puts a download that waits before all others, also one that was held back. */
  putFirst(jobId: string): void {
    const { records, ready, change, startNext } = this.#options;
    if (!this.#waits(jobId)) return;
    this.#leave(jobId);
    ready.add(jobId, 'front');
    change(jobId, { isPaused: false, turn: records.turnBeforeAll, retryAt: null });
    startNext();
  }

  /**
   * Moves a download by so many places among those that wait, to the front where that is less than 0. Whatever else it waits
   * for, it goes on to wait for.
   */
  move(jobId: string, by: number): void {
    const { records, ready, change } = this.#options;
    const order = records.queued().filter((download) => this.#waits(download.jobId));
    const from = order.findIndex((download) => download.jobId === jobId);
    const [moved] = from < 0 ? [] : order.splice(from, 1);
    if (moved === undefined) return;
    order.splice(Math.max(from + by, 0), 0, moved);
    for (const [id, turn] of turnsToChange(order, moved, records.turnBehindAll)) change(id, { turn });
    ready.arrange(order.map((download) => download.jobId));
  }

  #waits(jobId: string): boolean {
    const { records, running } = this.#options;
    return records.get(jobId)?.download.phase === 'queued' && running.get(jobId) === undefined;
  }

  #leave(jobId: string): void {
    this.#options.ready.remove(jobId);
    this.#options.delayed.cancel(jobId);
  }
}

/**
 * The turns that have to change so that downloads have an order: that of the one that was moved, if there is room between its
 * neighbours, else those of all.
 */
function turnsToChange(
  order: readonly Download[],
  moved: Download,
  turnBehindAll: number,
): ReadonlyMap<string, number> {
  const at = order.indexOf(moved);
  const [before, after] = [order[at - 1], order[at + 1]];
  const low = before?.turn ?? (after?.turn ?? moved.turn) - 2;
  const high = after?.turn ?? low + 2;
  const between = (low + high) / 2;
  if (low < between && between < high) return new Map([[moved.jobId, between]]);
  return new Map(order.map(({ jobId }, index) => [jobId, turnBehindAll + index]));
}
