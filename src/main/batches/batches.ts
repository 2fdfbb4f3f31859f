import type { Batch } from '../../shared/batch.ts';
import type { AddedBy } from '../../shared/intake.ts';
import { changedAtOnce, type JobStore } from '../jobs/job-store.ts';
import { inSlices } from '../lib/in-slices.ts';
import type { JobBrief } from '../jobs/kept-jobs.ts';
import { inBatches, outOfBatch } from '../jobs/watched-job.ts';
import type { WriteBehind } from '../store/write-behind.ts';
import { type BatchRecord, fingerprintOf, uniqueName } from './batch-record.ts';
import { BatchStore } from './batch-store.ts';
import { joinImported, membersByBatch, type ImportedBatchJobs, type JoinedBatch } from './join-imported.ts';

export interface BatchesOptions {
  rows: Pick<WriteBehind, 'set'>;
  jobs: Pick<JobStore, 'get' | 'has' | 'brief' | 'briefs' | 'removed' | 'update'>;
  now: () => number;
  onChange: (batches: Batch[]) => void;
  /** Starts the download of a completed job. */
  download: (jobId: string) => void;
  /** Whether there is a key to download with. */
  canDownload: () => boolean;
  /** Whether a new batch downloads its results automatically. */
  collectsNew: () => boolean;
}

/** The batch of jobs that are added together. */
export interface GatheredBatch {
  batch: BatchRecord;
  /** It was not there before. */
  isNew: boolean;
}

/** A batch taken away in this run, with the IDs of its jobs and of those that went with it. */
interface RemovedBatch {
  record: BatchRecord;
  members: string[];
  jobs: readonly string[];
}

/** The batches of jobs, and the automatic download of their results. */
export class Batches {
  readonly #options: BatchesOptions;
  readonly #store: BatchStore;
  readonly #removed = new Map<string, RemovedBatch>();
  /** Of the last new ID: IDs of one millisecond are numbered. */
  #newest = { stem: '', number: 0 };

  constructor(options: BatchesOptions) {
    this.#options = options;
    this.#store = new BatchStore(options);
  }

  /** Loads what the last run left. */
  load(rows: ReadonlyMap<string, unknown>): void {
    this.#store.load(rows, this.#options.now());
  }

  get(id: string): BatchRecord | undefined {
    return this.#store.get(id);
  }

  /** As they are kept, newest first. */
  records(): BatchRecord[] {
    return this.#store.records();
  }

  /** Grows whenever a batch comes, changes or goes. */
  get revision(): number {
    return this.#store.revision;
  }

  /**
   * Makes one batch of watched jobs, or finds the one that was made of the same IDs before. A link starts no downloads: its
   * batch does not download automatically, and it adds no job to a batch that does.
   */
  gather(ids: readonly string[], name: string, by: AddedBy): GatheredBatch {
    const gathered = this.find(ids, name, by);
    this.join(ids, gathered.batch.id);
    return { ...gathered, batch: this.keep(gathered) ?? gathered.batch };
  }

