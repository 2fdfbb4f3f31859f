import type { News } from '../../shared/notifications.ts';
import { outcomeOf } from '../../shared/job/job-status.ts';
import { isOver, isSettled, type JobChange, type ObservedBatch, type ObservedJob } from './observed-job.ts';

/** If more batches than this end at once, only their sum is reported. */
const maxBatchesApart = 3;

/** Jobs that finished together as one piece of news; null if there are none. */
export function newsOfJobs(jobs: readonly ObservedJob[]): News | null {
  const [first] = jobs;
  if (first === undefined) return null;
  const { completed, failed } = countEnds(jobs);
  const isCancelled = outcomeOf(first.status) === 'cancelled';
  const only =
    jobs.length === 1 ? { id: first.id, name: first.name, ...(isCancelled ? { isCancelled } : {}) } : null;
  return { kind: 'jobs', completed, failed, only };
}

/**
 * Batches that are over: one piece of news each, or a sum if many ended at once. A batch whose jobs had all ended before
 * they were added is not news.
 */
export function newsOfBatches(batches: readonly ObservedBatch[]): News[] {
  const over = batches.filter(isBatchOver).map(({ id, name, jobs }) => ({ id, name, ...countEnds(jobs) }));
  if (over.length <= maxBatchesApart)
    return over.map(({ id, ...batch }) => ({ kind: 'batch', batchId: id, ...batch }));
  const sum = (field: 'completed' | 'failed' | 'unknown'): number =>
    over.reduce((total, batch) => total + batch[field], 0);
  return [
    {
      kind: 'batches',
      batches: over.length,
      completed: sum('completed'),
      failed: sum('failed'),
      unknown: sum('unknown'),
    },
  ];
}

/** Whether all jobs of a batch are settled, and at least one ended while this app watched it. */
export const isBatchOver = ({ jobs }: ObservedBatch): boolean =>
  jobs.every(isSettled) && jobs.some((job) => job.wasRunning && isOver(job));

/** A cancelled job counts as failed: it is over and has no result. */
function countEnds(jobs: readonly ObservedJob[]): { completed: number; failed: number; unknown: number } {
  const counts = { completed: 0, failed: 0, unknown: 0 };
  for (const { status } of jobs) {
    const outcome = outcomeOf(status);
    if (outcome === null) counts.unknown += 1;
    else counts[outcome === 'completed' ? 'completed' : 'failed'] += 1;
  }
  return counts;
}

/** Downloads that ended since the last report. */
export interface EndedDownloads {
  saved: number;
  /** The jobs whose download failed and was not saved since. */
  failed: readonly string[];
  /** The folder of all that were saved; null if there are several. */
  folder: string | null;
  /** The job of the last one that was saved. */
  last: string | null;
}

export const noneEnded: EndedDownloads = { saved: 0, failed: [], folder: null, last: null };

/** Counts downloads until none is active, and then reports them as one. */
export class DownloadTally {
  readonly #active = new Set<string>();
  /** Retries of downloads that were reported as failed: that they fail again is not news. */
  readonly #retried = new Set<string>();
  #ended = noneEnded;

  /** Continues from what the last run had not reported. @returns whether there is something to report */
  restore(ended: EndedDownloads): boolean {
    this.#ended = ended;
    return this.#isReportable;
  }

  /** What is still to be reported. */
  get ended(): EndedDownloads {
    return this.#ended;
  }

  /**
   * @param folder that it went to, where it was saved
   * @returns whether the last active one has just ended and there is something to report
   */
  note(id: string, change: JobChange['download'], folder: string | null = null): boolean {
    if (change === null) return false;
    if (change === 'started' || change === 'retried') {
      this.#active.add(id);
      if (change === 'retried') this.#retried.add(id);
      return false;
    }
    const isRetried = this.#retried.delete(id);
    const wasActive = this.#active.delete(id);
    const { saved, failed, folder: before } = this.#ended;
    const hadFailed = failed.includes(id);
    // The job of a failed one may be removed as well.
    if (!wasActive && !(change === 'dropped' && hadFailed)) return false;
    const others = hadFailed ? failed.filter((one) => one !== id) : failed;
    if (change === 'saved') {
      const isSameFolder = saved === 0 || folder === before;
      this.#ended = { saved: saved + 1, failed: others, folder: isSameFolder ? folder : null, last: id };
    } else if (change === 'dropped' && hadFailed) this.#ended = { ...this.#ended, failed: others };
    else if (change === 'failed' && !isRetried) this.#ended = { ...this.#ended, failed: [...others, id] };
    return this.#isReportable;
  }

  /**
   * The news of what ended, once; null while some are active.
   *
   * @param nameOf what a person calls a job
   */
  take(nameOf: (id: string) => string | null): News | null {
    if (!this.#isReportable) return null;
    const { saved, failed, last } = this.#ended;
    const isOnly = saved === 1 && failed.length === 0;
    const name = isOnly && last !== null ? nameOf(last) : null;
    const news: News = { kind: 'downloads', ...this.#ended, failed: failed.length, name };
    this.#ended = noneEnded;
    return news;
  }

  get #isReportable(): boolean {
    return this.#active.size === 0 && this.#ended.saved + this.#ended.failed.length > 0;
  }
}
