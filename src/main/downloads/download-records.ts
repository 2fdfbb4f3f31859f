import {
  byPlace,
  isDownloadActive,
  queuedDownload,
  type Download,
  type ResultFormat,
} from '../../shared/downloads.ts';
import { foldName } from './file-names.ts';
import { isResumable, maxLateDelayMs, noTries, type TryHistory } from './retry-policy.ts';

/** A job's download, and what this run of the app knows of it beside. */
export interface DownloadEntry {
  readonly jobId: string;
  download: Download;
  history: TryHistory;
  /**
   * How the download was when its job was taken off the list; null while the job is on the list, and once its download was
   * started anew. `isBack`: a link brought the job back, which starts no download.
   */
  withdrawn: { before: Download; isBack: boolean } | null;
}

/** The downloads of all jobs, and where their results lie. */
export class DownloadRecords {
  readonly #entries = new Map<string, DownloadEntry>();
  /**
   * The job of each result folder, by its folded path. A path belongs to one result forever: where that was moved away and
   * another of its name took the path, the row of the first would show the files of the second.
   */
  readonly #jobs = new Map<string, string>();

  readonly #paused = new Set<string>();
  /** The smallest and the largest turn of any download. */
  #firstTurn = 0;
  #lastTurn = 0;

  /** How many are held back. */
  get paused(): number {
    return this.#paused.size;
  }

  /** The turn of one that goes before all others. */
  get turnBeforeAll(): number {
    return this.#firstTurn - 1;
  }

  /** The turn of one that goes behind all others. */
  get turnBehindAll(): number {
    return this.#lastTurn + 1;
  }

  /** Those that wait for their turn, held back or not, in their order. */
  queued(): Download[] {
    return this.entries()
      .flatMap(({ download }) => (download.phase === 'queued' ? [download] : []))
      .sort(byPlace);
  }

  get(jobId: string): DownloadEntry | undefined {
    return this.#entries.get(jobId);
  }

  entries(): DownloadEntry[] {
    return [...this.#entries.values()];
  }

  put(download: Download): DownloadEntry {
    const { jobId, folder } = download;
    const entry = this.#entries.get(jobId);
    this.#noteFolder(jobId, entry?.download.folder ?? null, folder);
    if (download.isPaused && isDownloadActive(download.phase)) this.#paused.add(jobId);
    else this.#paused.delete(jobId);
    this.#firstTurn = Math.min(this.#firstTurn, download.turn);
    this.#lastTurn = Math.max(this.#lastTurn, download.turn);
    if (entry !== undefined) return Object.assign(entry, { download });
    const added = { jobId, download, history: noTries, withdrawn: null };
    this.#entries.set(jobId, added);
    return added;
  }

  /** Adds that of a job that is off the list. */
  putRemoved(download: Download): void {
    this.put(download).withdrawn = { before: download, isBack: false };
  }

  /** Whether a path was given to the result of another job, wherever that is now. */
  isOfAnother(jobId: string, path: string): boolean {
    return (this.#jobs.get(foldName(path)) ?? jobId) !== jobId;
  }

  #noteFolder(jobId: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (before !== null && this.#jobs.get(foldName(before)) === jobId) this.#jobs.delete(foldName(before));
    if (after !== null) this.#jobs.set(foldName(after), jobId);
  }
}

/** The folder that holds something of a download. Where there is nothing yet, one that is chosen since will do as well. */
export const targetOfPart = (
  { receivedBytes, target }: Download,
  folder: string | null = target,
): string | null => (receivedBytes > 0 ? folder : null);

/**
 * A download that ended only because its job was taken off the list, as it goes on from where it is: what was received is
 * kept until the app ends. Null for any other.
 */
export function keptOf({ download, withdrawn }: DownloadEntry): Download | null {
  const isKept =
    withdrawn !== null && download.phase === 'cancelled' && isDownloadActive(withdrawn.before.phase);
  return isKept ? { ...download, phase: 'queued', target: targetOfPart(download) } : null;
}

/**
 * A download at the start of its way. It continues with what an earlier try left on disk, in the folder where that lies. An
 * earlier copy of the result stays the newest one until this is downloaded.
 */
export function queued(
  jobId: string,
  format: ResultFormat,
  before: Download | undefined,
  now: number,
): Download {
  const empty = queuedDownload(jobId, format, now);
  if (before === undefined) return empty;
  const { folder, usdOnly, renamed, renamedCount } = before;
  const fresh = { ...empty, folder, usdOnly, renamed, renamedCount };
  if (!keepsPart(before)) return fresh;
  const { target, receivedBytes, totalBytes } = before;
  return before.format === format ? { ...fresh, target, receivedBytes, totalBytes } : { ...fresh, target };
}

/**
 * A download of the last run, back in the queue. Late retries are limited in number, however often the app ends during one.
 */
export const resumed = (download: Download): Download => ({
  ...download,
  phase: 'queued',
  attempts: download.lateTries > 0 ? download.attempts : 0,
  retryAt: null,
  failure: null,
});

/** A download of the last run with its next try no later than it may be: the clock may have been ahead then. */
export const withRetryInReach = (download: Download, now: number): Download =>
  download.retryAt !== null && download.retryAt > now + maxLateDelayMs
    ? { ...download, retryAt: now + maxLateDelayMs }
    : download;

/** Whether what was received is kept. A folder that went away in the middle may return with it. */
const keepsPart = ({ phase, failure, retryAt }: Download): boolean =>
  isDownloadActive(phase) ||
  (failure !== null && (retryAt !== null || failure.code === 'folder-unavailable' || isResumable(failure)));

/** The order in which downloads of the last run go on: first those that were running. */
export const byTurn = (a: Download, b: Download): number =>
  Number(a.phase === 'queued') - Number(b.phase === 'queued') || byPlace(a, b);

/** The folders in which something may have been left. */
export const targetsOf = (downloads: readonly Download[]): string[] =>
  downloads.flatMap(({ phase, target }) => (phase === 'done' || target === null ? [] : [target]));

/** Jobs of the list without a known download. */
export interface OtherJobs {
  /** Those that only a later version of the app can read; what is left of theirs stays. */
  unreadable?: readonly string[];
  /** Those whose records have none. */
  without?: readonly string[];
}

/**
 * Whose leftovers of the last run stay.
 *
 * @param downloads all that are known
 */
export function keptBySweep(
  downloads: readonly Download[],
  { unreadable = [], without = [] }: OtherJobs,
): { resumable: string[]; unfinished: string[] } {
  const idsOf = (chosen: readonly Download[]): string[] => chosen.map(({ jobId }) => jobId);
  const ended = downloads.filter(({ phase }) => phase !== 'done' && !isDownloadActive(phase));
  return {
    resumable: [...idsOf(downloads.filter(keepsPart)), ...unreadable],
    unfinished: [...idsOf(ended), ...without],
  };
}
