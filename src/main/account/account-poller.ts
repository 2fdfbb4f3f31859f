import { log } from '../log/log.ts';
import { unknownAccount, type AccountState, type AccountFacts } from '../../shared/account.ts';
import type { Clock } from '../lib/clock.ts';
import type { RigydClient } from '../api/client.ts';
import type { JobListPage } from '../api/job-list.ts';
import { SerialQueue } from '../lib/serial-queue.ts';
import { RepeatingTask } from '../lib/repeating-task.ts';
import { JobListing } from './job-listing.ts';
import { maxReadAtOnce, type WideNet } from './wide-net.ts';
import type { Failure } from '../../shared/errors.ts';
import type { ApiOutcome } from '../api/api-failure.ts';
import { backoff, withJitter } from '../lib/backoff.ts';

export interface AccountPollerOptions {
  client: Pick<RigydClient, 'getAccount' | 'listJobs'>;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** Whether the list of the account's jobs is to be read. */
  wantsJobs: () => boolean;
  /** Resolves when a request may be sent. */
  turn: (signal: AbortSignal) => Promise<void>;
  /** Null if requests are admitted now, else milliseconds until the next check. */
  admitOrWait: () => number | null;
  onBegin: () => void;
  onPage: (page: JobListPage) => void;
  /** Reads pages of the list for the sake of the jobs on their way. */
  net: Pick<WideNet, 'dueInMs' | 'read' | 'forget'>;
  onState: (state: AccountState) => void;
  /** The service accepts the key in use. */
  onAccepted: () => void;
  /** It refused a request with 401, which may concern that request alone: `/me` may need another kind of key. */
  onRefused: () => void;
  /** Whether the service refuses a job when it is polled. */
  isKeptBack: (id: string) => boolean;
}

/** Milliseconds from an event that may change the balance until it is read, so that several events lead to one request. */
const settleMs = 2_000;
/** Milliseconds between two refreshes by a person. */
const betweenRefreshesMs = 2_000;

/**
 * Polls the account: the balance, and the list of its jobs. For these it has one request in flight at a time, so that polling
 * of jobs never waits for it; the pages that are read instead of polling jobs come besides.
 */
export class AccountPoller {
  readonly #options: AccountPollerOptions;
  readonly #account: RepeatingTask;
  readonly #list: RepeatingTask;
  readonly #net: readonly RepeatingTask[];
  #reading: AccountReading;
  #listing: JobListing;
  #state = unknownAccount;
  #isActive = false;
  #isListing = false;
  /** From when on a refresh happens at once. */
  #refreshAt = -Infinity;

