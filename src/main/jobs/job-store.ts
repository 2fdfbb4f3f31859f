import type { AddedBy } from '../../shared/intake.ts';
import { inSlices } from '../lib/in-slices.ts';
import { summaryOf } from './job-row.ts';
import { KeptJobs, type JobBrief } from './kept-jobs.ts';
import { RemovedJobs } from './removed-jobs.ts';
import { jobIdOf, jobKey, listKey } from './row-keys.ts';
import { StatusSums } from './status-sums.ts';
import type { WatchedJobRecord } from './job-record.ts';
import { fromRecord, newWatchedJob, type WatchedJob } from './watched-job.ts';
import type { Origin, WriteBehind } from '../store/write-behind.ts';
import { type Source } from '../../shared/source.ts';

export interface JobStoreOptions {
  rows: Pick<WriteBehind, 'set'> & { flush: () => Promise<unknown> };
  now: () => number;
  onChange: (id: string) => void;
  /** The service said again what it had said before: nothing but the time of its answer has changed. */
  onRepeat: (id: string) => void;
  onRemove: (id: string) => void;
  /** A job that was removed is in the list again, and by whom: a link starts no download. */
  onReturn: (id: string, by: AddedBy) => void;
}

/** The jobs that the last run left on disk. */
export interface StoredJobs {
  jobs: KeptJobs;
  /** IDs of jobs whose record is intact but cannot be read, such as one of a later version; it stays as it is. */
  unreadable: string[];
  /** Of the list, see {@link listKey}. */
  revision: number;
}

/** Milliseconds between two writes of a job of which nothing but the time of the last answer changes. */
const repeatMs = 5 * 60_000;

/** The newest jobs that the next start reads first: as many as the window requests first. */
const shownFirst = 200;

/** Jobs that are changed in a slice where nothing else is to wait: each may have to be unpacked for that. */
export const changedAtOnce = 100;

/** The watched jobs. Kept in memory, see {@link KeptJobs}; each change is passed on to be written. */
export class JobStore {
  readonly #options: JobStoreOptions;
  #jobs = new KeptJobs();
  /** Jobs that were removed and can be restored. */
  readonly removed: RemovedJobs;
  readonly #unreadable = new Set<string>();
  /** When jobs were written last of which the service said the same since. */
  readonly #writtenAt = new Map<string, number>();
  #lastOrder = 0;
  /** IDs in the order of the list; null where that is not known. */
  #newestFirst: string[] | null = null;
  #status: StatusSums | null = null;
  #revision = 0;

  constructor(options: JobStoreOptions) {
    this.#options = options;
    const { rows, now } = options;
    this.removed = new RemovedJobs({ rows, now, isListed: (id) => this.has(id) });
  }

  /** Takes the newest jobs on disk, so that they can be shown before the rest is read. {@link load} replaces them. */
  loadNewest(records: readonly WatchedJobRecord[]): void {
    for (const record of records) this.#jobs.set(fromRecord(record));
    this.#newestFirst = null;
    this.#status = null;
  }

