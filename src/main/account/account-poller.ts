import { log } from '../log/log.ts';
import { unknownAccount, type AccountState } from '../../shared/account.ts';
import type { Clock } from '../lib/clock.ts';
import type { RigydClient } from '../api/client.ts';
import type { JobListPage } from '../api/job-list.ts';
import { SerialQueue } from '../lib/serial-queue.ts';
import { AccountReading } from './account-reading.ts';
import { RepeatingTask } from '../lib/repeating-task.ts';
import { JobListing } from './job-listing.ts';

export interface AccountPollerOptions {
  client: Pick<RigydClient, 'getAccount' | 'listJobs'>;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** Whether the account's jobs are to be found by themselves. */
  wantsJobs: () => boolean;
  /** Resolves when it is the account's turn to ask. */
  turn: (signal: AbortSignal) => Promise<void>;
  /** Null where the service may be asked now, else milliseconds until the next look. */
  admitOrWait: () => number | null;
  onBegin: () => void;
  onPage: (page: JobListPage) => void;
  onState: (state: AccountState) => void;
  /** The service takes the key in use. */
  onAccepted: () => void;
  /** It refused a call with 401, which may be about that call alone: `/me` may want another kind of key. */
  onRefused: () => void;
  /** Whether a job is refused when it is asked for alone. */
  isKeptBack: (id: string) => boolean;
}

/** Milliseconds from something that may change the balance until it is read: what comes together is read once. */
const settleMs = 2_000;
/** Between two refreshes that a person asks for. */
const betweenRefreshesMs = 2_000;

/**
 * Keeps the account in view: the balance, and the list of its jobs. One question at a time, so that the jobs on their way
 * never wait for it.
 */
export class AccountPoller {
  readonly #options: AccountPollerOptions;
  readonly #account: RepeatingTask;
  readonly #list: RepeatingTask;
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
      run: this.#unlessQuiet((signal) => this.#reading.step(signal)),
      onError: (error) => log('Reading the account failed', error),
    });
    this.#list = new RepeatingTask({
      clock,
      queue,
      run: this.#unlessQuiet((signal) => this.#listing.step(signal)),
      onError: (error) => log('Listing the jobs of the account failed', error),
    });
  }

  /** Asks while there is a key that the service takes or has not judged yet. */
  setActive(isActive: boolean): void {
    if (isActive === this.#isActive) return;
    this.#isActive = isActive;
    if (isActive) this.#account.plan(0);
    else this.#account.stop();
    this.followSetting();
  }

  /** Another key is in use: nothing that is known is known of its account. */
  forget(): void {
    const wasActive = this.#isActive;
    this.setActive(false);
    this.#reading = this.#newReading();
    this.#show(unknownAccount);
    this.setActive(wasActive);
  }

  /** Begins or ends finding jobs, as the setting has it. */
  followSetting(): void {
    const isListing = this.#isActive && this.#options.wantsJobs();
    if (isListing === this.#isListing) return;
    this.#isListing = isListing;
    this.#list.stop();
    this.#listing = this.#newListing();
    if (isListing) this.#list.plan(0);
    else this.#show({ ...this.#state, listing: { kind: 'off' } });
  }

  /** Reads both now, whatever they wait for; a moment later where that was just asked for. */
  refresh(): void {
    const now = this.#options.clock.steady();
    const waitMs = Math.min(Math.max(this.#refreshAt - now, 0), betweenRefreshesMs);
    this.#refreshAt = now + waitMs + betweenRefreshesMs;
    if (this.#isActive) this.#account.plan(waitMs);
    this.#listing.retryMissing();
    if (this.#isListing) this.#list.plan(waitMs);
  }

  /** Many jobs were given: a page of the list says of a hundred what would take a request for each. */
  readAll(): void {
    if (this.#isListing && this.#listing.wantAll()) this.#list.plan(0);
  }

  /** Something happened that may have changed the balance. */
  noteSpending(): void {
    if (this.#isActive) this.#account.plan(settleMs);
  }

  stop(): void {
    this.setActive(false);
  }

  #unlessQuiet(run: (signal: AbortSignal) => Promise<number | null>) {
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
      ask: (signal) => client.getAccount(signal),
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
      ask: (place, pageSize, signal) => client.listJobs(place, pageSize, signal),
      clock,
      random,
      onBegin,
      onPage,
      onListing: (listing) => this.#show({ ...this.#state, listing }),
      onRefused,
      isKeptBack,
    });
  }

  #show(state: AccountState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
