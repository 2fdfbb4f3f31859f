import type { News } from '../../shared/notifications.ts';
import type { Clock } from '../lib/clock.ts';
import {
  newsOfBatches,
  newsOfJobs,
  isBatchOver,
  DownloadTally,
  noneEnded,
  type EndedDownloads,
} from './compose-news.ts';
import {
  beginningOf,
  compareJobs,
  isCompleted,
  isOver,
  isDownloading,
  isSettled,
  type JobChange,
  type ObservedBatch,
  type ObservedJob,
} from './observed-job.ts';

export interface NewsCollectorOptions {
  clock: Clock;
  /** The job as it is now; undefined if it is not watched. */
  job: (id: string) => ObservedJob | undefined;
  /** Batches as they are now with these jobs, without those that are gone. */
  batches: (ids: ReadonlySet<string>, jobs: Iterable<ObservedJob>) => ObservedBatch[];
  /** Called whenever {@link NewsCollector.memory} changed, so that it is kept in case the process ends. */
  onMemory: () => void;
  report: (news: News[]) => void;
}

/** What has to survive a restart so that everything is reported once. */
export interface NewsMemory {
  /** Jobs that ended and were not reported yet. */
  untold: string[];
  /** Batches that were reported, as they were then. */
  batches: ReportedBatch[];
  /** Downloads that ended and were not reported yet, because others are still active. */
  downloads: EndedDownloads;
}

/**
 * A batch as it was when it was reported. It is reported again when it has grown since, when an unknown job of it ended,
 * or when a job completed whose earlier status had read as an end.
 */
export interface ReportedBatch {
  id: string;
  /** Without those that had ended before they were added, which are not news. */
  jobs: number;
  unknown: number;
  /** Left out by earlier versions, which counted all jobs. */
  completed?: number | undefined;
}

export const emptyMemory: NewsMemory = { untold: [], batches: [], downloads: noneEnded };

const maxUnreported = 10_000;
const maxBatches = 500;

/** Milliseconds without a new event after which the collected ones are reported. */
export const quietMs = 3_000;
/** Milliseconds after which they are reported in any case. */
export const maxMs = 30_000;
/** The same until the jobs of the last run have been polled. */
export const catchingUpMs = 120_000;

/** Waits until nothing new has happened for a while, so that events that belong together are reported together. */
class Debounce {
  readonly #clock: Clock;
  readonly #isCatchingUp: () => boolean;
  readonly #run: () => void;
  #since: number | null = null;
  #cancelTimer: (() => void) | null = null;

  /** @param isCatchingUp whether more events are sure to come */
  constructor(clock: Clock, isCatchingUp: () => boolean, run: () => void) {
    this.#clock = clock;
    this.#isCatchingUp = isCatchingUp;
    this.#run = run;
  }

  /** Starts or extends the wait. */
  note(): void {
    const now = this.#clock.steady();
    this.#since ??= now;
    const max = this.#isCatchingUp() ? catchingUpMs : maxMs;
    const left = Math.max(0, this.#since + max - now);
    this.#cancelTimer?.();
    this.#cancelTimer = this.#clock.setTimeout(
      () => this.flush(),
      this.#isCatchingUp() ? left : Math.min(quietMs, left),
    );
  }

  get isWaiting(): boolean {
    return this.#cancelTimer !== null;
  }

  /** Ends the wait now. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#since = null;
    this.#run();
  }
}

/**
 * Collects what happens to jobs, batches and downloads, and decides what of it is news. A job's end is news if this app
 * saw the job running, in this run or an earlier one. A batch is reported once all its jobs have ended or are unknown,
 * downloads once none is active.
 */
export class NewsCollector {
  readonly #options: NewsCollectorOptions;
  readonly #debounce: Debounce;
  readonly #seen = new Map<string, ObservedJob>();
  readonly #unreported = new Set<string>();
  readonly #settled = new Set<string>();
  /** Jobs that were not finished at the end of the last run and have not been polled in this one. */
  readonly #unpolled = new Set<string>();
  readonly #downloads = new DownloadTally();
  #reported = new Map<string, ReportedBatch>();
  #isStarted = false;

  constructor(options: NewsCollectorOptions) {
    this.#options = options;
    this.#debounce = new Debounce(
      options.clock,
      () => this.#unpolled.size > 0,
      () => this.#report(),
    );
  }

