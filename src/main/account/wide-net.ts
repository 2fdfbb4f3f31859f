import { hasEnded } from '../../shared/job/job-status.ts';
import type { ApiFailure, ApiOutcome } from '../api/api-failure.ts';
import type { JobListPage, JobListPlace, PolledJob } from '../api/job-list.ts';
import { backoff } from '../lib/backoff.ts';
import type { Clock } from '../lib/clock.ts';
import type { Poller, Sent } from '../jobs/poller.ts';
import { ListFreshness, type Freshness } from './list-freshness.ts';
import { ListLook } from './list-look.ts';

export interface WideNetOptions {
  /** Jobs that are not on their way may be left out of the page. */
  request: (place: JobListPlace, signal: AbortSignal) => Promise<ApiOutcome<JobListPage>>;
  clock: Clock;
  poller: Pick<Poller, 'active' | 'isFailing' | 'endsPerMs' | 'noteListed' | 'pollFirst'>;
  /** The list said this of a job on its way, and it counts as an answer for it. */
  onAnswer: (id: string, entry: PolledJob) => void;
  /** The list was found to lie, and these are jobs of which it alone has named the end. */
  onDoubt: (ids: ReadonlySet<string>) => void;
  /** What an earlier run has learned of this service; asked for when it is needed first. */
  verdict: () => Freshness | null;
  /** That was learned anew. */
  onVerdict: (verdict: Freshness) => void;
  /** There are enough jobs on their way again. */
  onWake: () => void;
}

/** A page of the list, and what is on it. */
interface Page {
  /** Jobs on their way that it named. */
  ids: Set<string>;
  /** When it is to be read again, as the clock's steady time; infinity where it is not worth it. */
  dueAt: number;
  /** In a row. */
  failures: number;
}

/** Pages that are worth reading at once: polls need connections too. */
export const maxReadAtOnce = 3;

/** With fewer jobs on their way, asking for each costs no more. */
const minActive = 12;
/** A page with fewer of them is not worth a request. */
const minOnPage = 4;

/** How many requests a page is worth, as `intensity` in the schedule of a single job. */
const intensity = 0.65;

/** All in milliseconds. */
const waits = {
  /** Between two readings of a page while the list is compared; doubled with each in which nothing moved, and after the first few. */
  comparing: 2_500,
  maxComparing: 60_000,
  /** Between two readings of a page that the list proved fresh for. */
  shortest: 400,
  longest: 5_000,
  /** By which a page may be late before its jobs are asked for one by one. */
  late: 1_500,
  /** Until a list that is of no use is looked at again. */
  recheck: 5 * 60_000,
  /** Until it is looked again whether any page is worth it. */
  noPage: 10_000,
  /** After a page that could not be read, doubled with each further one; a page that fails itself rests for twice that. */
  failed: 30_000,
  maxFailed: 10 * 60_000,
  /** Between two answers that are asked for only to be compared with the list. */
  betweenChecks: 5_000,
  betweenNewsChecks: 9_000,
  /** Between two jobs that are asked for as the list named their end, after the first few. */
  betweenEndChecks: 9_000,
  /** For which it is remembered what was said of jobs that are not on their way any more, at most. */
  prune: 60_000,
};

/** Jobs of a page that are asked for to compare them with it. */
const compared = { unknown: 12, fresh: 1 };
/** Ends in a row that are all asked for: the first of a run, and those after one that was none. */
const maxEndsChecked = 8;
/** The most of them, as a share of the page: nobody is to be asked more often than without the list. */
const maxComparedShare = 1 / 4;
/** Readings in a row that are soon followed by the next, as long as jobs move. */
const maxQuick = 8;

/**
 * The account's list as a net for many jobs: one page tells of up to a hundred. Where it has proved as fresh as the answers
 * for the jobs themselves ({@link ListFreshness}), the pages with jobs on their way are read again and again, each the more
 * often the more ends are likely on it, and their entries count as answers. Until then, and where the list lags, single jobs
 * are polled as if there were no list.
 */
