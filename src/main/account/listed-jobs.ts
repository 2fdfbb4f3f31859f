import { accountSource } from '../../shared/account.ts';
import { isTerminal, outcomeOf } from '../../shared/job/job-status.ts';
import type { JobListPage, PolledJob } from '../api/job-list.ts';
import type { JobStore } from '../jobs/job-store.ts';
import { isKeptBack, newWatchedJob, withAnswer, withHint, type WatchedJob } from '../jobs/watched-job.ts';
import type { DismissedJobs } from './dismissed-jobs.ts';

export interface ListedJobsOptions {
  jobs: Pick<JobStore, 'get' | 'adopt' | 'update' | 'nextOrder'>;
  dismissed: Pick<DismissedJobs, 'has'>;
  now: () => number;
  /** These were found and are in the list now. */
  watch: (found: readonly WatchedJob[]) => void;
  /** Of these the service has said nothing so far, or refuses to, and the list says the last word. */
  settle: (ids: readonly string[]) => void;
  /** Of these the list says that they came to their end, or that they are there after all: they have to say so themselves. */
  askNow: (ids: readonly string[]) => void;
}

/** The distance of two jobs found in one reading, which all fit between two jobs that were given by hand. */
const step = 2 ** -20;

/**
 * Takes the account's jobs into the list, in the order of the service. What the list says is a hint: it is the first word
 * on a job, also on one that was given by hand and not answered yet, and never the last one on a job that was, unless the
 * service refuses to say more of it.
 */
export class ListedJobs {
  readonly #options: ListedJobsOptions;
  /** The place of the last job met: the next one stands below it. */
  #place = 0;
  /** Why jobs were to say themselves how they are: that is asked once, and goes on at their own pace if it fails. */
  readonly #doubted = new Map<string, string>();

  constructor(options: ListedJobsOptions) {
    this.#options = options;
  }

  /** A reading begins: what is new at its beginning belongs on top. */
  begin(): void {
    this.#place = this.#options.jobs.nextOrder;
  }

  /** Takes over one page of the list. */
  take(page: JobListPage): void {
    const { jobs, dismissed, now, watch, settle, askNow } = this.#options;
    const found = new Map<string, WatchedJob>();
    const doubted: string[] = [];
    const settled: string[] = [];
    for (const entry of page.jobs) {
      const { id } = entry.job;
      const known = jobs.get(id) ?? found.get(id);
      if (known === undefined && !dismissed.has(id)) {
        this.#place -= step;
        found.set(id, listedJob(entry, this.#place, now()));
      } else if (known !== undefined) {
        if (known.record.source === accountSource) this.#place = Math.min(this.#place, known.record.order);
        if (isUnheardOf(known) || isKeptBack(known)) {
          jobs.update(id, (watched) => firstWord(watched, entry, now()));
          if (isLastWord(entry)) settled.push(id);
        }
        const doubt = doubtOf(known, entry);
        if (doubt !== null && this.#doubted.get(id) !== doubt) doubted.push(id);
        if (doubt === null) this.#doubted.delete(id);
        else this.#doubted.set(id, doubt);
      }
    }
    if (found.size > 0) watch(jobs.adopt([...found.values()]));
    if (settled.length > 0) settle(settled);
    if (doubted.length > 0) askNow(doubted);
  }
}

const listedJob = (entry: PolledJob, order: number, now: number): WatchedJob =>
  firstWord(newWatchedJob(entry.job.id, order, accountSource, now), entry, now);

/**
 * A job as the list shows it. If it came to its end, and nothing of it is missing, that is the service's last word;
 * otherwise it is a hint, to be asked for: until then it counts as never fetched.
 */
const firstWord = (watched: WatchedJob, entry: PolledJob, now: number): WatchedJob =>
  isLastWord(entry) ? withAnswer(watched, entry, now) : withHint(watched, entry, now);

/** A list may say null instead of what it leaves out: a job that completed has to name its files itself. */
const isLastWord = ({ job, notes, missing }: PolledJob): boolean =>
  isTerminal(job.status) &&
  notes.length === 0 &&
  missing.length === 0 &&
  (outcomeOf(job.status) !== 'completed' || job.output !== null);

const isUnheardOf = ({ job, record }: WatchedJob): boolean => job === null && record.fetchedAt === null;

/** Why the job has to say itself what the list says of it; null where it need not. */
function doubtOf(known: WatchedJob, entry: PolledJob): string | null {
  if (isKeptBack(known)) return isLastWord(entry) ? null : 'refused';
  return !isUnheardOf(known) && hasEndedUnseen(known, entry) ? entry.job.status : null;
}

const hasEndedUnseen = ({ job }: WatchedJob, entry: PolledJob): boolean =>
  isTerminal(entry.job.status) && (job === null || !isTerminal(job.status));
