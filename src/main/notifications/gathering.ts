import type { Clock } from '../lib/clock.ts';

/** Milliseconds without anything new after which what was gathered is told. */
export const quietMs = 3_000;
/** Milliseconds after which it is told however much goes on. */
export const maxMs = 30_000;
/** The same while the jobs of the last run are still being asked for. */
export const catchingUpMs = 120_000;

/** Waits for a quiet moment, so that things that happen together are told together. */
export class Gathering {
  readonly #clock: Clock;
  readonly #isCatchingUp: () => boolean;
  readonly #tell: () => void;
  #since: number | null = null;
  #cancelTimer: (() => void) | null = null;

  /** @param isCatchingUp whether more of the same is sure to come */
  constructor(clock: Clock, isCatchingUp: () => boolean, tell: () => void) {
    this.#clock = clock;
    this.#isCatchingUp = isCatchingUp;
    this.#tell = tell;
  }

  /** Something is to be told, or the wait for more of it may be over. */
  note(): void {
    const now = this.#clock.steady();
    this.#since ??= now;
    const longest = this.#isCatchingUp() ? catchingUpMs : maxMs;
    const left = Math.max(0, this.#since + longest - now);
    this.#cancelTimer?.();
    this.#cancelTimer = this.#clock.setTimeout(
      () => this.flush(),
      this.#isCatchingUp() ? left : Math.min(quietMs, left),
    );
  }

  get isWaiting(): boolean {
    return this.#cancelTimer !== null;
  }

  /** Tells what was gathered, now. */
  flush(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#since = null;
    this.#tell();
  }
}
