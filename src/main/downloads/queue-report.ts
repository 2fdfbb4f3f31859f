import type { Download } from '../../shared/downloads.ts';
import { idleQueue, type DownloadQueueState, type DownloadSummary } from '../../shared/download-queue.ts';
import type { Clock } from '../lib/clock.ts';
import { DownloadRun } from './download-run.ts';

export interface QueueReportOptions {
  clock: Clock;
  /** What the queue itself knows. */
  now: () => Pick<DownloadQueueState, 'held' | 'active' | 'waiting'>;
  onState: (state: DownloadQueueState) => void;
}

/** Milliseconds in which changes are gathered: nobody reads numbers faster. */
const gatherMs = 250;

/** Tells how the queue does as a whole, a few times a second at most, and what came of it when it has run empty. */
export class QueueReport {
  readonly #options: QueueReportOptions;
  #run: DownloadRun | null = null;
  #summary: DownloadSummary | null = null;
  /** Whether all of the run was told as failed before and is tried again by itself: then only what comes home is news. */
  #isOfRetries = false;
  #summaryBefore: DownloadSummary | null = null;
  #finishedSince: number;
  #cancelTimer: (() => void) | null = null;

  constructor(options: QueueReportOptions) {
    this.#options = options;
    this.#finishedSince = options.clock.now();
  }

  /** Notes a change of a download. */
  note(download: Download): void {
    const now = this.#options.clock.now();
    if (this.#run === null || this.#run.isOver) {
      if (download.phase !== 'queued') return;
      this.#run = new DownloadRun(now);
      this.#isOfRetries = true;
      this.#summaryBefore = this.#summary;
      this.#summary = null;
    }
    if (download.phase === 'queued' && download.lateTries === 0) this.#isOfRetries = false;
    // The clock may have been set back since.
    if (download.phase === 'done')
      this.#finishedSince = Math.min(this.#finishedSince, download.finishedAt ?? now);
    this.#run.note(download, now);
    if (this.#run.isOver) this.#end(this.#run.summary(now));
    this.changed();
  }

  get summary(): DownloadSummary | null {
    return this.#summary;
  }

  dismissSummary(): void {
    this.#summary = null;
    this.#summaryBefore = null;
    this.changed();
  }

  /** Results that are home by now are cleared away. */
  clearFinished(): void {
    this.#finishedSince = this.#options.clock.now() + 1;
    this.dismissSummary();
  }

  /** Tells the state soon. */
  changed(): void {
    this.#cancelTimer ??= this.#options.clock.setTimeout(() => this.#tell(), gatherMs);
  }

  stop(): void {
    this.#cancelTimer?.();
  }

  #end(summary: DownloadSummary | null): void {
    const isNews = !this.#isOfRetries || (summary !== null && summary.done > 0);
    this.#summary = isNews ? summary : this.#summaryBefore;
  }

  #tell(): void {
    this.#cancelTimer = null;
    const now = this.#options.now();
    this.#options.onState({
      ...idleQueue,
      ...now,
      ...(this.#run?.counts(this.#options.clock.now()) ?? {}),
      summary: this.#summary,
      finishedSince: this.#finishedSince,
    });
    // A connection that falls silent makes no change, but its speed goes down.
    if (now.active > 0) this.changed();
  }
}