  constructor(options: AccountPollerOptions) {
    this.#options = options;
    this.#reading = this.#newReading();
    this.#listing = this.#newListing();
    const { clock } = options;
    const queue = new SerialQueue();
    this.#account = new RepeatingTask({
      clock,
      queue,
      run: this.#whenAdmitted((signal) => this.#reading.step(signal)),
      onError: (error) => log('Reading the account failed', error),
    });
    this.#list = new RepeatingTask({
      clock,
      queue,
      run: this.#whenAdmitted((signal) => this.#listing.step(signal)),
      onError: (error) => log('Listing the jobs of the account failed', error),
    });
    const read = this.#whenAdmitted((signal) => options.net.read(signal));
    this.#net = Array.from(
      { length: maxReadAtOnce },
      () =>
        new RepeatingTask({
          clock,
          queue: new SerialQueue(),
          // Nothing takes a turn for a page that is not due.
          run: async (signal) => (options.net.dueInMs === 0 ? read(signal) : options.net.dueInMs),
          onError: (error) => log('Reading the list for jobs on their way failed', error),
        }),
    );
  }

  /** Active while there is a key that the service has not refused. */
  setActive(isActive: boolean): void {
    if (isActive === this.#isActive) return;
    this.#isActive = isActive;
    if (isActive) this.#account.plan(0);
    else this.#account.stop();
    this.followSetting();
  }

  /** Another key is in use: what is known belongs to another account. */
  forget(): void {
    const wasActive = this.#isActive;
    this.setActive(false);
    this.#reading = this.#newReading();
    this.#show(unknownAccount);
    this.setActive(wasActive);
  }

  /** Starts or stops reading the list, according to the setting. */
  followSetting(): void {
    const isListing = this.#isActive && this.#options.wantsJobs();
    if (isListing === this.#isListing) return;
    this.#isListing = isListing;
    this.#list.stop();
    this.#listing = this.#newListing();
    this.#beginNetAnew();
    if (isListing) this.#list.plan(0);
    else this.#show({ ...this.#state, listing: { kind: 'off' } });
  }

  /** Reads both now, without waiting for the interval; at most once in two seconds. */
  refresh(): void {
    const now = this.#options.clock.steady();
    const waitMs = Math.min(Math.max(this.#refreshAt - now, 0), betweenRefreshesMs);
    this.#refreshAt = now + waitMs + betweenRefreshesMs;
    if (this.#isActive) this.#account.plan(waitMs);
    this.#listing.retryMissing();
    if (this.#isListing) this.#list.plan(waitMs);
  }

  /** Reads the whole list now: many jobs were added, and one page of it answers a hundred requests. */
  readAll(): void {
    if (this.#isListing && this.#listing.wantAll()) this.#list.plan(0);
  }

  /** Jobs of a page of the list, see {@link JobListing.pageSize}. */
  get pageSize(): number {
    return this.#listing.pageSize;
  }

  /** There are jobs on their way of which the list may tell. */
  readForJobs(): void {
    if (this.#isListing) for (const task of this.#net) task.plan(0);
  }

  /** The balance may have changed. */
  noteSpending(): void {
    if (this.#isActive) this.#account.plan(settleMs);
  }

  stop(): void {
    this.setActive(false);
  }

  /** The pages of the list are those of another account, or of another size: what was learned of each is outdated. */
  #beginNetAnew(): void {
    for (const task of this.#net) task.stop();
    this.#options.net.forget();
    this.readForJobs();
  }

  #whenAdmitted(run: (signal: AbortSignal) => Promise<number | null>) {
    return async (signal: AbortSignal): Promise<number | null> => {
      const { turn, admitOrWait } = this.#options;
      await turn(signal);
      if (signal.aborted) return null;
      return admitOrWait() ?? run(signal);
    };
  }

  #newReading(): AccountReading {
    const { client, clock, random, onAccepted, onRefused } = this.#options;
    return new AccountReading({
      request: (signal) => client.getAccount(signal),
      clock,
      random,
      onFacts: (facts, fetchedAt) => {
        onAccepted();
        this.#show({ ...this.#state, facts, fetchedAt, failure: null });
      },
      onFailure: (failure) => this.#show({ ...this.#state, failure }),
      onRefused,
    });
  }

  #newListing(): JobListing {
    const { client, clock, random, onBegin, onPage, onRefused, isKeptBack } = this.#options;
    return new JobListing({
      request: (place, pageSize, signal) => client.listJobs(place, pageSize, signal),
      clock,
      random,
      onBegin,
      onPage,
      onListing: (listing) => this.#show({ ...this.#state, listing }),
      onRefused,
      onShrink: () => this.#beginNetAnew(),
      isKeptBack,
    });
  }

  #show(state: AccountState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}

export interface AccountReadingOptions {
  request: (signal: AbortSignal) => Promise<ApiOutcome<AccountFacts>>;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  onFacts: (facts: AccountFacts, fetchedAt: number) => void;
  onFailure: (failure: Failure) => void;
  /** The service refused this request with 401. */
  onRefused: () => void;
}

/** All in milliseconds. */
export const accountIntervals = {
  read: 60_000,
  maxFailedMs: 10 * 60_000,
} as const;

/** Reads the account and its balance at intervals. */
export class AccountReading {
  readonly #options: AccountReadingOptions;
  #failures = 0;

  constructor(options: AccountReadingOptions) {
    this.#options = options;
  }

  /** Reads it once. @returns milliseconds until the next time; null if there is no key */
  async step(signal: AbortSignal): Promise<number | null> {
    const { request, clock, random, onFacts, onFailure, onRefused } = this.#options;
    const answer = await request(signal);
    if (signal.aborted) return null;
    if (answer.ok) {
      this.#failures = 0;
      onFacts(answer.value, clock.now());
      return withJitter(accountIntervals.read, random());
    }
    const { code, text, retryAfterMs } = answer.failure;
    if (code === 'no-key') return null;
    if (code === 'unauthorized') onRefused();
    this.#failures += 1;
    onFailure({ code, text });
    const wait = backoff(accountIntervals.read, this.#failures, accountIntervals.maxFailedMs);
    return Math.max(withJitter(wait, random()), retryAfterMs ?? 0);
  }
}
