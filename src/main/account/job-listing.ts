import { isWithheld, maxListedJobs, type Listing } from '../../shared/account.ts';
import type { Clock } from '../lib/clock.ts';
import type { ApiFailure, ApiOutcome } from '../api/api-failure.ts';
import type { JobListPage, JobListPlace } from '../api/job-list.ts';
import { backoff, withJitter } from '../lib/backoff.ts';
import { ListReading } from './list-reading.ts';

export interface JobListingOptions {
  ask: (place: JobListPlace, pageSize: number, signal: AbortSignal) => Promise<ApiOutcome<JobListPage>>;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** A reading begins with its first page. */
  onBegin: () => void;
  /** The service answered with this page. */
  onPage: (page: JobListPage) => void;
  onListing: (listing: Listing) => void;
  /** The service refused this call with 401. */
  onRefused: () => void;
  /** Whether a job is refused when it is asked for alone, so that the list has to say whether it is still there. */
  isKeptBack: (id: string) => boolean;
}

/** Jobs of a page, first as many as can be; the service may send fewer, refuse to send so many, or send too much at once. */
const pageSizes = [100, 50, 25, 10];

/** All in milliseconds. */
export const listIntervals = {
  /** Between two pages: the jobs on their way are asked for in between. */
  pause: 400,
  news: 30_000,
  /** Between two readings of everything, when the service counts other jobs than were met, or the end is in doubt. */
  everything: 10 * 60_000,
  /** The same, when jobs further down are refused: before they count as unknown. */
  keptBack: 4 * 60_000,
  failed: 15_000,
  maxFailedMs: 10 * 60_000,
} as const;

/** Jobs met by all readings together: a list without an end may as well have no end of new ones on top. */
const maxMet = 2 * maxListedJobs;

/** A page that could not be had, though it was asked for twice. */
interface Missing {
  /** When everything is read anew; compare to {@link Clock.steady}. */
  readAgainAt: number;
  /** What is told until then: the list is not whole. */
  listing: Listing;
}

/**
 * Reads the account's jobs page by page: everything once, then from the top until it meets only jobs it knows. Pages shift
 * while they are read, because new jobs push the others down. A job met twice counts once; what came in on top meanwhile
 * is found by a look for news right after; and where the service counts other jobs than were met, refuses single ones of
 * them, or refused what was taken for the end, all is read again. So it is where a page cannot be had, after ever longer
 * pauses in which news is looked for.
 */
export class JobListing {
  readonly #options: JobListingOptions;
  #known: Set<string> = new Set();
  #reading = new ListReading('everything', this.#known);
  /** How many more jobs the service counts than were met, when that was known to be all; null before. */
  #gap: number | null = null;
  #everythingAt = -Infinity;
  /** Whether all has been read since this began. */
  #isComplete = false;
  /** Whether the end of it is but a page that was refused, which may be had later. */
  #isEndRefused = false;
  #failures = 0;
  #missing: Missing | null = null;
  /** How often a page could not be had since all was read. */
  #setbacks = 0;
  /** Refusals in a row of a page that is not the first. */
  #refusals = 0;
  /** Whether the list was ever shown: then it is there, and what refuses it may be over in a moment. */
  #wasShown = false;
  #sizeIndex = 0;
  /** Whether everything is to be read once more. */
  #isAllWanted = false;
  /** Entries of the last reading of everything that name no job. */
  #unreadable = 0;

  constructor(options: JobListingOptions) {
    this.#options = options;
  }

  /**
   * Everything is read once more, from the next beginning on: jobs were given that may stand anywhere in it.
   *
   * @returns whether that may begin at once; false after a failure, which has a pause of its own
   */
  wantAll(): boolean {
    this.#isAllWanted = true;
    return this.#failures === 0;
  }

