import { isWithheld, maxListedJobs, type Listing } from '../../shared/account.ts';
import type { Clock } from '../lib/clock.ts';
import type { ApiFailure, ApiOutcome } from '../api/api-failure.ts';
import type { JobListPage, JobListPlace } from '../api/job-list.ts';
import { backoff, withJitter } from '../lib/backoff.ts';
import { apiReasons } from '../words/reasons.ts';

export interface JobListingOptions {
  request: (place: JobListPlace, pageSize: number, signal: AbortSignal) => Promise<ApiOutcome<JobListPage>>;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** A reading begins with its first page. */
  onBegin: () => void;
  /** The service answered with this page. */
  onPage: (page: JobListPage) => void;
  onListing: (listing: Listing) => void;
  /** The service refused this request with 401. */
  onRefused: () => void;
  /** Pages are smaller from now on, and all but the first begin elsewhere. */
  onShrink: () => void;
  /** Whether the service refuses a job when it is polled, so that only the list says whether it is still there. */
  isKeptBack: (id: string) => boolean;
}

/** Jobs of a page, in the order tried: the service may refuse large pages, or send more than can be read at once. */
const pageSizes = [100, 50, 25, 10];

/** All in milliseconds. */
export const listIntervals = {
  /** Between two pages, so that jobs are polled in between. */
  betweenPages: 400,
  news: 30_000,
  /** Between two readings of everything, if the total of the service differs from the jobs met, or the last page was refused. */
  everything: 10 * 60_000,
  /** The same if jobs further down are refused, so that it happens before they count as unknown. */
  keptBack: 4 * 60_000,
  failed: 15_000,
  maxFailedMs: 10 * 60_000,
} as const;

/** Jobs met by all readings together, as a faulty list may have no end. */
const maxMet = 2 * maxListedJobs;

/** A page that failed twice. */
interface Missing {
  /** When everything is read again; compare to {@link Clock.steady}. */
  readAgainAt: number;
  /** Shown until then: the list is incomplete. */
  listing: Listing;
}

/**
 * Reads the account's jobs page by page: everything once, then at intervals from the top until a page has only known jobs.
 * Pages shift while they are read, because new jobs push the others down. A job met twice counts once, and new jobs on top
 * are found by another reading right after. Everything is read again if the total of the service differs from the jobs met,
 * if it refuses some of them, or if the last page was refused. If a page fails twice, everything is read again after a
 * backoff, and new jobs on top are read meanwhile.
 */
export class JobListing {
  readonly #options: JobListingOptions;
  #known: Set<string> = new Set();
  #reading = new ListReading('everything', this.#known);
  /** The total of the service minus the jobs met, after the last reading of everything; null before. */
  #gap: number | null = null;
  #everythingAt = -Infinity;
  /** Whether all has been read since this began. */
  #isComplete = false;
  /** Whether that reading ended with a refused page, which may work later. */
  #isEndRefused = false;
  #failures = 0;
  #missing: Missing | null = null;
  /** How often a page failed twice since everything was read. */
  #setbacks = 0;
  /** Refusals in a row of a page that is not the first. */
  #refusals = 0;
  /** Whether a page was ever read: if so, a later refusal may be temporary. */
  #wasRead = false;
  #sizeIndex = 0;
  /** Whether everything is to be read again. */
  #isAllWanted = false;
  /** Entries of the last reading of everything that name no job. */
  #unreadable = 0;

  constructor(options: JobListingOptions) {
    this.#options = options;
  }

