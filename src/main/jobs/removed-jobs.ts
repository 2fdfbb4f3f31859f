import { z } from 'zod';
import type { Download } from '../../shared/downloads.ts';
import { momentSchema } from '../../shared/lib/timestamp.ts';
import type { RemovedJob } from '../../shared/watched-job.ts';
import { inSlices } from '../lib/in-slices.ts';
import type { WriteBehind } from '../store/write-behind.ts';
import { readRecord, type WatchedJobRecord } from './job-record.ts';
import { KeptJobs, type JobBrief } from './kept-jobs.ts';
import { isRemovedKey, removedKey } from './row-keys.ts';
import { fromRecord, type WatchedJob } from './watched-job.ts';

/** Milliseconds that a removed job can be restored. */
const keptMs = 24 * 60 * 60_000;

/** Removed jobs whose names are read: each takes some microseconds. */
const maxNamed = 1_000;

/** What is kept of a removed job on disk. */
const removedSchema = z.object({ removedAt: momentSchema, record: z.unknown() });

export interface RemovedJobsOptions {
  rows: Pick<WriteBehind, 'set'>;
  now: () => number;
  /** Whether a job is on the list, where it may have been added again. */
  isListed: (id: string) => boolean;
}

/**
 * Jobs as they were removed from the list. For a day they can be restored, also after a restart. One that was added again is
 * on the list and no more on disk here, but can still be put back as it was until the app ends.
 */
export class RemovedJobs {
  readonly #options: RemovedJobsOptions;
  readonly #jobs = new KeptJobs();
  /** By job, in milliseconds since the epoch; the one that was removed last at the end. */
  readonly #removedAt = new Map<string, number>();

  constructor(options: RemovedJobsOptions) {
    this.#options = options;
  }

  /**
   * Takes over what the last run left on disk, a slice at a time, and has removed what was kept for long enough. Nothing may
   * be added or taken meanwhile.
   *
   * @param noteDownload told of the download of each job that is kept on
   */
  async load(rows: ReadonlyMap<string, unknown>, noteDownload: (download: Download) => void): Promise<void> {
    const { now, isListed } = this.#options;
    const removed = [...rows].filter(([key]) => isRemovedKey(key));
    const stored: { removedAt: number; record: WatchedJobRecord }[] = [];
    await inSlices(removed, (slice) => {
      for (const [, value] of slice) {
        const { removedAt, record } = removedSchema.safeParse(value).data ?? {};
        const read = readRecord(record);
        // One that only a later version of the app can read stays as it is.
        if (removedAt !== undefined && read !== null) stored.push({ removedAt, record: read });
      }
    });
    stored.sort((a, b) => a.removedAt - b.removedAt);
    await inSlices(stored, (slice) => {
      for (const { removedAt, record } of slice) {
        // The clock may have been ahead then.
        this.#removedAt.set(record.id, Math.min(removedAt, now()));
        this.#jobs.setStored(fromRecord(record), null);
        if (isListed(record.id) || this.#isOld(removedAt)) this.#forget(record.id);
        else if (record.download !== null) noteDownload(record.download);
      }
    });
  }

  get(id: string): WatchedJob | undefined {
    return this.#jobs.get(id);
  }

  briefs(): Iterable<JobBrief> {
    return this.#jobs.briefs();
  }

  /** Those that are not on the list: the last removed first, and those that were removed together as they stood in the list. */
  listed(): RemovedJob[] {
    this.#dropOld();
    return [...this.#removedAt]
      .filter(([id]) => !this.#options.isListed(id))
      .sort(([a, atA], [b, atB]) => atB - atA || this.#orderOf(b) - this.#orderOf(a))
      .map(([id, removedAt], at) => ({
        id,
        name: at < maxNamed ? (this.#jobs.get(id)?.job?.filename ?? null) : null,
        removedAt,
      }));
  }

  /** @param at when it was removed, in milliseconds since the epoch */
  add(watched: WatchedJob, at: number): void {
    const { id } = watched.record;
    this.#jobs.set(watched);
    this.#removedAt.delete(id);
    this.#removedAt.set(id, at);
    this.#write(id);
    this.#dropOld();
  }

  /** Changes one that is there, so that it is up to date when it is restored. */
  update(id: string, change: (watched: WatchedJob) => WatchedJob): void {
    const before = this.#jobs.get(id);
    if (before === undefined) return;
    this.#jobs.set(change(before));
    if (!this.#options.isListed(id)) this.#write(id);
  }

  /** Takes a job out, to be put on the list. */
  take(id: string): WatchedJob | undefined {
    const removed = this.#jobs.get(id);
    if (removed !== undefined) this.#forget(id);
    return removed;
  }

  /** A job is on the list again: what is kept of it here is not for the next start. */
  noteListed(id: string): void {
    if (this.#removedAt.has(id)) this.#write(id);
  }

  #orderOf(id: string): number {
    return this.#jobs.orderOf(id) ?? 0;
  }

  #forget(id: string): void {
    this.#jobs.delete(id);
    this.#removedAt.delete(id);
    this.#write(id);
  }

  #dropOld(): void {
    for (const [id, removedAt] of this.#removedAt) {
      if (!this.#isOld(removedAt)) return;
      this.#forget(id);
    }
  }

  #isOld(removedAt: number): boolean {
    return removedAt <= this.#options.now() - keptMs;
  }

  #write(id: string): void {
    this.#options.rows.set(removedKey(id), () => {
      const record = this.#jobs.get(id)?.record;
      if (record === undefined || this.#options.isListed(id)) return undefined;
      return { removedAt: this.#removedAt.get(id), record };
    });
  }
}
