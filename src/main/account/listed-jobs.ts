import { hasEnded, isListedAnyway, isTerminal, outcomeOf } from '../../shared/job/job-status.ts';
import type { JobListPage, PolledJob } from '../api/job-list.ts';
import type { JobStore } from '../jobs/job-store.ts';
import {
  isFinal,
  isKeptBack,
  newWatchedJob,
  withAnswer,
  withHint,
  withListed,
  type WatchedJob,
} from '../jobs/watched-job.ts';
import type { DismissedJobs } from './dismissed-jobs.ts';

export interface ListedJobsOptions {
  jobs: Pick<JobStore, 'get' | 'adopt' | 'update' | 'nextOrder'>;
  dismissed: Pick<DismissedJobs, 'has'>;
  now: () => number;
  /** These are new and are in the list now. */
  watch: (found: readonly WatchedJob[]) => void;
  /**
   * These, which were not answered yet or are refused, have ended by their entries: what those lack is asked for, but in no
   * hurry.
   */
  settle: (ids: readonly string[]) => void;
  /** The list contradicts what is known of these: they are to be polled. */
  pollNow: (ids: readonly string[]) => void;
}

/** The distance of two jobs of one reading, so small that all fit between two jobs that were added by hand. */
const step = 2 ** -20;

/**
 * Adds the account's jobs to the list, in the order of the service. An entry of the account's list is shown until the job
 * itself is answered. It changes an answered job only if the service refuses to answer for that job again.
 */
export class ListedJobs {
  readonly #options: ListedJobsOptions;
  /** The place of the last job met; the next one goes below it. */
  #place = 0;
  /** Why jobs were polled because of the list, so that each reason leads to one request only. */
  readonly #doubted = new Map<string, string>();

  constructor(options: ListedJobsOptions) {
    this.#options = options;
  }

  /** A reading begins: its first new jobs belong on top. */
  begin(): void {
    this.#place = this.#options.jobs.nextOrder;
  }

  /** Adds one page of the list. */
  take(page: JobListPage): void {
    const { jobs, dismissed, now, watch, settle, pollNow } = this.#options;
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
        if (known.record.source?.kind === 'account') this.#place = Math.min(this.#place, known.record.order);
        if (isUnanswered(known) || isKeptBack(known)) {
          jobs.update(id, (watched) => withEntry(watched, entry, now()));
          if (isTerminal(entry.job.status) && isNewTo(known, entry)) settled.push(id);
        }
        const doubt = doubtOf(known, entry);
        if (doubt !== null && this.#doubted.get(id) !== doubt) doubted.push(id);
        if (doubt === null) this.#doubted.delete(id);
        else this.#doubted.set(id, doubt);
      }
    }
    if (found.size > 0) watch(jobs.adopt([...found.values()]));
    if (settled.length > 0) settle(settled);
    if (doubted.length > 0) pollNow(doubted);
  }
}

const listedJob = (entry: PolledJob, order: number, now: number): WatchedJob =>
  withEntry(newWatchedJob(entry.job.id, order, { kind: 'account' }, now), entry, now);

/**
 * A job as the list shows it. If the job has ended and nothing is missing, the entry counts as an answer; otherwise the
 * job is still to be polled.
 */
function withEntry(watched: WatchedJob, entry: PolledJob, now: number): WatchedJob {
  if (!isFinal(entry)) return withHint(watched, entry, now);
  const { fetchedAt } = watched.record;
  return fetchedAt === null ? withAnswer(watched, entry, now) : withListed(watched, entry, now);
}

const isUnanswered = ({ job, record }: WatchedJob): boolean => job === null && record.fetchedAt === null;

/**
 * Whether the entry, by which the job has ended, changes when it is to be polled. One that is refused, and of which the list said
 * so before, is asked for in its own time.
 */
const isNewTo = ({ job, record }: WatchedJob, entry: PolledJob): boolean =>
  isFinal(entry) || !isListedAnyway(record.failure) || !isTerminal(job?.status ?? '');

/** Why the job is to be polled because of its entry; null if it need not be. */
function doubtOf(known: WatchedJob, entry: PolledJob): string | null {
  if (isKeptBack(known)) return isFinal(entry) ? null : 'refused';
  const isDoubtful = [hasEndedUnseen, hasEndedOtherwise, goesOnUnseen].some((doubts) => doubts(known, entry));
  return isDoubtful && !isUnanswered(known) ? entry.job.status : null;
}

const hasEndedUnseen = ({ job }: WatchedJob, entry: PolledJob): boolean =>
  isTerminal(entry.job.status) && (job === null || !isTerminal(job.status));

/** Whether it has ended in another way than is known: one of the two was a mistake. */
const hasEndedOtherwise = ({ job }: WatchedJob, entry: PolledJob): boolean =>
  job !== null &&
  isTerminal(job.status) &&
  isTerminal(entry.job.status) &&
  outcomeOf(job.status) !== outcomeOf(entry.job.status);

/** Whether the list takes back an end that it alone had named. */
const goesOnUnseen = ({ job, record }: WatchedJob, entry: PolledJob): boolean =>
  record.owed !== null && isTerminal(job?.status ?? '') && !hasEnded(entry.job.status);
