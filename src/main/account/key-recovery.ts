import { log } from '../log/log.ts';
import type { Failure } from '../../shared/errors.ts';
import { isKeyRefused, type KeyStatus } from '../../shared/session.ts';
import { RepeatingTask } from '../lib/repeating-task.ts';
import type { Clock } from '../lib/clock.ts';
import { SerialQueue } from '../lib/serial-queue.ts';
import { backoff, withJitter } from '../lib/backoff.ts';
import type { Account } from './account.ts';
import type { OriginGates } from '../api/origin-gates.ts';
import type { Poller } from '../jobs/poller.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { notificationWords } from '../words/notifications.ts';

export interface KeyRecoveryOptions {
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  gates: Pick<OriginGates, 'admitOrWait' | 'retryNow'>;
  /** Of the API. */
  origin: string;
  keys: Pick<KeyRing, 'check' | 'wasKept'>;
  poller: Pick<Poller, 'restart'>;
  account: Pick<Account, 'refresh'>;
  notifications: { warn(title: string, text: string): void };
}

/** All in milliseconds. */
export const keyIntervals = {
  /** From the refusal of a key until it is checked again, doubled with each refusal. */
  refused: 60_000,
  maxRefusedMs: 30 * 60_000,
  /** Between two warnings of the same kind, for a service that changes its mind every minute. */
  betweenWarnings: 30 * 60_000,
} as const;

/**
 * Handles a key that cannot be used. A service may refuse a good key for a while, so a refused one is checked again
 * automatically, with a backoff. A notification says that no jobs are checked if nobody watches the window.
 */
export class KeyRecovery {
  readonly #options: KeyRecoveryOptions;
  readonly #checks: RepeatingTask;
  #isRefused = false;
  /** Refusals in a row. */
  #refusals = 0;
  readonly #warnedAt = new Map<string, number>();

  constructor(options: KeyRecoveryOptions) {
    this.#options = options;
    this.#checks = new RepeatingTask({
      clock: options.clock,
      queue: new SerialQueue(),
      run: () => this.#check(),
      onError: (error) => log('Checking the key again failed', error),
    });
  }

  /** The key, or what the service says to it, changed. */
  statusChanged(key: KeyStatus): void {
    const wasRefused = this.#isRefused;
    this.#isRefused = isKeyRefused(key);
    if (key.kind === 'absent' && key.failure !== null) this.#warnOfKeychain(key.failure);
    if (key.kind !== 'present' || wasRefused === this.#isRefused) return;
    this.#checks.stop();
    this.#refusals = 0;
    if (this.#isRefused) {
      this.#checks.plan(this.#nextWait());
      const { title, text } = notificationWords.keyRejected;
      this.#warn(title, text(key.lastFour));
    } else if (key.verdict === 'accepted') this.#resume();
  }

  stop(): void {
    this.#checks.stop();
  }

  #resume(): void {
    const { gates, poller, account } = this.#options;
    gates.retryNow();
    poller.restart();
    account.refresh();
  }

  async #check(): Promise<number | null> {
    const { gates, origin, keys } = this.#options;
    const wait = gates.admitOrWait(origin, 'account');
    if (wait !== null) return wait;
    await keys.check();
    return this.#isRefused ? this.#nextWait() : null;
  }

  #nextWait(): number {
    this.#refusals += 1;
    const { refused, maxRefusedMs } = keyIntervals;
    return withJitter(backoff(refused, this.#refusals, maxRefusedMs), this.#options.random());
  }

  #warnOfKeychain({ code }: Failure): void {
    if (code === 'key-malformed') return;
    // If no key was ever kept, none is missing. A keychain that waits for its password may hold one.
    if (code !== 'keychain-timeout' && !this.#options.keys.wasKept) return;
    const { title, silent, withheld } = notificationWords.keyUnreadable;
    this.#warn(title, code === 'keychain-unavailable' ? silent : withheld);
  }

  #warn(title: string, text: string): void {
    const { clock, notifications } = this.#options;
    const now = clock.steady();
    if (now - (this.#warnedAt.get(title) ?? -Infinity) < keyIntervals.betweenWarnings) return;
    this.#warnedAt.set(title, now);
    notifications.warn(title, text);
  }
}
