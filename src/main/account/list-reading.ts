import { maxListedJobs } from '../../shared/account.ts';
import type { JobListPage, JobListPlace } from '../api/job-list.ts';

/** Pages read at most, so that a list of empty or endless pages is left at some time. */
const maxPages = 5_000;

/** One reading of the account's list: all of it, or from the top until there is nothing new. */
export class ListReading {
  readonly kind: 'everything' | 'news';
  /** The page to ask for next, from 1 on. */
  page = 1;
  /** IDs met in it. */
  readonly met = new Set<string>();
  /** Entries met that name no job. */
  unreadable = 0;
  /** How often in a row the page to ask for next could not be had. */
  failures = 0;
  /** Whether the service said that there is a page to ask for next. */
  isNextKnown = false;
  readonly #known: ReadonlySet<string>;
  #cursor: string | null = null;

  /** @param known IDs that earlier readings met */
  constructor(kind: 'everything' | 'news', known: ReadonlySet<string>) {
    this.kind = kind;
    this.#known = known;
  }

  /** What to ask for next. */
  get place(): JobListPlace {
    return this.#cursor === null ? { page: this.page } : { cursor: this.#cursor };
  }

  /** Takes in the page that was asked for. @returns whether it was the last one to read */
  take({ jobs, unreadable, pageCount, nextCursor }: JobListPage): boolean {
    this.failures = 0;
    const before = this.met.size;
    let hasNews = false;
    for (const { job } of jobs) {
      hasNews ||= !this.#known.has(job.id) && !this.met.has(job.id);
      this.met.add(job.id);
    }
    this.unreadable += unreadable;
    const isLast =
      jobs.length + unreadable === 0 ||
      (nextCursor === null && (this.#cursor !== null || this.page >= (pageCount ?? maxPages))) ||
      // A service that does not say how many pages there are may send the same one for ever.
      (pageCount === null && this.met.size === before && unreadable === 0);
    const isEnough = this.page >= maxPages || this.met.size >= maxListedJobs;
    if (isLast || isEnough || (this.kind === 'news' && !hasNews)) return true;
    this.page += 1;
    this.#cursor = nextCursor;
    this.isNextKnown = pageCount !== null || nextCursor !== null;
    return false;
  }
}
