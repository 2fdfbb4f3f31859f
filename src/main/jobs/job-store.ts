import type { GivenBy } from '../../shared/given-text.ts';
import { jobKey, listKey } from './row-keys.ts';
import { fromRecord, newWatchedJob, type WatchedJob, type WatchedJobRecord } from './watched-job.ts';
import type { Origin, WriteBehind } from '../store/write-behind.ts';

export interface JobStoreOptions {
  rows: Pick<WriteBehind, 'set'> & { flush: () => Promise<unknown> };
  now: () => number;
  onChange: (id: string) => void;
  /** The service said again what it had said before: nothing but the time of its answer has changed. */
  onRepeat: (id: string) => void;
  onRemove: (id: string) => void;
  /** A job that was removed in this run is in the list again, and by whom: a link starts no download. */
  onReturn: (id: string, by: GivenBy) => void;
}

/** The jobs that the last run left on disk. */
export interface StoredJobs {
  records: WatchedJobRecord[];
  /** IDs of jobs whose record is intact but cannot be read, such as one of a later version; it stays as it is. */
  unreadable: string[];
  /** Of the list, see {@link listKey}. */
  revision: number;
}

/** Milliseconds between two writes of a job of which nothing but the time of the last answer changes. */
const repeatMs = 5 * 60_000;

/** The watched jobs. Memory answers every question; each change is handed on to be written. */
export class JobStore {
  readonly #options: JobStoreOptions;
  readonly #jobs = new Map<string, WatchedJob>();
  readonly #removed = new Map<string, WatchedJob>();
  readonly #unreadable = new Set<string>();
  /** When jobs were written last of which the service said the same since. */
  readonly #writtenAt = new Map<string, number>();
  #lastOrder = 0;
  #revision = 0;

  constructor(options: JobStoreOptions) {
    this.#options = options;
  }