  /** Takes over what the last run left on disk, in the place of all that was there before. */
  load({ jobs, unreadable, revision }: StoredJobs): void {
    this.#jobs = jobs;
    for (const { order } of jobs.briefs()) this.#lastOrder = Math.max(this.#lastOrder, order);
    unreadable.forEach((id) => this.#unreadable.add(id));
    this.#revision = revision;
    this.#newestFirst = null;
    this.#status = null;
  }

  /** A job as it is now. Never changed in place; one that is over and not in use is another object each time. */
  get(id: string): WatchedJob | undefined {
    return this.#jobs.get(id);
  }

  /** Those of the jobs that are there, read a slice at a time. */
  async getAll(ids: readonly string[]): Promise<WatchedJob[]> {
    const found: WatchedJob[] = [];
    await inSlices(ids, (slice) => void found.push(...this.#jobs.getAll(slice)));
    return found;
  }

  has(id: string): boolean {
    return this.#jobs.has(id);
  }

  ids(): IterableIterator<string> {
    return this.#jobs.ids();
  }

  /** What a walk over all jobs needs to know of one, at no cost. */
  brief(id: string): JobBrief | undefined {
    return this.#jobs.brief(id);
  }

  briefs(): Iterable<JobBrief> {
    return this.#jobs.briefs();
  }

  /** How a job has ended that is over and not in use; null for any other. */
  restingStatus(id: string): string | null {
    return this.#jobs.restingStatus(id);
  }

  /** All jobs in a few numbers and names; counted when that is first asked for. */
  get status(): StatusSums {
    this.#status ??= new StatusSums(() => this.#jobs.summaries());
    return this.#status;
  }

  #change(before: WatchedJob | undefined, after: WatchedJob | undefined): void {
    if (after !== undefined) this.#jobs.set(after);
    else if (before !== undefined) this.#jobs.delete(before.record.id);
    this.#status?.change(before ? summaryOf(before) : null, after ? summaryOf(after) : null);
  }

  /** All jobs, one read after the other: for those who take them a slice at a time. */
  all(): Iterable<WatchedJob> {
    return this.#jobs.all();
  }

  /** The records of all jobs that are there now, each as it is when it is taken; not of those that have gone by then. */
  *records(): Generator<WatchedJobRecord> {
    for (const id of [...this.#jobs.ids()]) {
      const record = this.#jobs.get(id)?.record;
      if (record !== undefined) yield record;
    }
  }

  /** Jobs that are on their way, failing, or of which something is to be done, and a few more. */
  inUse(): Iterable<WatchedJob> {
    return this.#jobs.unpacked();
  }

  /** IDs of those about which the last question failed. */
  failing(): string[] {
    return [...this.inUse()].flatMap(({ record }) => (record.failure === null ? [] : record.id));
  }

  /**
   * Jobs in the order of the list, the newest first: so many of those before a place in it, or of all. More where the last
   * shares its place with others.
   */
  newest(count: number, before = Infinity): WatchedJob[] {
    return this.#jobs.getAll(this.#newestIds(count, before));
  }

  #newestIds(count: number, before = Infinity): string[] {
    // With each job that comes or goes the first are named on disk: nobody needs all in order for that.
    if (this.#newestFirst === null && before === Infinity) return newestOf(this.#jobs.briefs(), count);
    this.#newestFirst ??= [...this.#jobs.briefs()].sort((a, b) => b.order - a.order).map(({ id }) => id);
    const found: string[] = [];
    const orderOf = (id: string | undefined): number => this.#jobs.orderOf(id ?? '') ?? -Infinity;
    const ids = this.#newestFirst;
    let [at, end] = [0, ids.length];
    while (at < end) {
      const middle = (at + end) >>> 1;
      if (orderOf(ids[middle]) >= before) at = middle + 1;
      else end = middle;
    }
    for (let id = ids[at]; id !== undefined; id = ids[(at += 1)]) {
      if (found.length >= count && orderOf(id) !== orderOf(found.at(-1))) break;
      found.push(id);
    }
    // It is needed as long as the window reads page after page.
    if (at === ids.length) this.#newestFirst = null;
    return found;
  }

  /** The ID of the job with the most recent answer that was not refused since; null if there is none. */
  get lastAnswered(): string | null {
    let last: { id: string; at: number } | null = null;
    for (const { id, answeredAt } of this.#jobs.briefs())
      if (answeredAt !== null && answeredAt > (last?.at ?? -Infinity)) last = { id, at: answeredAt };
    return last?.id ?? null;
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
   * they are on disk. A job with a record of a later version of the app counts as known, and the record stays. A job
   * that can be restored returns with its note and everything else that was known of it.
   */
  async add(
    ids: readonly string[],
    source: Source,
    by: AddedBy = 'person',
  ): Promise<{ added: string[]; known: string[] }> {
    const added = ids.filter((id) => !this.#isKept(id));
    const known = ids.filter((id) => this.#isKept(id));
    const now = this.#options.now();
    for (const id of added.toReversed())
      this.#insert(newWatchedJob(id, (this.#lastOrder += 1), source, now), by);
    await this.#options.rows.flush();
    return { added, known };
  }

  /** The place on top of every job in the list. */
  get nextOrder(): number {
    return this.#lastOrder + 1;
  }

  /**
   * Adds jobs that come with what is known of them and with a place of their own; those watched already stay. A job
   * that can be restored returns with what was known of it.
   *
   * @returns those that were added
   */
  adopt(jobs: readonly WatchedJob[]): WatchedJob[] {
    const added = jobs.filter(({ record: { id } }) => !this.#isKept(id));
    for (const watched of added) {
      this.#lastOrder = Math.max(this.#lastOrder, watched.record.order);
      this.#insert(watched);
    }
    return added;
  }

  /** Changes a job. A removed job changes as well, so that it is up to date if it is restored. */
  update(id: string, change: (watched: WatchedJob) => WatchedJob): void {
    const watched = this.#jobs.get(id);
    this.removed.update(id, change);
    if (watched === undefined) return;
    const changed = change(watched);
    if (isRepeat(watched.record, changed.record)) this.#repeat(watched, changed);
    else this.#put(watched, changed, originOf(watched.record, changed.record));
  }

  /** Stops watching jobs. For a day they can be restored as they were. */
  remove(ids: Iterable<string>): void {
    const now = this.#options.now();
    for (const id of ids) {
      const watched = this.#jobs.get(id);
      if (watched === undefined) continue;
      this.#change(watched, undefined);
      this.removed.add(watched, now);
      this.#writtenAt.delete(id);
      this.#write(id, 'person');
      this.#options.onRemove(id);
      this.#noteList();
    }
  }

  /**
   * Restores removed jobs, with what has changed since. A job that was added again meanwhile returns to its old place, and
   * to its old batches beside the new ones. @returns the IDs of the restored jobs
   */
  restore(ids: Iterable<string>): string[] {
    const restored: string[] = [];
    for (const id of ids) {
      const removed = this.removed.take(id);
      if (removed === undefined) continue;
      const added = this.#jobs.get(id);
      this.#put(added, { ...removed, version: Math.max(removed.version, added?.version ?? 0) + 1 });
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

  /** Has rows written as they are now: those of jobs, and that of the list. */
  writeAnew(keys: Iterable<string>): void {
    for (const key of keys) {
      const id = jobIdOf(key);
      if (id === null) this.#writeList('service');
      else this.#write(id, 'service');
    }
  }

  /** Whether it is on the list, or has a record of a later version of the app. */
  #isKept(id: string): boolean {
    return this.#jobs.has(id) || this.#unreadable.has(id);
  }

  /** Puts a job on the list. */
  #insert(added: WatchedJob, by: AddedBy = 'person'): void {
    const { id } = added.record;
    const before = this.removed.get(id);
    this.#put(undefined, before === undefined ? added : returned(before, added.record));
    this.removed.noteListed(id);
    this.#noteList();
    if (before !== undefined) this.#options.onReturn(id, by);
  }

  #put(before: WatchedJob | undefined, watched: WatchedJob, origin: Origin = 'person'): void {
    const { id } = watched.record;
    this.#change(before, watched);
    this.#writtenAt.delete(id);
    this.#write(id, origin);
    this.#options.onChange(id);
  }

  /** Written at intervals: the times of running jobs alone would wear out the disk. */
  #repeat(before: WatchedJob, watched: WatchedJob): void {
    const { id } = watched.record;
    const now = this.#options.now();
    this.#change(before, watched);
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
    this.#newestFirst = null;
    this.#writeList('person');
  }

  #writeList(origin: Origin): void {
    const list = (): unknown => ({
      count: this.#jobs.size + this.#unreadable.size,
      revision: this.#revision,
      newest: this.#newestIds(shownFirst),
    });
    this.#options.rows.set(listKey, list, origin);
  }
}

/** IDs of the newest jobs, the newest first, in one pass. More where the last shares its place with others. */
function newestOf(briefs: Iterable<JobBrief>, count: number): string[] {
  let found: JobBrief[] = [];
  let least = -Infinity;
  let most = 2 * count;
  const sort = (): void => {
    found.sort((a, b) => b.order - a.order);
    least = found[count - 1]?.order ?? -Infinity;
    found = found.filter(({ order }) => order >= least);
    most = 2 * Math.max(count, found.length);
  };
  for (const brief of briefs) {
    if (brief.order < least) continue;
    found.push(brief);
    if (found.length > most) sort();
  }
  sort();
  return found.map(({ id }) => id);
}

/**
 * A removed job that is added again: it gets the new place, is archived only if it is added as archived, and is in no other
 * batches than the new ones, as a link must not add a job to a batch that downloads automatically.
 */
const returned = (watched: WatchedJob, added: WatchedJobRecord): WatchedJob => {
  const { record, version } = watched;
  const { order, source, addedAt, archived, batches } = added;
  const broughtBack = record.broughtBack || added.broughtBack;
  return {
    ...watched,
    record: { ...record, order, source, addedAt, archived, batches, broughtBack },
    version: version + 1,
  };
};

/** Whether nothing but the time of the last answer has changed. */
function isRepeat(before: WatchedJobRecord, after: WatchedJobRecord): boolean {
  const fields = Object.keys(before) as (keyof WatchedJobRecord)[];
  return (
    before.fetchedAt !== null &&
    fields.every((field) => field === 'fetchedAt' || after[field] === before[field])
  );
}

/** Whether a change is of data that the service does not have: annotations, batches, and the state of the download. */
function originOf(before: WatchedJobRecord, after: WatchedJobRecord): Origin {
  const isOwn =
    before.tags !== after.tags ||
    before.note !== after.note ||
    before.archived !== after.archived ||
    before.batches !== after.batches ||
    before.download?.phase !== after.download?.phase;
  return isOwn ? 'person' : 'service';
}
