import type { JobListPage } from '../rigyd/job-list.ts';

/** Pages read at most, so that a list without an end is left at some time: 100,000 jobs. */
const mostPages = 1_000;

/** One reading of the account's list: all of it, or from the top until there is nothing new. */
export class ListReading {
  readonly kind: 'everything' | 'news';
  /** The page to ask for next, from 1 on. */
  page = 1;
  /** IDs met in it. */
  readonly met = new Set<string>();
  readonly #known: ReadonlySet<string>;

  /** @param known IDs that earlier readings met */
  constructor(kind: 'everything' | 'news', known: ReadonlySet<string>) {
    this.kind = kind;
    this.#known = known;
  }

  /** Takes in the page that was asked for. @returns whether it was the last one to read */
  take({ jobs, unreadable, pageCount }: JobListPage): boolean {
    const before = this.met.size;
    let hasNews = false;
    for (const { job } of jobs) {
      hasNews ||= !this.#known.has(job.id) && !this.met.has(job.id);
      this.met.add(job.id);
    }
    const isLast =
      jobs.length + unreadable === 0 ||
      this.page >= (pageCount ?? mostPages) ||
      // A service that does not say how many pages there are may send the same one for ever.
      (pageCount === null && this.met.size === before);
    if (isLast || this.page >= mostPages || (this.kind === 'news' && !hasNews)) return true;
    this.page += 1;
    return false;
  }
}