  /** Takes over what the last run left on disk. */
  load({ records, unreadable, revision }: StoredJobs): void {
    for (const record of records) {
      this.#jobs.set(record.id, fromRecord(record));
      this.#lastOrder = Math.max(this.#lastOrder, record.order);
    }
    unreadable.forEach((id) => this.#unreadable.add(id));
    this.#revision = revision;
  }

  get(id: string): WatchedJob | undefined {
    return this.#jobs.get(id);
  }

  all(): IterableIterator<WatchedJob> {
    return this.#jobs.values();
  }

  /** Jobs as they were removed in this run and can be brought back, also those that somebody has given again since. */
  removed(): IterableIterator<WatchedJob> {
    return this.#removed.values();
  }

  get size(): number {
    return this.#jobs.size;
  }

  /** Grows whenever a job comes or goes. */
  get revision(): number {
    return this.#revision;
  }

  /**
   * Adds the jobs that are not watched yet; the first of them ends up as the newest, on top of the list. Resolves when
   * they are on disk. One of which a later version of the app left a record counts as known, and the record stays. One that
   * was removed in this run comes with its note and all else that was known of it: a slip may be followed by a whole list
   * that is given again.
   */
  async add(
    ids: readonly string[],
    source: string,
    by: GivenBy = 'person',
  ): Promise<{ added: string[]; known: string[] }> {
    const added = ids.filter((id) => !this.#isKept(id));
    const known = ids.filter((id) => this.#isKept(id));
    const now = this.#options.now();
    for (const id of added.toReversed())
      this.#bring(newWatchedJob(id, (this.#lastOrder += 1), source, now), by);
    await this.#options.rows.flush();
    return { added, known };
  }

  /** The place on top of every job in the list. */
  get nextOrder(): number {
    return this.#lastOrder + 1;
  }

  /**
   * Adds jobs that come with what is known of them and with a place of their own; those watched already stay. Of one that
   * was removed in this run more is known than whoever gives it can know.
   *
   * @returns those that were added
   */
  adopt(jobs: readonly WatchedJob[]): WatchedJob[] {
    const added = jobs.filter(({ record: { id } }) => !this.#isKept(id));
    for (const watched of added) {
      this.#lastOrder = Math.max(this.#lastOrder, watched.record.order);
      this.#bring(watched);
    }
    return added;
  }

  /** Changes a job. As it was removed it changes too, out of sight, so that it comes back as it should be by then. */
  update(id: string, change: (watched: WatchedJob) => WatchedJob): void {
    const watched = this.#jobs.get(id);
    const removed = this.#removed.get(id);
    if (removed !== undefined) this.#removed.set(id, change(removed));
    if (watched === undefined) return;
    const changed = change(watched);
    if (isRepeat(watched.record, changed.record)) this.#repeat(changed);
    else this.#put(changed, originOf(watched.record, changed.record));
  }

  /** Stops watching jobs. Until the app ends they can be brought back as they were. */
  remove(ids: Iterable<string>): void {
    for (const id of ids) {
      const watched = this.#jobs.get(id);
      if (watched === undefined) continue;
      this.#jobs.delete(id);
      this.#removed.set(id, watched);
      this.#writtenAt.delete(id);
      this.#write(id, 'person');
      this.#options.onRemove(id);
      this.#noteList();
    }
  }

  /**
   * Brings removed jobs back, with what has changed since. One that was given again meanwhile, as by a link, is as before as
   * well: in its old place, and in its batches beside those that it was given with. @returns those that could be
   */
  restore(ids: Iterable<string>): string[] {
    const restored: string[] = [];
    for (const id of ids) {
      const removed = this.#removed.get(id);
      if (removed === undefined) continue;
      this.#removed.delete(id);
      const given = this.#jobs.get(id);
      this.#put({ ...removed, version: Math.max(removed.version, given?.version ?? 0) + 1 });
      this.#noteList();
      this.#options.onReturn(id, 'person');
      restored.push(id);
    }
    return restored;
  }

  /** Has the times of the last answers written, which otherwise wait for something to change. */
  noteRepeats(): void {
    for (const id of this.#writtenAt.keys()) this.#write(id, 'service');
    this.#writtenAt.clear();
  }

  /** A record of a later version of the app says more than anything that is given anew. */
  #isKept(id: string): boolean {
    return this.#jobs.has(id) || this.#unreadable.has(id);
  }

  /** Puts a job on the list. */
  #bring(given: WatchedJob, by: GivenBy = 'person'): void {
    const { id } = given.record;
    const before = this.#removed.get(id);
    this.#put(before === undefined ? given : returned(before, given.record));
    this.#noteList();
    if (before !== undefined) this.#options.onReturn(id, by);
  }

  #put(watched: WatchedJob, origin: Origin = 'person'): void {
    const { id } = watched.record;
    this.#jobs.set(id, watched);
    this.#writtenAt.delete(id);
    this.#write(id, origin);
    this.#options.onChange(id);
  }

  /** Written each time, running jobs would wear the disk down with the time alone. */
  #repeat(watched: WatchedJob): void {
    const { id } = watched.record;
    const now = this.#options.now();
    this.#jobs.set(id, watched);
    const writtenAt = this.#writtenAt.get(id);
    if (writtenAt === undefined) this.#writtenAt.set(id, now);
    else if (Math.abs(now - writtenAt) >= repeatMs) {
      this.#writtenAt.set(id, now);
      this.#write(id, 'service');
    }
    this.#options.onRepeat(id);
  }

  #write(id: string, origin: Origin): void {
    this.#options.rows.set(jobKey(id), () => this.#jobs.get(id)?.record, origin);
  }

  #noteList(): void {
    this.#revision += 1;
    this.#options.rows.set(listKey, () => ({
      count: this.#jobs.size + this.#unreadable.size,
      revision: this.#revision,
    }));
  }
}

/**
 * A job that was removed, in the place that it is given now, and where it is looked for: not in the archive unless it is
 * given as archived, and in no other batches than those it is given with, as a link must bring none into one that collects.
 */
const returned = (watched: WatchedJob, given: WatchedJobRecord): WatchedJob => {
  const { record, version } = watched;
  const { order, source, addedAt, archived, batches } = given;
  const broughtBack = record.broughtBack || given.broughtBack;
  return {
    ...watched,
    record: { ...record, order, source, addedAt, archived, batches, broughtBack },
    version: version + 1,
  };
};

/** Whether nothing but the time of the last answer is another. */
function isRepeat(before: WatchedJobRecord, after: WatchedJobRecord): boolean {
  const fields = Object.keys(before) as (keyof WatchedJobRecord)[];
  return (
    before.fetchedAt !== null &&
    fields.every((field) => field === 'fetchedAt' || after[field] === before[field])
  );
}

/** What of a job its person gave, as it changes; and where its result lies, which the service does not know either. */
function originOf(before: WatchedJobRecord, after: WatchedJobRecord): Origin {
  const isPersons =
    before.tags !== after.tags ||
    before.note !== after.note ||
    before.archived !== after.archived ||
    before.batches !== after.batches ||
    before.download?.phase !== after.download?.phase;
  return isPersons ? 'person' : 'service';
}
