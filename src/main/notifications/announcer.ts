import type { News } from '../../shared/notifications.ts';
import type { Clock } from '../lib/clock.ts';
import { newsOfBatches, newsOfJobs, isBatchOver, type ObservedBatch } from './compose-news.ts';
import { DownloadTally, noneEnded, type EndedDownloads } from './download-tally.ts';
import { Gathering } from './gathering.ts';
import {
  beginningOf,
  compareJobs,
  isCompleted,
  isOver,
  isDownloading,
  isSettled,
  type JobChange,
  type ObservedJob,
} from './observed-job.ts';

export interface AnnouncerOptions {
  clock: Clock;
  /** The job as it is now; undefined if it is not watched. */
  job: (id: string) => ObservedJob | undefined;
  /** Batches as they are now, without those that are gone. */
  batches: (ids: ReadonlySet<string>) => ObservedBatch[];
  /** Called whenever {@link Announcer.memory} changed, so that it is kept in case the process ends. */
  onMemory: () => void;
  announce: (news: News[]) => void;
}

/** What has to survive a restart so that everything is told once. */
export interface AnnouncerMemory {
  /** Jobs that are over and were not told of yet. */
  untold: string[];
  /** Batches told of, as they stood then. */
  batches: ToldBatch[];
  /** Downloads that ended and were not told of yet, because others are on their way. */
  downloads: EndedDownloads;
}

/**
 * How a batch stood when it was told of: it is told of again when it has grown since, when an unknown job of it ended, or
 * when one went on and completed whose status had read as an end.
 */
export interface ToldBatch {
  id: string;
  /** Without those that were over when they came here, as they are no news. */
  jobs: number;
  unknown: number;
  /** Left out by earlier versions, which counted all jobs. */
  completed?: number | undefined;
}

export const emptyMemory: AnnouncerMemory = { untold: [], batches: [], downloads: noneEnded };

const maxUntold = 10_000;
const maxBatches = 500;

/**
 * Decides what is worth telling. A job's end is news if this app saw it on its way, in this run or an earlier one; the
 * jobs of a batch are told of together, when all are settled; downloads when none is left.
 */