  /**
   * The first step of {@link gather} for jobs that {@link join} in slices. The last one is {@link keep}, and nothing is stored
   * before. Meanwhile a person may change or remove the batch that is found.
   */
  find(ids: readonly string[], name: string, by: AddedBy): GatheredBatch {
    const fingerprint = fingerprintOf(ids);
    const existing = this.records().find(
      (record) =>
        record.fingerprint === fingerprint &&
        (by === 'person' || !record.collects || ids.every((id) => this.#isMember(id, record.id))),
    );
    const batch = existing ?? {
      id: this.#newId(),
      name: uniqueName(name, this.#names()),
      createdAt: this.#options.now(),
      expected: ids.length,
      collects: by === 'person' && this.#options.collectsNew(),
      fingerprint,
    };
    return { batch, isNew: existing === undefined };
  }

  /** Adds watched jobs to a batch, also to a removed one that may be restored. @returns how many were not in it */
  join(ids: readonly string[], batch: string): number {
    const removed = this.#removed.get(batch);
    if (removed !== undefined) {
      this.#removed.set(batch, { ...removed, members: [...removed.members, ...ids] });
      return 0;
    }
    const [joined = 0] = this.#join([{ ids, batch }]);
    return joined;
  }

  /**
   * Stores a complete batch: from now on it is shown, downloads its results, and its end is reported.
   *
   * @param joined the jobs that a new one is made of, if not all of those that were expected have joined it
   * @returns the batch as it is now; null if it was removed meanwhile
   */
  keep({ batch, isNew }: GatheredBatch, joined?: readonly string[]): BatchRecord | null {
    const madeOf =
      joined === undefined ? {} : { expected: joined.length, fingerprint: fingerprintOf(joined) };
    if (isNew) this.#store.put({ ...batch, ...madeOf, name: uniqueName(batch.name, this.#names()) });
    this.collectWanted();
    return this.#store.get(batch.id) ?? null;
  }

  /**
   * Adds watched jobs to the batches that an imported file names, see {@link joinImported}. New batches do not download
   * automatically. Takes time in proportion to jobs and batches.
   */
  joinImported(given: readonly ImportedBatchJobs[]): JoinedBatch[] {
    const members = membersByBatch(this.#options.jobs.briefs());
    const outcomes = joinImported(given, {
      records: this.records(),
      membersOf: (id) => members.get(id) ?? [],
      idFor: (wanted, taken) => (this.#isFree(wanted) && !taken.has(wanted) ? wanted : this.#newId(taken)),
    });
    const joined = this.#join(outcomes.map(({ record, ids }) => ({ ids, batch: record.id })));
    this.#store.put(...outcomes.map(({ record }) => record));
    return outcomes.map(({ record: { id, name }, isNew, isStandIn }, index) => ({
      id,
      name,
      isNew,
      isStandIn,
      joined: joined[index] ?? 0,
    }));
  }

  rename(id: string, name: string): boolean {
    return this.#change(id, { name });
  }

  /** Sets whether results are downloaded as jobs complete, including those that have completed already. */
  setCollects(id: string, collects: boolean): boolean {
    const isThere = this.#change(id, { collects });
    this.collectWanted();
    return isThere;
  }

  /**
   * Adds watched jobs to a batch, of which they are expected from then on.
   *
   * @returns those that were not in it; null where there is no such batch
   */
  addTo(id: string, ids: readonly string[]): string[] | null {
    const record = this.#store.get(id);
    if (record === undefined) return null;
    const coming = ids.filter((job) => this.#options.jobs.has(job) && !this.#isMember(job, id));
    this.#join([{ ids: coming, batch: id }]);
    this.#change(id, { expected: record.expected + coming.length });
    this.collectWanted();
    return coming;
  }

  /**
   * Takes jobs out of a batch, of which they are expected no more. They stay in the list.
   *
   * @returns those that were in it; null where there is no such batch
   */
  takeOut(id: string, ids: readonly string[]): string[] | null {
    const record = this.#store.get(id);
    if (record === undefined) return null;
    const leaving = ids.filter((job) => this.#isMember(job, id));
    for (const job of leaving) this.#options.jobs.update(job, (watched) => outOfBatch(watched, id));
    this.#change(id, { expected: Math.max(0, record.expected - leaving.length) });
    return leaving;
  }

  /** Puts batches apart from the others, or back among them. @returns those that were not so before */
  setArchived(ids: readonly string[], archived: boolean): string[] {
    const changing = ids.flatMap((id) => {
      const record = this.#store.get(id);
      return record === undefined || (record.archived ?? false) === archived ? [] : record;
    });
    this.#store.put(...changing.map((record) => ({ ...record, archived })));
    return changing.map(({ id }) => id);
  }

  /** IDs of the jobs in the list that belong to a batch. */
  membersOf(id: string): string[] {
    return idsIn(id, [...this.#options.jobs.briefs()]);
  }

  /**
   * Removes a batch. Until the app ends it can be restored.
   *
   * @param jobs that are removed from the list at the same time
   */
  remove(id: string, jobs: readonly string[]): boolean {
    const record = this.#store.get(id);
    if (record === undefined) return false;
    // Removed jobs may be restored without it.
    const jobsInReach = [...this.#options.jobs.briefs(), ...this.#options.jobs.removed.briefs()];
    const members = [...new Set(idsIn(id, jobsInReach))];
    this.#removed.set(id, { record, members, jobs });
    this.#store.remove(id);
    for (const member of members) this.#options.jobs.update(member, (job) => outOfBatch(job, id));
    return true;
  }

  /** The jobs that were removed with a batch. */
  removedWith(id: string): readonly string[] {
    return this.#removed.get(id)?.jobs ?? [];
  }

  /** Restores a batch with its jobs, also with removed ones that may be restored later. */
  restore(id: string): boolean {
    const removed = this.#removed.get(id);
    if (removed === undefined) return false;
    this.#removed.delete(id);
    this.join(removed.members, id);
    for (const member of removed.members)
      if (!this.#options.jobs.has(member)) this.#options.jobs.update(member, (job) => inBatches(job, [id]));
    this.#store.put(removed.record);
    this.collectWanted();
    return true;
  }

  /** Downloads the result of every completed job that is not on this computer, a slice at a time. @returns how many */
  async collect(id: string): Promise<number> {
    const { jobs, download } = this.#options;
    let count = 0;
    const isWanted = (member: string): boolean => (jobs.brief(member)?.collectable ?? null) !== null;
    const start = (slice: readonly string[]): void => {
      const wanted = slice.filter(isWanted);
      count += wanted.length;
      wanted.forEach(download);
    };
    await inSlices(this.membersOf(id), start, { size: changedAtOnce });
    return count;
  }

  /** Call with every change of a job. */
  jobChanged(id: string): void {
    const job = this.#options.jobs.brief(id);
    if (job !== undefined) this.#collectIfWanted(job);
  }

  /** Downloads what is missing in batches that download automatically, as after a restart. */
  collectWanted(): void {
    for (const job of this.#options.jobs.briefs()) this.#collectIfWanted(job);
  }

  /**
   * Adds watched jobs to batches. A job that joins many batches is changed once, so that the time does not grow with the
   * square of their number.
   *
   * @returns how many jobs were not in each of them
   */
  #join(given: readonly { ids: readonly string[]; batch: string }[]): number[] {
    const joining = new Map<string, string[]>();
    const counts = given.map(({ ids, batch }) => {
      const coming = ids.filter((id) => this.#options.jobs.has(id) && !this.#isMember(id, batch));
      for (const id of coming) {
        const batches = joining.get(id);
        if (batches === undefined) joining.set(id, [batch]);
        else batches.push(batch);
      }
      return coming.length;
    });
    for (const [id, batches] of joining) this.#options.jobs.update(id, (job) => inBatches(job, batches));
    return counts;
  }

  #isMember(id: string, batch: string): boolean {
    return this.#options.jobs.brief(id)?.batches.includes(batch) === true;
  }

  /** A failed or cancelled download is started again only by a person. */
  #collectIfWanted({ id, batches, collectable }: JobBrief): void {
    if (collectable !== 'first' || !this.#options.canDownload()) return;
    if (batches.some((batch) => this.#store.get(batch)?.collects)) this.#options.download(id);
  }

  #change(id: string, changes: Partial<BatchRecord>): boolean {
    const record = this.#store.get(id);
    if (record !== undefined) this.#store.put({ ...record, ...changes });
    return record !== undefined;
  }

  #names(): Set<string> {
    return new Set(this.records().map(({ name }) => name));
  }

  /** @param taken IDs that cannot be used, besides those of existing batches */
  #newId(taken: ReadonlySet<string> = new Set()): string {
    const stem = this.#options.now().toString(36);
    if (stem !== this.#newest.stem) this.#newest = { stem, number: 0 };
    for (;;) {
      this.#newest.number += 1;
      const id = `${stem}-${this.#newest.number}`;
      if (this.#isFree(id) && !taken.has(id)) return id;
    }
  }

  #isFree(id: string | null): id is string {
    return id !== null && this.#store.get(id) === undefined && !this.#removed.has(id);
  }
}

const idsIn = (batch: string, jobs: readonly JobBrief[]): string[] =>
  jobs.filter(({ batches }) => batches.includes(batch)).map(({ id }) => id);
