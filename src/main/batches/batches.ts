import type { Batch } from '../../shared/batch.ts';
import { isDownloadActive, isResultHere } from '../../shared/downloads.ts';
import type { GivenBy } from '../../shared/given-text.ts';
import type { JobStore } from '../jobs/job-store.ts';
import { hasResult, inBatches, outOfBatch, type WatchedJob } from '../jobs/watched-job.ts';
import type { WriteBehind } from '../store/write-behind.ts';
import { type BatchRecord, fingerprintOf, uniqueName } from './batch-record.ts';
import { BatchStore } from './batch-store.ts';
import { joinImported, membersByBatch, type ImportedBatchJobs, type JoinedBatch } from './join-imported.ts';

export interface BatchesOptions {
  rows: Pick<WriteBehind, 'set'>;
  jobs: Pick<JobStore, 'get' | 'all' | 'removed' | 'update'>;
  now: () => number;
  onChange: (batches: Batch[]) => void;
  /** Starts the download of a completed job. */
  download: (jobId: string) => void;
  /** Whether there is a key to download with. */
  canDownload: () => boolean;
  /** Whether a new batch brings its results home by itself. */
  collectsNew: () => boolean;
}

/** The batch of what was given at once. */
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

/** Which jobs belong together, and bringing home what is done of them. */
export class Batches {
  readonly #options: BatchesOptions;
  readonly #store: BatchStore;
  readonly #removed = new Map<string, RemovedBatch>();
  /** Of the ID that was made last: those of one millisecond are numbered. */
  #newest = { stem: '', number: 0 };

  constructor(options: BatchesOptions) {
    this.#options = options;
    this.#store = new BatchStore(options);
  }

  /** Takes over what the last run left. */
  load(rows: ReadonlyMap<string, unknown>): void {
    this.#store.load(rows, this.#options.now());
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#options.now();
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
   * Makes one batch of watched jobs, or finds the one that was made of the very same IDs before. What a link brings
   * collects nothing by itself: neither does its batch, nor does it bring a job into one that does.
   */
  gather(ids: readonly string[], name: string, by: GivenBy): GatheredBatch {
    const gathered = this.find(ids, name, by);
    this.join(ids, gathered.batch.id);
    return { ...gathered, batch: this.keep(gathered) ?? gathered.batch };
  }

  /**
   * The first step of {@link gather}, where its jobs {@link join} bit by bit. Nothing changes before the last, {@link keep}.
   * Meanwhile a person may rename the batch that is found, let it collect, or take it away.
   */
  find(ids: readonly string[], name: string, by: GivenBy): GatheredBatch {
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

  /** Puts watched jobs into a batch; into one that was taken away, should it come back. @returns how many were not in it */
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
   * Keeps a batch that is whole: from now on it is shown, collects, and its end is told.
   *
   * @returns the batch as it is by now; null where it was taken away meanwhile
   */
  keep({ batch, isNew }: GatheredBatch): BatchRecord | null {
    if (isNew) this.#store.put({ ...batch, name: uniqueName(batch.name, this.#names()) });
    this.collectWanted();
    return this.#store.get(batch.id) ?? null;
  }

  /**
   * Puts watched jobs into the batches that an imported file names, see {@link joinImported}. One that is not here yet is
   * made, and brings nothing home by itself. Takes time in proportion to jobs and batches.
   */
  joinImported(given: readonly ImportedBatchJobs[]): JoinedBatch[] {
    const members = membersByBatch(this.#options.jobs.all());
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

  /** Whether results are brought home as jobs complete; those completed already come as well. */
  setCollects(id: string, collects: boolean): boolean {
    const isThere = this.#change(id, { collects });
    this.collectWanted();
    return isThere;
  }

  /** IDs of the jobs in the list that belong to a batch. */
  membersOf(id: string): string[] {
    return idsIn(id, [...this.#options.jobs.all()]);
  }

  /**
   * Takes a batch away. Until the app ends it can be brought back.
   *
   * @param jobs that are taken off the list at the same time
   */
  remove(id: string, jobs: readonly string[]): boolean {
    const record = this.#store.get(id);
    if (record === undefined) return false;
    // Jobs that were taken off the list may come back without it.
    const jobsInReach = [...this.#options.jobs.all(), ...this.#options.jobs.removed()];
    const members = [...new Set(idsIn(id, jobsInReach))];
    this.#removed.set(id, { record, members, jobs });
    this.#store.remove(id);
    for (const member of members) this.#options.jobs.update(member, (job) => outOfBatch(job, id));
    return true;
  }

  /** The jobs that were taken off the list with a batch. */
  removedWith(id: string): readonly string[] {
    return this.#removed.get(id)?.jobs ?? [];
  }

  /** Brings a batch back, with its jobs that are in the list, and with those that are not should they come back. */
  restore(id: string): boolean {
    const removed = this.#removed.get(id);
    if (removed === undefined) return false;
    this.#removed.delete(id);
    this.join(removed.members, id);
    for (const member of removed.members)
      if (this.#options.jobs.get(member) === undefined)
        this.#options.jobs.update(member, (job) => inBatches(job, [id]));
    this.#store.put(removed.record);
    this.collectWanted();
    return true;
  }

  /** Starts the download of every completed job without its result here. @returns how many */
  collect(id: string): number {
    const wanted = this.membersOf(id).filter((member) => this.#isCollectable(member));
    wanted.forEach((member) => this.#options.download(member));
    return wanted.length;
  }

  /** To be called with every change of a job. */
  jobChanged(id: string): void {
    const job = this.#options.jobs.get(id);
    if (job !== undefined) this.#collectIfWanted(job);
  }

  /** Brings home what batches that collect by themselves still lack, as after a restart. */
  collectWanted(): void {
    for (const job of this.#options.jobs.all()) this.#collectIfWanted(job);
  }

  /**
   * Puts watched jobs into batches. A job that comes into many changes once: each change goes through all batches of the
   * job, so that the time would grow with the square of how many they are.
   *
   * @returns how many jobs were not in each of them
   */
  #join(given: readonly { ids: readonly string[]; batch: string }[]): number[] {
    const joining = new Map<string, string[]>();
    const counts = given.map(({ ids, batch }) => {
      const coming = ids.filter(
        (id) => this.#options.jobs.get(id) !== undefined && !this.#isMember(id, batch),
      );
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
    return this.#options.jobs.get(id)?.record.batches.includes(batch) === true;
  }

  /** What failed or was cancelled is the person's to start again. */
  #collectIfWanted(watched: WatchedJob): void {
    const { record } = watched;
    if (!hasResult(watched) || record.download !== null || !this.#options.canDownload()) return;
    if (record.batches.some((id) => this.#store.get(id)?.collects)) this.#options.download(record.id);
  }

  #isCollectable(id: string): boolean {
    const watched = this.#options.jobs.get(id);
    const download = watched?.record.download ?? null;
    if (!hasResult(watched)) return false;
    return !isResultHere(download) && (download === null || !isDownloadActive(download.phase));
  }

  #change(id: string, changes: Partial<BatchRecord>): boolean {
    const record = this.#store.get(id);
    if (record !== undefined) this.#store.put({ ...record, ...changes });
    return record !== undefined;
  }

  #names(): Set<string> {
    return new Set(this.records().map(({ name }) => name));
  }

  /** @param taken others that it cannot be, beside those of the batches there are */
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

const idsIn = (batch: string, jobs: readonly WatchedJob[]): string[] =>
  jobs.filter(({ record }) => record.batches.includes(batch)).map(({ record }) => record.id);
