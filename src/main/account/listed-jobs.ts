import { accountSource } from '../../shared/account.ts';
import { isTerminal } from '../../shared/job-status.ts';
import type { JobListPage, PolledJob } from '../rigyd/job-list.ts';
import type { JobStore } from '../store/job-store.ts';
import { newWatchedJob, withAnswer, type WatchedJob } from '../store/watched-job.ts';
import type { DismissedJobs } from './dismissed-jobs.ts';

export interface ListedJobsOptions {
  jobs: Pick<JobStore, 'get' | 'adopt' | 'nextOrder'>;
  dismissed: Pick<DismissedJobs, 'has'>;
  now: () => number;
  /** These were found and are in the list now. */
  watch: (found: readonly WatchedJob[]) => void;
  /** Of these the list says that they came to their end, which they have to say themselves. */
  askNow: (ids: readonly string[]) => void;
}

/** The distance of two jobs found in one reading, which all fit between two jobs that were given by hand. */
const step = 2 ** -20;

/**
 * Takes the account's jobs into the list, in the order of the service. What the list says is a hint: it is the first word
 * on a job and never the last one on a job that is watched already.
 */
export class ListedJobs {
  readonly #options: ListedJobsOptions;
  /** The place of the last job met: the next one stands below it. */
  #place = 0;

  constructor(options: ListedJobsOptions) {
    this.#options = options;
  }

  /** A reading begins: what is new at its beginning belongs on top. */
  begin(): void {
    this.#place = this.#options.jobs.nextOrder;
  }

  /** Takes over one page of the list. */
  take(page: JobListPage): void {
    const { jobs, dismissed, now, watch, askNow } = this.#options;
    const found = new Map<string, WatchedJob>();
    const ended: string[] = [];
    for (const entry of page.jobs) {
      const { id } = entry.job;
      const known = jobs.get(id) ?? found.get(id);
      if (known === undefined && !dismissed.has(id)) {
        this.#place -= step;
        found.set(id, listedJob(entry, this.#place, now()));
      } else if (known !== undefined) {
        if (known.record.source === accountSource) this.#place = Math.min(this.#place, known.record.order);
        if (hasEndedUnseen(known, entry)) ended.push(id);
      }
    }
    if (found.size > 0) watch(jobs.adopt([...found.values()]));
    if (ended.length > 0) askNow(ended);
  }
}

/**
 * A job as the list shows it. If it came to its end, and nothing of it is missing, that is the service's last word;
 * otherwise it is a hint, to be asked for: until then it counts as never fetched.
 */
function listedJob(entry: PolledJob, order: number, now: number): WatchedJob {
  const watched = newWatchedJob(entry.job.id, order, accountSource, now);
  const isWhole = entry.notes.length === 0 && entry.missing.length === 0;
  if (isTerminal(entry.job.status) && isWhole) return withAnswer(watched, entry, now);
  return { ...watched, record: { ...watched.record, raw: entry.raw }, job: entry.job };
}

const hasEndedUnseen = ({ job }: WatchedJob, entry: PolledJob): boolean =>
  isTerminal(entry.job.status) && (job === null || !isTerminal(job.status));
