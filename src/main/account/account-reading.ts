import type { AccountFacts } from '../../shared/account.ts';
import type { Failure } from '../../shared/errors.ts';
import type { Clock } from '../lib/clock.ts';
import type { ApiOutcome } from '../api/api-failure.ts';
import { backoff, withJitter } from '../lib/backoff.ts';

export interface AccountReadingOptions {
  ask: (signal: AbortSignal) => Promise<ApiOutcome<AccountFacts>>;
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  onFacts: (facts: AccountFacts, fetchedAt: number) => void;
  onFailure: (failure: Failure) => void;
  /** The service refused this call with 401. */
  onRefused: () => void;
}

/** All in milliseconds. */
export const accountIntervals = {
  read: 60_000,
  maxFailedMs: 10 * 60_000,
} as const;

/** Reads the account and its balance, time and again. */
export class AccountReading {
  readonly #options: AccountReadingOptions;
  #failures = 0;

  constructor(options: AccountReadingOptions) {
    this.#options = options;
  }

  /** Reads it once. @returns milliseconds until the next time; null where the key was refused */
  async step(signal: AbortSignal): Promise<number | null> {
    const { ask, clock, random, onFacts, onFailure, onRefused } = this.#options;
    const answer = await ask(signal);
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
