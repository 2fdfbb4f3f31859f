import { isDownloadActive, isResultHere } from '../../shared/downloads.ts';
import type { Job } from '../../shared/job/job.ts';
import { isTerminal } from '../../shared/job/job-status.ts';
import { FirstMet } from '../../shared/lib/first-met.ts';
import { inSlices } from '../lib/in-slices.ts';
import { PackedTexts, type PackedText } from '../store/packed-texts.ts';
import { nameOf } from '../../shared/job-name.ts';
import type { WatchedJobRecord } from './job-record.ts';
import { summaryOf } from './job-row.ts';
import type { StatusJob } from './status-sums.ts';
import { fromRecord, hasResult, isUnjudged, type WatchedJob } from './watched-job.ts';

/** What a walk over all jobs needs to know of one. */
export interface JobBrief {
  readonly id: string;
  readonly order: number;
  readonly status: string | null;
  readonly batches: readonly string[];
  /** When this app last saw it change, in milliseconds since the epoch. */
  readonly changedAt: number | null;
  /** When it was answered last, likewise; null where it was refused since, or never answered. */
  readonly answeredAt: number | null;
  /** Whether its result can be downloaded: for the first time, or once more as it is not here; else null. */
  readonly collectable: 'first' | 'again' | null;
  /** See {@link isUnjudged}. */
  readonly isUnjudged: boolean;
}

/** A job at rest: its record is packed. */
interface RestingJob extends JobBrief {
  readonly version: number;
  readonly text: PackedText;
}

/** Jobs that could be at rest and are not, as they changed a short time ago and may change again. */
const maxAwake = 256;
/** So many are packed at once: some milliseconds' work. */
const packedAtOnce = 64;

/**
 * Jobs by ID, in the order in which they came, or in the list's, see {@link KeptJobs.arrange}. Those that are over and not in
 * use are at rest: their records are packed in a tenth of the memory, and what walks over all jobs need of them is not. Reading
 * one unpacks it, changing it wakes it up.
 */
export class KeptJobs {
  #texts: PackedTexts;
  readonly #jobs = new Map<string, WatchedJob | RestingJob>();
  /** Jobs that could be at rest, the one that changed last at the end. */
  readonly #idle = new Set<string>();
  /** Most jobs are in the same batches as others. */
  readonly #sameBatches = new FirstMet<readonly string[]>();
  #isPacking = false;

  /** @param texts where the records of those at rest are; several lists may share it */
  constructor(texts = new PackedTexts()) {
    this.#texts = texts;
  }

  get size(): number {
    return this.#jobs.size;
  }

  has(id: string): boolean {
    return this.#jobs.has(id);
  }

  /** One at rest is another object each time. */
  get(id: string): WatchedJob | undefined {
    const kept = this.#jobs.get(id);
    return kept === undefined || !isResting(kept) ? kept : this.#unpacked(kept);
  }

