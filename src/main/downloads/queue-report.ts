import { dirname } from 'node:path';
import {
  type Download,
  isDownloadActive,
  type DownloadQueueState,
  type DownloadSummary,
  idleQueue,
} from '../../shared/downloads.ts';
import type { Clock } from '../lib/clock.ts';
import type { ErrorCode } from '../../shared/errors.ts';

export interface QueueReportOptions {
  clock: Clock;
  /** What the queue itself knows. */
  now: () => Pick<DownloadQueueState, 'held' | 'active' | 'waiting' | 'paused'>;
  onState: (state: DownloadQueueState) => void;
}

/** Milliseconds in which changes are gathered: nobody reads numbers faster. */
const gatherMs = 250;

/** Tells how the queue does as a whole, a few times a second at most, and what came of it when it has run empty. */
export class QueueReport {
  readonly #options: QueueReportOptions;
  #run: DownloadRun | null = null;
  #summary: DownloadSummary | null = null;
  /** Whether all of the run are late retries of failed downloads: then only a downloaded result is news. */
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

  /** Clears away the results that are downloaded by now. */
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

type Fate = 'open' | 'done' | 'failed' | 'cancelled';

interface Entry {
  fate: Fate;
  receivedBytes: number;
  /** 0 to 1, of what is under way. */
  share: number;
  failure: ErrorCode | null;
  folder: string | null;
  target: string | null;
  /** Bytes of all of it; null where that is not known. */
  totalBytes: number | null;
}

/** The folder of a result alone, else that of the batch of all, or the one that holds those of all; null where there is none. */
function folderOfAll(downloaded: readonly Entry[]): string | null {
  const [first] = downloaded;
  if (first === undefined || downloaded.length === 1) return first?.folder ?? null;
  const same = (of: (entry: Entry) => string | null): string | null =>
    downloaded.every((entry) => of(entry) === of(first)) ? of(first) : null;
  return same(({ folder }) => (folder === null ? null : dirname(folder))) ?? same(({ target }) => target);
}

type SizesOfRun = Pick<
  DownloadQueueState,
  'bytesPerSecond' | 'receivedBytes' | 'totalBytes' | 'isTotalEstimated' | 'secondsLeft'
>;

/** Milliseconds over which the speed is measured. */
const speedWindowMs = 5_000;
/** Milliseconds of measuring before the time left is told. */
const settleMs = 2_000;

/** Counts what is queued and what becomes of it, from the first download to the last; each change costs the same. */
export class DownloadRun {
  readonly #entries = new Map<string, Entry>();
  readonly #counts = { open: 0, done: 0, failed: 0, cancelled: 0 };
  readonly #samples: { at: number; bytes: number }[] = [];
  readonly startedAt: number;
  #shares = 0;
  #receivedBytes = 0;
  /** Of what is open or done: the bytes that are here, and those of the results whose size is known. */
  readonly #sizes = { here: 0, known: 0, knownBytes: 0 };

  constructor(startedAt: number) {
    this.startedAt = startedAt;
  }

  get isOver(): boolean {
    return this.#counts.open === 0;
  }

  /** Notes a download as it is now. */
  note(download: Download, now: number): void {
    const before = this.#entries.get(download.jobId);
    const after = entryOf(download);
    if (before !== undefined) this.#counts[before.fate] -= 1;
    this.#counts[after.fate] += 1;
    this.#shares += after.share - (before?.share ?? 0);
    if (before !== undefined) this.#countSize(before, -1);
    this.#countSize(after, 1);
    // What was there already of a download that goes on did not come now.
    const came = after.receivedBytes - (before ?? after).receivedBytes;
    if (came > 0) {
      this.#receivedBytes += came;
      this.#samples.push({ at: now, bytes: this.#receivedBytes });
    }
    this.#entries.set(download.jobId, { ...after, target: after.target ?? before?.target ?? null });
  }

  counts(
    now: number,
  ): Omit<DownloadQueueState, 'held' | 'active' | 'waiting' | 'paused' | 'summary' | 'finishedSince'> {
    const { done, failed, cancelled } = this.#counts;
    const total = this.#entries.size - cancelled - failed;
    const come = done + this.#shares;
    return {
      total,
      done,
      failed,
      percent: total === 0 ? 0 : Math.min(100, Math.floor((come / total) * 100 + 1e-6)),
      ...this.#sizesAt(this.#speed(now), now),
    };
  }

  #countSize({ fate, receivedBytes, totalBytes }: Entry, times: 1 | -1): void {
    if (fate !== 'open' && fate !== 'done') return;
    this.#sizes.here += times * receivedBytes;
    if (totalBytes === null) return;
    this.#sizes.known += times;
    this.#sizes.knownBytes += times * totalBytes;
  }

  #sizesAt(bytesPerSecond: number | null, now: number): SizesOfRun {
    const { here, known, knownBytes } = this.#sizes;
    const wanted = this.#counts.open + this.#counts.done;
    const totalBytes = known === 0 ? null : Math.round((knownBytes / known) * wanted);
    const left = totalBytes === null ? 0 : totalBytes - here;
    const isSettled = (this.#samples[0]?.at ?? now) <= now - settleMs;
    return {
      bytesPerSecond,
      receivedBytes: here,
      totalBytes,
      isTotalEstimated: known > 0 && known < wanted,
      secondsLeft: bytesPerSecond && isSettled && left > 0 ? left / bytesPerSecond : null,
    };
  }

  /** What came of it; null where nobody wants to know, because all of it was cancelled. */
  summary(now: number): DownloadSummary | null {
    const { done, failed } = this.#counts;
    if (done + failed === 0) return null;
    const downloaded = [...this.#entries.values()].filter(({ fate }) => fate === 'done');
    return {
      startedAt: this.startedAt,
      finishedAt: now,
      done,
      failed,
      receivedBytes: this.#receivedBytes,
      folder: folderOfAll(downloaded),
      failures: this.#failures(),
    };
  }

  #failures(): DownloadSummary['failures'] {
    const counts = new Map<ErrorCode, number>();
    for (const { fate, failure } of this.#entries.values())
      if (fate === 'failed' && failure !== null) counts.set(failure, (counts.get(failure) ?? 0) + 1);
    return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count);
  }

  #speed(now: number): number | null {
    // Those of the future are from before the clock was set back.
    const isOutside = ({ at }: { at: number }): boolean => at < now - speedWindowMs || at > now;
    while (this.#samples[0] !== undefined && isOutside(this.#samples[0])) this.#samples.shift();
    const [first] = this.#samples;
    if (this.#counts.open === 0 || first === undefined) return null;
    const ms = Math.max(now - first.at, 1_000);
    return Math.round(((this.#receivedBytes - first.bytes) / ms) * 1_000);
  }
}

const fates: Partial<Record<Download['phase'], Fate>> = {
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

function entryOf(download: Download): Entry {
  const { phase, receivedBytes, totalBytes, failure, folder, target } = download;
  const share = isDownloadActive(phase) && totalBytes ? Math.min(receivedBytes / totalBytes, 1) : 0;
  return {
    fate: fates[phase] ?? 'open',
    receivedBytes,
    share,
    failure: failure?.code ?? null,
    folder,
    target,
    totalBytes: phase === 'done' ? receivedBytes : totalBytes,
  };
}
