import { log } from '../log/log.ts';
import type { Failure, Outcome } from '../../shared/errors.ts';
import type { KeyStatus } from '../../shared/session.ts';
import { RepeatingTask } from '../lib/repeating-task.ts';
import type { Clock } from '../lib/clock.ts';
import { SerialQueue } from '../lib/serial-queue.ts';
import { backoff, withJitter } from '../lib/backoff.ts';

export interface KeyTroubleOptions {
  clock: Clock;
  /** In [0, 1). */
  random: () => number;
  /** Null where the service may be asked now, else milliseconds until the next look. */
  admitOrWait: () => number | null;
  /** Asks the service whether it takes the key in use, and notes what it says. */
  check: () => Promise<Outcome<null>>;
  /** Whether a key was kept in the keychain earlier. */
  wasKept: () => boolean;
  /** The service takes the key again that it had refused. */
  onAcceptedAgain: () => void;
  /** Tells a person who does not have the window before them. */
  warn: (title: string, text: string) => void;
}

/** All in milliseconds. */
export const keyIntervals = {
  /** From the refusal of a key until the service is asked again whether it takes it, doubled with each refusal. */
  refused: 60_000,
  maxRefusedMs: 30 * 60_000,
  /** Between two warnings of the same kind: a service that changes its mind every minute must not be told of each time. */
  betweenWarnings: 30 * 60_000,
} as const;

/**
 * Looks after a key that cannot be used: a service may refuse a good one for a while, so it is asked again by itself, and
 * an app that hides in the tray says that it watches nothing.
 */
export class KeyTrouble {
  readonly #options: KeyTroubleOptions;
  readonly #asking: RepeatingTask;
  #isRefused = false;
  /** Refusals in a row. */
  #refusals = 0;
  readonly #warnedAt = new Map<string, number>();

  constructor(options: KeyTroubleOptions) {
    this.#options = options;
    this.#asking = new RepeatingTask({
      clock: options.clock,
      queue: new SerialQueue(),
      run: () => this.#ask(),
      onError: (error) => log('Asking about the key failed', error),
    });
  }

  /** The key, or what the service says to it, changed. */
  statusChanged(key: KeyStatus): void {
    const wasRefused = this.#isRefused;
    this.#isRefused = key.kind === 'present' && key.verdict === 'rejected';
    if (key.kind === 'absent' && key.failure !== null) this.#warnOfKeychain(key.failure);
    if (key.kind !== 'present' || wasRefused === this.#isRefused) return;
    this.#asking.stop();
    this.#refusals = 0;
    if (this.#isRefused) {
      this.#asking.plan(this.#nextWait());
      this.#warn(
        'The service refuses your key',
        `No jobs are checked while it refuses the key that ends in ${key.lastFour}. Rigyd Desk tries it again by itself; open it to enter another key.`,
      );
    } else if (key.verdict === 'accepted') this.#options.onAcceptedAgain();
  }

  stop(): void {
    this.#asking.stop();
  }

  async #ask(): Promise<number | null> {
    const wait = this.#options.admitOrWait();
    if (wait !== null) return wait;
    await this.#options.check();
    return this.#isRefused ? this.#nextWait() : null;
  }

  #nextWait(): number {
    this.#refusals += 1;
    const { refused, maxRefusedMs } = keyIntervals;
    return withJitter(backoff(refused, this.#refusals, maxRefusedMs), this.#options.random());
  }

  #warnOfKeychain({ code }: Failure): void {
    if (code === 'key-malformed') return;
    // Where nothing was ever kept there is no key to miss. A keychain that still waits for its password may hold one.
    if (code !== 'keychain-timeout' && !this.#options.wasKept()) return;
    this.#warn(
      'Your key could not be read',
      code === 'keychain-unavailable'
        ? 'The system’s keychain does not answer, so no jobs are checked. Open Rigyd Desk to try again, or to enter the key for this session.'
        : 'The system’s keychain did not hand it out, so no jobs are checked. Unlock the keychain, or open Rigyd Desk.',
    );
  }

  #warn(title: string, text: string): void {
    const { clock, warn } = this.#options;
    const now = clock.steady();
    if (now - (this.#warnedAt.get(title) ?? -Infinity) < keyIntervals.betweenWarnings) return;
    this.#warnedAt.set(title, now);
    warn(title, text);
  }
}