  /** Those of the jobs that are there. Quicker than one by one where they are at rest in another order. */
  getAll(ids: readonly string[]): WatchedJob[] {
    const kept = ids.map((id) => this.#jobs.get(id)).filter((one) => one !== undefined);
    const unpacked = new Map<RestingJob, WatchedJob>();
    for (const one of kept.filter(isResting).sort((a, b) => a.text - b.text))
      unpacked.set(one, this.#unpacked(one));
    return kept.flatMap((one) => (isResting(one) ? (unpacked.get(one) ?? []) : one));
  }

  set(watched: WatchedJob): void {
    const { id } = watched.record;
    this.#release(id);
    this.#jobs.set(id, watched);
    if (!canRest(watched)) return;
    this.#idle.add(id);
    this.#packLater();
  }

  /**
   * Adds a job that was read from disk. One that is over is at rest from the start.
   *
   * @param text its record to the letter, if there is one
   * @returns whether the text is the job's from now on
   */
  setStored(watched: WatchedJob, text: PackedText | null): boolean {
    const { id, plain } = watched.record;
    this.#release(id);
    if (!canRest(watched)) this.#jobs.set(id, watched);
    else if (text === null || !plain) this.#pack(watched);
    else {
      this.#rest(watched, text);
      return true;
    }
    return false;
  }

  /**
   * Packs those at rest anew where neighbours in the list lie far apart, as with IDs in random order: a page of the list would
   * unpack them all. They come after each other in that order from now on, so that whoever walks over all unpacks each page
   * once. Takes them a slice at a time; nothing may change meanwhile.
   */
  async arrange(): Promise<void> {
    const resting = [...this.#jobs.values()].filter(isResting);
    const inList = resting.toSorted((a, b) => a.order - b.order);
    if (!areScattered(inList)) return;
    const texts = new Map<RestingJob, string>();
    await inSlices(
      resting.sort((a, b) => a.text - b.text),
      (slice) => slice.forEach((one) => texts.set(one, this.#texts.get(one.text))),
    );
    const arranged = new PackedTexts();
    await inSlices(inList, (slice) => {
      for (const one of slice) {
        this.#jobs.delete(one.id);
        this.#jobs.set(one.id, { ...one, text: arranged.add(texts.get(one) ?? '') });
      }
    });
    this.#texts = arranged;
  }

  delete(id: string): void {
    this.#release(id);
    this.#jobs.delete(id);
  }

  ids(): IterableIterator<string> {
    return this.#jobs.keys();
  }

  /** All jobs, one unpacked after the other: for those who take them a slice at a time. */
  *all(): Generator<WatchedJob> {
    for (const kept of this.#jobs.values()) yield isResting(kept) ? this.#unpacked(kept) : kept;
  }

  /** What the status needs to know of each; the name of one at rest is read when it is asked for. */
  *summaries(): Generator<StatusJob> {
    for (const kept of this.#jobs.values())
      yield isResting(kept) ? new RestingSummary(kept, (id) => this.get(id)) : summaryOf(kept);
  }

  /** All jobs that are not at rest: on their way, failing, with a download or a command to come, or just used. */
  *unpacked(): Generator<WatchedJob> {
    for (const kept of this.#jobs.values()) if (!isResting(kept)) yield kept;
  }

  orderOf(id: string): number | undefined {
    const kept = this.#jobs.get(id);
    return kept === undefined || isResting(kept) ? kept?.order : kept.record.order;
  }

  /** How a job at rest has ended; null for any other. */
  restingStatus(id: string): string | null {
    const kept = this.#jobs.get(id);
    return kept !== undefined && isResting(kept) ? kept.status : null;
  }

  brief(id: string): JobBrief | undefined {
    const kept = this.#jobs.get(id);
    return kept === undefined || isResting(kept) ? kept : this.#briefOf(kept);
  }

  *briefs(): Generator<JobBrief> {
    for (const kept of this.#jobs.values()) yield isResting(kept) ? kept : this.#briefOf(kept);
  }

  #release(id: string): void {
    this.#idle.delete(id);
    const kept = this.#jobs.get(id);
    if (kept !== undefined && isResting(kept)) this.#texts.delete(kept.text);
  }

  #packLater(): void {
    if (this.#isPacking || this.#idle.size < maxAwake + packedAtOnce) return;
    this.#isPacking = true;
    // Thousands may be changed in one go, which must not take longer for it.
    setImmediate(() => {
      this.#isPacking = false;
      this.#packSome();
      this.#packLater();
    });
  }

  #packSome(): void {
    let left = packedAtOnce;
    for (const id of this.#idle) {
      const kept = this.#jobs.get(id);
      this.#idle.delete(id);
      if (kept !== undefined && !isResting(kept)) this.#pack(kept);
      if ((left -= 1) === 0) return;
    }
  }

  /** One that cannot be serialised, nested too deeply, say, stays as it is. */
  #pack(watched: WatchedJob): void {
    let text: string | null = null;
    try {
      text = textOf(watched);
    } catch {
      this.#jobs.set(watched.record.id, watched);
    }
    if (text !== null) this.#rest(watched, this.#texts.add(text));
  }

  #rest(watched: WatchedJob, text: PackedText): void {
    const { version } = watched;
    this.#jobs.set(watched.record.id, { ...this.#briefOf(watched), version, text });
  }

  #unpacked({ text, version }: RestingJob): WatchedJob {
    return { ...readText(this.#texts.get(text)), version };
  }

  #briefOf(watched: WatchedJob): JobBrief {
    const { record, job } = watched;
    return {
      id: record.id,
      order: record.order,
      status: job?.status ?? null,
      batches: this.#sameBatches.get(record.batches.join('\n'), record.batches),
      changedAt: record.changedAt,
      answeredAt: record.failure === null ? record.fetchedAt : null,
      collectable: collectableOf(watched),
      isUnjudged: isUnjudged(watched),
    };
  }
}

/** A job at rest has ended, and nothing of it is being downloaded. */
class RestingSummary implements StatusJob {
  readonly id: string;
  readonly status: string | null;
  readonly isUnknown = false;
  readonly changedAt: number | null;
  readonly batches: readonly string[];
  readonly download = null;
  readonly #read: (id: string) => WatchedJob | undefined;

  constructor({ id, status, changedAt, batches }: JobBrief, read: (id: string) => WatchedJob | undefined) {
    this.id = id;
    this.status = status;
    this.changedAt = changedAt;
    this.batches = batches;
    this.#read = read;
  }

  get name(): string {
    return nameOf({ id: this.id, name: this.#read(this.id)?.job?.filename });
  }
}

const isResting = (kept: WatchedJob | RestingJob): kept is RestingJob => 'text' in kept;

/** More than lie on a page: texts whose names are further apart lie on different ones. */
const farApart = 128;

/** Whether more than every tenth neighbour in the list lies on another page. */
function areScattered(inList: readonly RestingJob[]): boolean {
  let far = 0;
  for (const [at, one] of inList.entries())
    if (Math.abs(one.text - (inList[at - 1]?.text ?? one.text)) > farApart) far += 1;
  return far > inList.length / 10;
}

/** Whether nothing is to be expected of a job any more: it was answered, has ended for certain, and nothing is to be done. */
function canRest({ record, job }: WatchedJob): boolean {
  const { fetchedAt, failure, download, commandDue, owed } = record;
  if (job === null || fetchedAt === null || failure !== null || commandDue || owed === 'fields') return false;
  const isDownloading = download !== null && (isDownloadActive(download.phase) || download.retryAt !== null);
  return isTerminal(job.status) && !isDownloading;
}

function collectableOf(watched: WatchedJob): JobBrief['collectable'] {
  const { download } = watched.record;
  if (!hasResult(watched)) return null;
  if (download === null) return 'first';
  return isResultHere(download) || isDownloadActive(download.phase) ? null : 'again';
}

/** What was read out of an answer is kept beside it where that would be read again. */
const textOf = ({ record, job, notes }: WatchedJob): string =>
  JSON.stringify(record.plain ? record : [record, job, notes]);

function readText(text: string): WatchedJob {
  const read = JSON.parse(text) as WatchedJobRecord | [WatchedJobRecord, Job | null, string[]];
  if (!Array.isArray(read)) return fromRecord(read);
  const [record, job, notes] = read;
  return { record, job, notes, version: 1 };
}
