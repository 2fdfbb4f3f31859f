import type { WriteBehind } from './write-behind.ts';
import { fromRecord, newWatchedJob, type WatchedJob, type WatchedJobRecord } from './watched-job.ts';

export interface JobStoreOptions {
  rows: Pick<WriteBehind, 'set' | 'flush'>;
  now: () => number;
  onChange: (id: string) => void;
  onRemove: (id: string) => void;
}

export const jobKey = (id: string): string => `job!${id}`;
/** How many jobs there must be: the database can lose rows without saying so. */
export const jobCountKey = 'app!job-count';

/** The watched jobs. Memory answers every question; each change is handed on to be written. */
export class JobStore {
  readonly #options: JobStoreOptions;
  readonly #jobs = new Map<string, WatchedJob>();
  readonly #removed = new Map<string, WatchedJob>();
  #lastOrder = 0;

  constructor(options: JobStoreOptions) {
    this.#options = options;
  }

  /** Takes over what the last run left on disk. */
  load(records: Iterable<WatchedJobRecord>): void {
    for (const record of records) {
      this.#jobs.set(record.id, fromRecord(record));
      this.#lastOrder = Math.max(this.#lastOrder, record.order);
    }
  }

  get(id: string): WatchedJob | undefined {
    return this.#jobs.get(id);
  }

  all(): IterableIterator<WatchedJob> {
    return this.#jobs.values();
  }

  get size(): number {
    return this.#jobs.size;
  }

  /**
   * Adds the jobs that are not watched yet; the first of them ends up as the newest, on top of the list. Resolves when
   * they are on disk.
   */
  async add(ids: readonly string[], source: string): Promise<{ added: string[]; known: string[] }> {
    const added = ids.filter((id) => !this.#jobs.has(id));
    const known = ids.filter((id) => this.#jobs.has(id));
    const now = this.#options.now();
    for (const id of added.toReversed()) {
      this.#removed.delete(id);
      this.#put(newWatchedJob(id, (this.#lastOrder += 1), source, now));
    }
    if (added.length > 0) this.#noteCount();
    await this.#options.rows.flush();
    return { added, known };
  }

  /** Changes a job; a job that is not watched (any more) stays unchanged. */
  update(id: string, change: (watched: WatchedJob) => WatchedJob): void {
    const watched = this.#jobs.get(id);
    if (watched !== undefined) this.#put(change(watched));
  }

  /** Stops watching jobs. Until the app ends they can be brought back as they were. */
  remove(ids: Iterable<string>): void {
    for (const id of ids) {
      const watched = this.#jobs.get(id);
      if (watched === undefined) continue;
      this.#jobs.delete(id);
      this.#removed.set(id, watched);
      this.#options.rows.set(jobKey(id), () => this.#jobs.get(id)?.record);
      this.#options.onRemove(id);
    }
    this.#noteCount();
  }

  /** Brings removed jobs back. @returns those that could be */
  restore(ids: Iterable<string>): string[] {
    const restored: string[] = [];
    for (const id of ids) {
      const watched = this.#removed.get(id);
      if (watched === undefined || this.#jobs.has(id)) continue;
      this.#removed.delete(id);
      this.#put({ ...watched, version: watched.version + 1 });
      restored.push(id);
    }
    this.#noteCount();
    return restored;
  }

  #put(watched: WatchedJob): void {
    const { id } = watched.record;
    this.#jobs.set(id, watched);
    this.#options.rows.set(jobKey(id), () => this.#jobs.get(id)?.record);
    this.#options.onChange(id);
  }

  #noteCount(): void {
    this.#options.rows.set(jobCountKey, () => this.#jobs.size);
  }
}