export class WideNet {
  readonly #options: WideNetOptions;
  #known: ListFreshness | null = null;
  readonly #pages = new Map<number, Page>();
  readonly #look = new ListLook();
  /** Some of those that read it have stopped, as too few jobs were on their way. */
  #isIdle = false;
  /** Pages that are being read. */
  readonly #reading = new Set<number>();
  /** Failures in a row of the list as a whole, and until when no page is read because of them, as the clock's steady time. */
  #failures = 0;
  #restsUntil = -Infinity;
  /** The page that could not be read, if none has been read since. */
  #failedPage: number | null = null;
  #checkedAt = -Infinity;
  #lastNewsCheckAt = -Infinity;
  #lastEndCheckAt = -Infinity;
  /** Ends that are all asked for, see {@link maxEndsChecked}. */
  #endsToCheck = maxEndsChecked;
  /** When a list that is not known to be fresh is read again. */
  #recheckAt = -Infinity;
  /** Pages that were read without a verdict coming of it, and the pauses between them. */
  #comparisons = 0;
  #pauses = 0;
  #prunedAt = -Infinity;

  constructor(options: WideNetOptions) {
    this.#options = options;
  }

  get #freshness(): ListFreshness {
    this.#known ??= new ListFreshness(this.#options.verdict());
    return this.#known;
  }

  /** Whether an entry of the list is as good as an answer for its job. */
  get isFresh(): boolean {
    return this.#freshness.verdict === 'fresh';
  }

  /** The service answered for a job. */
  noteSingle(id: string, { job }: PolledJob, sent: Sent): void {
    if (this.#isIdle && this.#options.poller.active.size >= minActive) {
      this.#isIdle = false;
      this.#options.onWake();
    }
    this.#prune();
    const isLie = this.#judging(() => this.#freshness.noteSingle(id, job, sent));
    if (isLie) this.#endsToCheck = maxEndsChecked;
  }

  /** Takes note of something that may change what the list is worth. */
  #judging<T>(note: () => T): T {
    const before = this.#freshness.verdict;
    const noted = note();
    const { verdict } = this.#freshness;
    if (verdict === before || verdict === null) return noted;
    if (verdict !== 'fresh') this.#recheckAt = this.#options.clock.steady() + waits.recheck;
    if (verdict === 'lying') this.#options.onDoubt(this.#freshness.unconfirmed);
    this.#options.onVerdict(verdict);
    return noted;
  }

  /** The list has other pages: it is that of another account, or asked for in pages of another size. */
  forget(): void {
    this.#pages.clear();
    this.#look.begin();
    this.#failures = 0;
    this.#failedPage = null;
    this.#restsUntil = -Infinity;
  }

  /** Jobs were added, which may be anywhere in the list. */
  lookAgain(): void {
    this.#look.begin();
  }

  /**
   * When a page is to be read next, in milliseconds from now. Null while there are too few jobs on their way for it; `onWake`
   * says when there are more.
   */
  get dueInMs(): number | null {
    const now = this.#options.clock.steady();
    if (this.#options.poller.active.size < minActive) {
      this.#isIdle = true;
      return null;
    }
    if (now < this.#restsUntil) return this.#restsUntil - now;
    if (!this.isFresh && this.#reading.size > 0) return waits.comparing;
    if (!this.isFresh && now < this.#recheckAt) return this.#recheckAt - now;
    const next = this.#nextPage(now);
    return Math.min(waits.noPage, Math.max(0, (next?.dueAt ?? Infinity) - now));
  }

  /**
   * Reads the page that is due. Several may be read at once.
   *
   * @returns milliseconds until the next look; null if there is no key, or too few jobs are on their way
   */
  async read(signal: AbortSignal): Promise<number | null> {
    const { clock, request } = this.#options;
    const now = clock.steady();
    if (this.dueInMs !== 0) return this.dueInMs;
    const next = this.#nextPage(now);
    if (next === null) return waits.noPage;
    this.#reading.add(next.page);
    const outcome = await request({ page: next.page }, signal).finally(() => this.#reading.delete(next.page));
    if (signal.aborted) return null;
    if (!outcome.ok && outcome.failure.code === 'no-key') return null;
    if (!outcome.ok) return this.#noteFailure(next.page, outcome.failure, now);
    this.#failedPage = null;
    if (now >= this.#restsUntil) this.#failures = 0;
    const answeredAt = clock.steady();
    const isMoving = this.take(next.page, outcome.value, { sentAt: now, answeredAt });
    if (this.isFresh) return 0;
    this.#recheckAt = Math.max(this.#recheckAt, answeredAt + this.#comparingDelay(isMoving));
    return this.#recheckAt - answeredAt;
  }

  /**
   * A page that was asked for at `sentAt` could not be read. It rests longer than the whole list would: after that, the others
   * come first, and show that the list can be read.
   *
   * @returns milliseconds until the next look
   */
  #noteFailure(number: number, failure: ApiFailure, sentAt: number): number {
    const isOfAll =
      failure.retryAfterMs !== null || failure.code === 'rate-limited' || this.#pages.size === 0;
    if (isOfAll) return this.#rest(failure, sentAt);
    const { ids, failures } = this.#pages.get(number) ?? { ids: new Set(), failures: 0 };
    const waitMs = backoff(2 * waits.failed, failures + 1, waits.maxFailed);
    const dueAt = this.#options.clock.steady() + waitMs;
    this.#pages.set(number, { ids, failures: failures + 1, dueAt });
    const isAlone = (this.#failedPage ?? number) === number;
    this.#failedPage = number;
    return isAlone ? 0 : this.#rest(failure, sentAt);
  }

  #isResting(number: number, now: number): boolean {
    const { failures, dueAt } = this.#pages.get(number) ?? { failures: 0, dueAt: now };
    return failures > 0 && now < dueAt;
  }

  /** A page that was asked for at `sentAt` could not be read: none is for a while. @returns milliseconds until then */
  #rest({ retryAfterMs }: ApiFailure, sentAt: number): number {
    const now = this.#options.clock.steady();
    // Of pages that were being read at once, all failures are the same one.
    if (sentAt >= this.#restsUntil) this.#failures += 1;
    const waitMs = Math.max(backoff(waits.failed, this.#failures, waits.maxFailed), retryAfterMs ?? 0);
    this.#restsUntil = Math.max(this.#restsUntil, now + waitMs);
    return this.#restsUntil - now;
  }

  /** Until a list is read again that is not known to be fresh: soon while jobs move, but only a few times in a row. */
  #comparingDelay(isMoving: boolean): number {
    const isSettled = this.#freshness.verdict !== null;
    this.#comparisons += 1;
    if (this.#comparisons % maxQuick !== 0 && (isMoving || isSettled)) return waits.comparing;
    this.#pauses += 1;
    return isSettled ? waits.recheck : backoff(waits.comparing, this.#pauses, waits.maxComparing);
  }

  /** Takes in a page. @returns whether it shows that jobs have moved */
  take(number: number, page: JobListPage, sent: Sent): boolean {
    const { poller, onAnswer } = this.#options;
    this.#prune();
    const ids = this.#place(number, page, sent);
    const entries = page.jobs.filter(({ job }) => ids.has(job.id));
    const moves = this.#judging(() =>
      entries.map((entry) => ({ entry, by: this.#freshness.noteListed(entry.job.id, entry.job, sent) })),
    );
    const news = moves.filter(({ by }) => by === 'a step').map(({ entry }) => entry);
    if (this.isFresh) {
      const delayMs = this.#delayOf(ids);
      const coveredMs = ids.size < minOnPage ? 0 : 2 * delayMs + waits.late;
      for (const entry of entries)
        if (this.#isBelieved(entry) && poller.noteListed(entry.job.id, entry, sent, coveredMs))
          onAnswer(entry.job.id, entry);
    }
    this.#check(news, entries, sent.answeredAt);
    return moves.some(({ by }) => by !== 'nothing');
  }

  /** The end of a job that went on after one is left to the answers for it. */
  #isBelieved({ job }: PolledJob): boolean {
    return !hasEnded(job.status) || !this.#freshness.isContradicted(job.id);
  }

  /** What was said of jobs that have ended, or that nobody watches any more, is of no use. */
  #prune(): void {
    const now = this.#options.clock.steady();
    if (now - this.#prunedAt < waits.prune) return;
    this.#prunedAt = now;
    this.#freshness.keepOnly(this.#options.poller.active, now);
  }

  /** @returns the jobs on their way that are on the page */
  #place(number: number, { jobs, pageCount }: JobListPage, sent: Sent): Set<string> {
    const { active } = this.#options.poller;
    const ids = new Set(jobs.map(({ job }) => job.id).filter((id) => active.has(id)));
    const dueAt = ids.size < minOnPage ? Infinity : sent.answeredAt + this.#delayOf(ids);
    this.#pages.set(number, { ids, dueAt, failures: 0 });
    if (number === this.#look.page)
      this.#look.noteRead({ number, pageCount }, active, this.#found(), sent.answeredAt);
    return ids;
  }

  /** The jobs that are on any page, as far as it was read. */
  #found(): Set<string> {
    return new Set([...this.#pages.values()].flatMap(({ ids }) => [...ids]));
  }

  /** The page that is to be read next, and when; null where none is worth it. */
  #nextPage(now: number): { page: number; dueAt: number } | null {
    const { active } = this.#options.poller;
    this.#look.check(active, () => this.#found(), now);
    while (this.#look.page !== null && this.#isResting(this.#look.page, now))
      this.#look.skip(active, this.#found(), now);
    const fullest = this.isFresh ? null : this.#fullest(now);
    if (fullest !== null) return { page: fullest, dueAt: now };
    const { page: sought } = this.#look;
    if (sought !== null && !this.#reading.has(sought)) return { page: sought, dueAt: now };
    let next: { page: number; dueAt: number } | null = null;
    for (const [page, { dueAt }] of this.#pages)
      if (!this.#reading.has(page) && dueAt < (next?.dueAt ?? Infinity)) next = { page, dueAt };
    return next;
  }

  /** Until a page with these jobs is worth a request again, as the schedule of a single job has it. */
  #delayOf(ids: ReadonlySet<string>): number {
    let sum = 0;
    let delay = 0;
    for (let step = waits.shortest; delay < waits.longest; step *= 1.5) {
      let ends = 0;
      for (const id of ids) ends += this.#options.poller.endsPerMs(id, delay + step / 2);
      const perMs = intensity * Math.sqrt(ends / 1_000);
      if (sum + perMs * step >= 1) return Math.max(waits.shortest, delay + (1 - sum) / perMs);
      sum += perMs * step;
      delay += step;
    }
    return waits.longest;
  }

  /** The page to compare: one that was read, so that it can be seen to go on. Null where none has enough jobs on their way. */
  #fullest(now: number): number | null {
    let fullest: number | null = null;
    let most = this.#look.page === null ? minOnPage : minActive;
    for (const [page, { ids }] of this.#pages) {
      if (ids.size < most || this.#isResting(page, now)) continue;
      fullest = page;
      most = ids.size + 1;
    }
    return fullest;
  }

  /** Asks for some of the jobs as well, right now: what was said of them is compared. */
  #check(news: readonly PolledJob[], entries: readonly PolledJob[], now: number): void {
    const { poller } = this.#options;
    // One whose own requests fail compares with nothing, and is asked for again in its own time.
    const isActive = ({ job: { id } }: PolledJob): boolean => poller.active.has(id) && !poller.isFailing(id);
    const byAge = (some: readonly PolledJob[]): string[] =>
      some
        .filter(isActive)
        .map(({ job }) => job.id)
        .sort((a, b) => this.#freshness.singleAt(a) - this.#freshness.singleAt(b));
    if (!this.isFresh) {
      // Those that have moved show that the list goes on, the others that it is not behind.
      const most = Math.min(compared.unknown, Math.ceil(maxComparedShare * entries.length));
      const moved = byAge(news).slice(0, most / 2);
      const others = byAge(entries).filter((id) => !moved.includes(id));
      poller.pollFirst([...moved, ...others.slice(0, most - moved.length)]);
      return;
    }
    const ends = this.#endsToAsk(entries, now);
    if (ends.length > 0) {
      this.#checkedAt = now;
      poller.pollFirst(ends);
      return;
    }
    if (now - this.#checkedAt < waits.betweenChecks) return;
    // A list that says nothing new may be an old one: then those that nobody asked for the longest tell.
    const candidates =
      news.length > 0 && now - this.#lastNewsCheckAt >= waits.betweenNewsChecks ? news : entries;
    if (candidates === news) this.#lastNewsCheckAt = now;
    const ids = byAge(candidates);
    if (ids.length === 0) return;
    this.#checkedAt = now;
    poller.pollFirst(ids.slice(0, compared.fresh));
  }

  /** Of the jobs that the page alone says have ended: the first few, then one now and then. */
  #endsToAsk(entries: readonly PolledJob[], now: number): string[] {
    const ends = entries
      .filter(({ job }) => hasEnded(job.status) && !this.#options.poller.active.has(job.id))
      .map(({ job }) => job.id);
    if (ends.length === 0) return [];
    const isDue = now - this.#lastEndCheckAt >= waits.betweenEndChecks;
    const asked = ends.slice(0, Math.max(this.#endsToCheck, isDue ? 1 : 0));
    if (asked.length > 0) this.#lastEndCheckAt = now;
    this.#endsToCheck -= Math.min(asked.length, this.#endsToCheck);
    return asked;
  }
}
