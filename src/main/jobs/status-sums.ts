import { isDownloadActive, type Download } from '../../shared/downloads.ts';
import { hasEnded, plainStatus } from '../../shared/job/job-status.ts';
import type { JobSummary } from './job-row.ts';

/** What the status needs to know of a job. */
export interface StatusJob extends Omit<JobSummary, 'download'> {
  download: Pick<Download, 'phase' | 'receivedBytes' | 'totalBytes'> | null;
}

/** How many jobs of a batch there are, and how many of them are settled: over, or unknown. */
export interface BatchStatus {
  settled: number;
  jobs: number;
}

const maxLatest = 6;

/** All jobs in a few numbers and names, kept up by the difference that each change makes. */
export class StatusSums {
  readonly #all: () => Iterable<StatusJob>;
  #running = 0;
  #waiting = 0;
  readonly #batches = new Map<string, BatchStatus>();
  readonly #active = new Map<string, NonNullable<StatusJob['download']>>();
  /** Null where one of them has gone, so that another takes its place. */
  #latest: StatusJob[] | null = [];

  /** @param all how all jobs are at any time */
  constructor(all: () => Iterable<StatusJob>) {
    this.#all = all;
    for (const job of all()) this.change(null, job);
  }

  get running(): number {
    return this.#running;
  }

  /** Not running yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Downloads that are under way or wait. */
  get active(): Iterable<NonNullable<StatusJob['download']>> {
    return this.#active.values();
  }

  batch(id: string): BatchStatus {
    return this.#batches.get(id) ?? { settled: 0, jobs: 0 };
  }

  /** The jobs that changed last, the newest change first. */
  get latest(): readonly StatusJob[] {
    if (this.#latest === null) {
      this.#latest = [];
      for (const job of this.#all()) this.#noteLatest(job);
    }
    return this.#latest;
  }

  /** What became of a job: null where it was not there before, or is not any more. */
  change(before: StatusJob | null, after: StatusJob | null): void {
    if (before !== null) this.#count(before, -1);
    if (after !== null) this.#count(after, 1);
    if (before !== null) this.#active.delete(before.id);
    if (after?.download && isDownloadActive(after.download.phase)) this.#active.set(after.id, after.download);
    const [was, is] = [before?.changedAt ?? null, after?.changedAt ?? null];
    const others = this.#latest?.filter(({ id }) => id !== before?.id) ?? null;
    const hasLeft = others?.length !== this.#latest?.length && (is === null || (was !== null && is < was));
    this.#latest = hasLeft ? null : others;
    if (after !== null) this.#noteLatest(after);
  }

  #count(job: StatusJob, times: 1 | -1): void {
    const isSettled = job.isUnknown || hasEnded(job.status);
    if (!isSettled) {
      if (job.status !== null && plainStatus(job.status) === 'running') this.#running += times;
      else this.#waiting += times;
    }
    for (const id of job.batches) {
      const { settled, jobs } = this.batch(id);
      if (jobs + times === 0) this.#batches.delete(id);
      else this.#batches.set(id, { settled: settled + (isSettled ? times : 0), jobs: jobs + times });
    }
  }

  #noteLatest(job: StatusJob): void {
    const latest = this.#latest;
    if (latest === null || job.changedAt === null) return;
    const isFull = latest.length >= maxLatest;
    if (isFull && job.changedAt <= changedAt(latest.at(-1))) return;
    this.#latest = [...latest, job].toSorted((a, b) => changedAt(b) - changedAt(a)).slice(0, maxLatest);
  }
}

const changedAt = (job: StatusJob | undefined): number => job?.changedAt ?? 0;