export class Announcer {
  readonly #options: AnnouncerOptions;
  readonly #gathering: Gathering;
  readonly #seen = new Map<string, ObservedJob>();
  readonly #untold = new Set<string>();
  readonly #settled = new Set<string>();
  /** Jobs of the last run that were on their way and have not been asked for in this one. */
  readonly #unasked = new Set<string>();
  readonly #downloads = new DownloadTally();
  #toldBatches = new Map<string, ToldBatch>();
  #isStarted = false;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
    this.#gathering = new Gathering(
      options.clock,
      () => this.#unasked.size > 0,
      () => this.#tell(),
    );
  }

  /** Takes over where the last run ended: whatever is as it was then is no news. */
  start(jobs: Iterable<ObservedJob>, memory: AnnouncerMemory): void {
    this.#isStarted = true;
    this.#toldBatches = new Map(memory.batches.map((batch) => [batch.id, batch]));
    for (const job of jobs) {
      this.#seen.set(job.id, job);
      if (job.status !== null && !isSettled(job)) this.#unasked.add(job.id);
      // What was on its way home goes on, and ends in this run.
      if (isDownloading(job)) this.#downloads.note(job.id, beginningOf(job));
    }
    if (this.#downloads.restore(memory.downloads)) this.#gathering.note();
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
    this.#noteAsked(id);
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
    this.#takeOutOfTold(id);
    this.#seen.delete(id);
    this.#untold.delete(id);
    this.#settled.delete(id);
    this.#noteAsked(id);
    this.#noteDownload(id, 'dropped');
  }

  /** Tells at once what is still being gathered; it may be the last chance. */
  close(): void {
    if (this.#gathering.isWaiting) this.#gathering.flush();
  }

  get memory(): AnnouncerMemory {
    return {
      untold: [...this.#untold].slice(-maxUntold),
      batches: [...this.#toldBatches.values()].slice(-maxBatches),
      downloads: this.#downloads.ended,
    };
  }

  /** With the last of them nothing is left to wait for. */
  #noteAsked(id: string): void {
    const wasLast = this.#unasked.delete(id) && this.#unasked.size === 0;
    if (wasLast && this.#gathering.isWaiting) this.#gathering.note();
  }

  /** A batch was told of with it: without this, one that comes in for it would seem to have been told of as well. */
  #takeOutOfTold(id: string): void {
    const job = this.#seen.get(id);
    if (job === undefined || !isSettled(job)) return;
    for (const batch of job.batches) {
      const told = this.#toldBatches.get(batch);
      if (told === undefined) continue;
      this.#toldBatches.set(batch, toldWithout(told, job));
      this.#options.onMemory();
    }
  }

  #noteDownload(id: string, change: JobChange['download'], folder: string | null = null): void {
    const { ended } = this.#downloads;
    if (this.#downloads.note(id, change, folder)) this.#gathering.note();
    if (this.#downloads.ended !== ended) this.#options.onMemory();
  }

  #noteFinished(id: string): void {
    this.#untold.add(id);
    this.#options.onMemory();
    this.#noteSettled(id);
  }

  #noteSettled(id: string): void {
    this.#settled.add(id);
    this.#gathering.note();
  }

  #tell(): void {
    const finished = this.#currentJobs(this.#untold).filter(({ batches }) => batches.length === 0);
    const batches = this.#batchesOver();
    const news = [
      ...newsOfBatches(batches),
      newsOfJobs(finished),
      this.#downloads.take((id) => this.#options.job(id)?.name ?? null),
    ].filter((one) => one !== null);
    for (const batch of batches) {
      this.#toldBatches.delete(batch.id);
      this.#toldBatches.set(batch.id, asTold(batch));
    }
    this.#untold.clear();
    this.#settled.clear();
    this.#options.onMemory();
    if (news.length > 0) this.#options.announce(news);
  }

  /** The batches of the jobs that were settled lately, where nothing is left to wait for and nobody was told. */
  #batchesOver(): ObservedBatch[] {
    const ids = new Set(this.#currentJobs(this.#settled).flatMap(({ batches }) => batches));
    return this.#options
      .batches(ids)
      .filter((batch) => isBatchOver(batch) && isNewsAfter(this.#toldBatches.get(batch.id), batch));
  }

  #currentJobs(ids: Iterable<string>): ObservedJob[] {
    return [...ids].map((id) => this.#options.job(id)).filter((job) => job !== undefined);
  }
}

const countsAsTold = (job: ObservedJob): boolean => job.wasOnItsWay || !isOver(job);

function asTold({ id, jobs }: ObservedBatch): Required<ToldBatch> & { completed: number } {
  const news = jobs.filter(countsAsTold);
  return {
    id,
    jobs: news.length,
    unknown: news.filter((job) => !isOver(job)).length,
    completed: news.filter(isCompleted).length,
  };
}

function toldWithout(told: ToldBatch, job: ObservedJob): ToldBatch {
  const { id, jobs, unknown, completed } = told;
  if (completed === undefined) return { ...told, jobs: jobs - 1 };
  if (!countsAsTold(job)) return told;
  return {
    id,
    jobs: jobs - 1,
    unknown: unknown - (isOver(job) ? 0 : 1),
    completed: completed - (isCompleted(job) ? 1 : 0),
  };
}

function isNewsAfter(told: ToldBatch | undefined, batch: ObservedBatch): boolean {
  if (told === undefined) return true;
  const { jobs, unknown, completed } = asTold(batch);
  if (unknown < told.unknown) return true;
  if (told.completed === undefined) return batch.jobs.length > told.jobs;
  return jobs > told.jobs || completed > told.completed;
}