  /** Jobs of a page: as many as the service gives, as far as is known. */
  get pageSize(): number {
    return pageSizes[this.#sizeIndex] ?? 10;
  }

  /**
   * Reads everything again with the next reading: jobs were added that may be anywhere in the list.
   *
   * @returns whether that may begin at once; false after a failure, which has its own backoff
   */
  wantAll(): boolean {
    this.#isAllWanted = true;
    return this.#failures === 0;
  }

  /** Reads everything again if a page failed, without waiting for the backoff. */
  retryMissing(): void {
    if (this.#missing !== null) this.#isAllWanted = true;
  }

  /** Reads one page. @returns milliseconds until the next one; null if there is no key, or the maximum of jobs was met */
  async step(signal: AbortSignal): Promise<number | null> {
    if (this.#known.size >= maxMet) return null;
    if (this.#reading.page === 1 && (this.#isAllWanted || this.#isMissingDue)) {
      this.#reading = new ListReading('everything', this.#known);
      this.#isAllWanted = false;
      this.#missing = null;
    }
    const reading = this.#reading;
    if (reading.page === 1) this.#options.onBegin();
    if (reading.page === 1 && this.#failures === 0) this.#showReading(null);
    const answer = await this.#options.request(reading.place, this.pageSize, signal);
    if (signal.aborted) return null;
    if (!answer.ok && answer.failure.code === 'rejected' && reading.page === 1 && this.#shrinkPages())
      return listIntervals.betweenPages;
    const isTooLarge = answer.ok ? answer.value.isCut === true : answer.failure.code === 'answer-too-large';
    if (isTooLarge && this.#shrinkPages()) {
      // Pages of another size begin elsewhere.
      this.#reading = new ListReading('everything', this.#known);
      return listIntervals.betweenPages;
    }
    const isRefused = !answer.ok && reading.page > 1 && isWithheld(answer.failure);
    this.#refusals = isRefused ? this.#refusals + 1 : 0;
    // A single refusal may come from a proxy, or from a service that is being deployed.
    const isEnd = this.#refusals > 1 && !reading.isNextKnown;
    if (!answer.ok && !isEnd) return this.#missed(reading, answer.failure);
    this.#refusals = 0;
    if (answer.ok && isTooLarge) {
      this.#options.onPage(answer.value);
      return this.#missed(reading, tooLarge(answer.value.jobs.length));
    }
    this.#failures = 0;
    this.#wasRead ||= answer.ok;
    const page = answer.ok ? answer.value : emptyPage;
    const isOver = reading.take(page);
    if (reading.kind === 'everything') this.#isEndRefused = isEnd;
    if (answer.ok) this.#options.onPage(page);
    if (isOver) return this.#finished(reading, page.total);
    this.#showReading(page);
    return listIntervals.betweenPages;
  }

  /** Requests smaller pages from now on. @returns whether there is a smaller size */
  #shrinkPages(): boolean {
    if (this.#sizeIndex === pageSizes.length - 1) return false;
    this.#sizeIndex += 1;
    this.#options.onShrink();
    return true;
  }

  #finished(reading: ListReading, total: number | null): number {
    const { clock, random, onListing } = this.#options;
    this.#unreadable = reading.kind === 'everything' ? reading.unreadable : this.#unreadable;
    if (reading.kind === 'everything') {
      this.#known = reading.met;
      this.#gap = null;
      this.#missing = null;
      this.#setbacks = 0;
      this.#everythingAt = clock.steady();
    } else reading.met.forEach((id) => this.#known.add(id));
    this.#reading = new ListReading('news', this.#known);
    // New jobs may have been added on top while further pages were read.
    if (reading.kind === 'everything' && reading.page > 1) return listIntervals.betweenPages;

    const delayMs = this.#isAllWanted ? listIntervals.betweenPages : withJitter(listIntervals.news, random());
    if (this.#missing !== null) {
      onListing(this.#missing.listing);
      return Math.min(delayMs, Math.max(0, this.#missing.readAgainAt - clock.steady()));
    }
    this.#isComplete = true;
    const [found, unreadable] = [this.#known.size, this.#unreadable];
    onListing({ kind: 'following', found, total, unreadable, checkedAt: clock.now() });
    const gap = total === null ? null : total - this.#known.size;
    this.#gap ??= gap;
    const isDoubtful = gap !== this.#gap || this.#isEndRefused;
    const sinceMs = clock.steady() - this.#everythingAt;
    if (
      (isDoubtful && sinceMs >= listIntervals.everything) ||
      (sinceMs >= listIntervals.keptBack && this.#isAnyKeptBack(reading))
    )
      this.#reading = new ListReading('everything', this.#known);
    return delayMs;
  }

  /** Whether any job that the list named before, but not in this reading, is refused. */
  #isAnyKeptBack({ met }: ListReading): boolean {
    for (const id of this.#known) if (!met.has(id) && this.#options.isKeptBack(id)) return true;
    return false;
  }

  get #isMissingDue(): boolean {
    return this.#missing !== null && this.#options.clock.steady() >= this.#missing.readAgainAt;
  }

  /**
   * A page failed. It is requested once more. After that, the list may have become shorter, its cursor may have expired, or
   * the page may always fail: from then on only new jobs on top are read, until everything is read again.
   */
  #missed(reading: ListReading, failure: ApiFailure): number | null {
    const { clock, random } = this.#options;
    reading.failures += 1;
    if (reading.page === 1 || reading.failures === 1) return this.#failed(failure);
    this.#setbacks += 1;
    const delay = this.#failed(
      failure,
      backoff(listIntervals.failed, this.#setbacks, listIntervals.everything),
    );
    if (delay === null) return null;
    const { code, text, retryAfterMs } = failure;
    const listing = { kind: 'failing', failure: { code, text }, retryAt: clock.now() + delay } as const;
    this.#missing = { readAgainAt: clock.steady() + delay, listing };
    for (const id of reading.met) this.#known.add(id);
    this.#reading = new ListReading('news', this.#known);
    return Math.max(Math.min(delay, withJitter(listIntervals.news, random())), retryAfterMs ?? 0);
  }

  #failed(
    failure: ApiFailure,
    backoffMs = backoff(listIntervals.failed, this.#failures + 1, listIntervals.maxFailedMs),
  ): number | null {
    const { clock, random, onListing, onRefused } = this.#options;
    const { code, text, retryAfterMs } = failure;
    if (code === 'no-key') return null;
    if (code === 'unauthorized') onRefused();
    this.#failures += 1;
    const isUnavailable = isWithheld(failure) && !this.#wasRead;
    const delay = Math.max(withJitter(backoffMs, random()), retryAfterMs ?? 0);
    const retryAt = clock.now() + delay;
    onListing(
      isUnavailable
        ? { kind: 'unavailable', failure: { code, text }, retryAt }
        : { kind: 'failing', failure: { code, text }, retryAt },
    );
    return delay;
  }

  #showReading(page: JobListPage | null): void {
    if (this.#isComplete || this.#missing !== null) return;
    const { pageCount, total } = page ?? { pageCount: null, total: null, nextCursor: null };
    this.#options.onListing({ kind: 'reading', page: this.#reading.page, pageCount, total });
  }
}

/** Even the smallest page is too large to be read. */
const tooLarge = (read: number): ApiFailure => ({
  code: 'answer-too-large',
  text: apiReasons.onlyFirstJobs(read),
  retryAfterMs: null,
});

const emptyPage: JobListPage = { jobs: [], unreadable: 0, pageCount: null, total: null, nextCursor: null };

/** Pages of one reading, as a faulty list may have no end. */
const maxPages = 5_000;

/** One reading of the account's list: everything, or from the top until there is nothing new. */
export class ListReading {
  readonly kind: 'everything' | 'news';
  /** The page to request next, from 1 on. */
  page = 1;
  /** IDs met in it. */
  readonly met = new Set<string>();
  /** Entries met that name no job. */
  unreadable = 0;
  /** How often in a row that page failed. */
  failures = 0;
  /** Whether the service said that this page exists. */
  isNextKnown = false;
  readonly #known: ReadonlySet<string>;
  #cursor: string | null = null;

  /** @param known IDs that earlier readings met */
  constructor(kind: 'everything' | 'news', known: ReadonlySet<string>) {
    this.kind = kind;
    this.#known = known;
  }

  /** What to request next. */
  get place(): JobListPlace {
    return this.#cursor === null ? { page: this.page } : { cursor: this.#cursor };
  }

  /** Adds the requested page. @returns whether it was the last one to read */
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
      // Without a page count, a service may send the same page for ever.
      (pageCount === null && this.met.size === before && unreadable === 0);
    const isEnough = this.page >= maxPages || this.met.size >= maxListedJobs;
    if (isLast || isEnough || (this.kind === 'news' && !hasNews)) return true;
    this.page += 1;
    this.#cursor = nextCursor;
    this.isNextKnown = pageCount !== null || nextCursor !== null;
    return false;
  }
}