  /** Somebody does not want to wait until a page that could not be had is asked for again. */
  retryMissing(): void {
    if (this.#missing !== null) this.#isAllWanted = true;
  }

  /** Reads one page. @returns milliseconds until the next one; null where the key was refused, or enough was met */
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
    const answer = await this.#options.ask(reading.place, pageSizes[this.#sizeIndex] ?? 10, signal);
    if (signal.aborted) return null;
    if (!answer.ok && answer.failure.code === 'rejected' && reading.page === 1 && this.#shrinkPages())
      return listIntervals.pause;
    const isTooLarge = answer.ok ? answer.value.isCut === true : answer.failure.code === 'answer-too-large';
    if (isTooLarge && this.#shrinkPages()) {
      // Pages of another size begin elsewhere.
      this.#reading = new ListReading('everything', this.#known);
      return listIntervals.pause;
    }
    const isRefused = !answer.ok && reading.page > 1 && isWithheld(answer.failure);
    this.#refusals = isRefused ? this.#refusals + 1 : 0;
    // Once may be a proxy, or a service that is being deployed.
    const isEnd = this.#refusals > 1 && !reading.isNextKnown;
    if (!answer.ok && !isEnd) return this.#missed(reading, answer.failure);
    this.#refusals = 0;
    if (answer.ok && isTooLarge) {
      this.#options.onPage(answer.value);
      return this.#missed(reading, tooLarge(answer.value.jobs.length));
    }
    this.#failures = 0;
    this.#wasShown ||= answer.ok;
    const page = answer.ok ? answer.value : emptyPage;
    const isOver = reading.take(page);
    if (reading.kind === 'everything') this.#isEndRefused = isEnd;
    if (answer.ok) this.#options.onPage(page);
    if (isOver) return this.#finished(reading, page.total);
    this.#showReading(page);
    return listIntervals.pause;
  }

  /** A service that refuses pages of that size, or whose pages are too large to be read, may send smaller ones. @returns whether there are any to try */
  #shrinkPages(): boolean {
    if (this.#sizeIndex === pageSizes.length - 1) return false;
    this.#sizeIndex += 1;
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
    // While further pages were read, new jobs may have come in on the first.
    if (reading.kind === 'everything' && reading.page > 1) return listIntervals.pause;

    const pauseMs = this.#isAllWanted ? listIntervals.pause : withJitter(listIntervals.news, random());
    if (this.#missing !== null) {
      onListing(this.#missing.listing);
      return Math.min(pauseMs, Math.max(0, this.#missing.readAgainAt - clock.steady()));
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
    return pauseMs;
  }

  /** Of those that the list named, but not in this look at its beginning. */
  #isAnyKeptBack({ met }: ListReading): boolean {
    for (const id of this.#known) if (!met.has(id) && this.#options.isKeptBack(id)) return true;
    return false;
  }

  get #isMissingDue(): boolean {
    return this.#missing !== null && this.#options.clock.steady() >= this.#missing.readAgainAt;
  }

  /**
   * A page could not be had. It is asked for once more; then the list may have become shorter since its pages were counted,
   * its cursor may not be known any more, or the page may fail for ever: what is new on top is to be found all the same.
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
    pauseMs = backoff(listIntervals.failed, this.#failures + 1, listIntervals.maxFailedMs),
  ): number | null {
    const { clock, random, onListing, onRefused } = this.#options;
    const { code, text, retryAfterMs } = failure;
    if (code === 'no-key') return null;
    if (code === 'unauthorized') onRefused();
    this.#failures += 1;
    const isUnavailable = isWithheld(failure) && !this.#wasShown;
    const delay = Math.max(withJitter(pauseMs, random()), retryAfterMs ?? 0);
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

/** A service sends more than can be read, however few are asked for. */
const tooLarge = (read: number): ApiFailure => ({
  code: 'answer-too-large',
  text: `Its first ${read.toLocaleString('en')} jobs were read. Add the IDs of others to watch them.`,
  retryAfterMs: null,
});

const emptyPage: JobListPage = { jobs: [], unreadable: 0, pageCount: null, total: null, nextCursor: null };