  /** Continues from the end of the last run: what has not changed since is not news. */
  start(jobs: Iterable<ObservedJob>, memory: NewsMemory): void {
    this.#isStarted = true;
    this.#reported = new Map(memory.batches.map((batch) => [batch.id, batch]));
    for (const job of jobs) {
      this.#seen.set(job.id, job);
      if (job.status !== null && !isSettled(job)) this.#unpolled.add(job.id);
      // An active download of the last run continues in this one.
      if (isDownloading(job)) this.#downloads.note(job.id, beginningOf(job));
    }
    if (this.#downloads.restore(memory.downloads)) this.#debounce.note();
    for (const id of memory.untold) {
      const job = this.#seen.get(id);
      if (job !== undefined && isOver(job)) this.#noteFinished(id);
    }
  }

  jobChanged(id: string): void {
    const after = this.#isStarted ? this.#options.job(id) : undefined;
    if (after === undefined) return;
    const before = this.#seen.get(id);
    this.#seen.set(id, after);
    this.#notePolled(id);
    if (before === undefined) {
      this.#downloads.note(id, after.download?.phase === 'queued' ? 'started' : null);
      return;
    }
    const change = compareJobs(before, after);
    if (change.isFinished) this.#noteFinished(id);
    else if (change.isSettled) this.#noteSettled(id);
    this.#noteDownload(id, change.download, before.download?.target ?? null);
  }

  jobRemoved(id: string): void {
    this.#removeFromReported(id);
    this.#seen.delete(id);
    this.#unreported.delete(id);
    this.#settled.delete(id);
    this.#notePolled(id);
    this.#noteDownload(id, 'dropped');
  }

  /** Reports at once what has been collected: the app is about to end. */
  close(): void {
    if (this.#debounce.isWaiting) this.#debounce.flush();
  }

  get memory(): NewsMemory {
    return {
      untold: [...this.#unreported].slice(-maxUnreported),
      batches: [...this.#reported.values()].slice(-maxBatches),
      downloads: this.#downloads.ended,
    };
  }

  /** Once all of them have been polled, the longer wait is over. */
  #notePolled(id: string): void {
    const wasLast = this.#unpolled.delete(id) && this.#unpolled.size === 0;
    if (wasLast && this.#debounce.isWaiting) this.#debounce.note();
  }

  /** Without this, a job that is added to the batch in its place would count as reported as well. */
  #removeFromReported(id: string): void {
    const job = this.#seen.get(id);
    if (job === undefined || !isSettled(job)) return;
    for (const batch of job.batches) {
      const reported = this.#reported.get(batch);
      if (reported === undefined) continue;
      this.#reported.set(batch, reportedWithout(reported, job));
      this.#options.onMemory();
    }
  }

  #noteDownload(id: string, change: JobChange['download'], folder: string | null = null): void {
    const { ended } = this.#downloads;
    if (this.#downloads.note(id, change, folder)) this.#debounce.note();
    if (this.#downloads.ended !== ended) this.#options.onMemory();
  }

  #noteFinished(id: string): void {
    this.#unreported.add(id);
    this.#options.onMemory();
    this.#noteSettled(id);
  }

  #noteSettled(id: string): void {
    this.#settled.add(id);
    this.#debounce.note();
  }

  #report(): void {
    const finished = this.#currentJobs(this.#unreported).filter(({ batches }) => batches.length === 0);
    const batches = this.#batchesOver();
    const news = [
      ...newsOfBatches(batches),
      newsOfJobs(finished),
      this.#downloads.take((id) => this.#options.job(id)?.name ?? null),
    ].filter((one) => one !== null);
    for (const batch of batches) {
      this.#reported.delete(batch.id);
      this.#reported.set(batch.id, asReported(batch));
    }
    this.#unreported.clear();
    this.#settled.clear();
    this.#options.onMemory();
    if (news.length > 0) this.#options.report(news);
  }

  /** The batches of the jobs that were settled since the last report, which are over and were not reported as they are. */
  #batchesOver(): ObservedBatch[] {
    const ids = new Set(this.#currentJobs(this.#settled).flatMap(({ batches }) => batches));
    return this.#options
      .batches(ids, this.#seen.values())
      .filter((batch) => isBatchOver(batch) && isNewsAfter(this.#reported.get(batch.id), batch));
  }

  #currentJobs(ids: Iterable<string>): ObservedJob[] {
    return [...ids].map((id) => this.#options.job(id)).filter((job) => job !== undefined);
  }
}

const countsAsReported = (job: ObservedJob): boolean => job.wasRunning || !isOver(job);

function asReported({ id, jobs }: ObservedBatch): Required<ReportedBatch> & { completed: number } {
  const news = jobs.filter(countsAsReported);
  return {
    id,
    jobs: news.length,
    unknown: news.filter((job) => !isOver(job)).length,
    completed: news.filter(isCompleted).length,
  };
}

function reportedWithout(reported: ReportedBatch, job: ObservedJob): ReportedBatch {
  const { id, jobs, unknown, completed } = reported;
  if (completed === undefined) return { ...reported, jobs: jobs - 1 };
  if (!countsAsReported(job)) return reported;
  return {
    id,
    jobs: jobs - 1,
    unknown: unknown - (isOver(job) ? 0 : 1),
    completed: completed - (isCompleted(job) ? 1 : 0),
  };
}

function isNewsAfter(reported: ReportedBatch | undefined, batch: ObservedBatch): boolean {
  if (reported === undefined) return true;
  const { jobs, unknown, completed } = asReported(batch);
  if (unknown < reported.unknown) return true;
  if (reported.completed === undefined) return batch.jobs.length > reported.jobs;
  return jobs > reported.jobs || completed > reported.completed;
}
