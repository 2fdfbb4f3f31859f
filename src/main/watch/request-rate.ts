import type { Clock } from '../clock.ts';

/** The ceiling for requests to the API. */
export const requestCeiling = {
  /** Requests that may be sent at once after a quiet time, so that a list that was just given gets its first answers. */
  burst: 100,
  /** Milliseconds from one request to the next once those are used up: ten a second. */
  intervalMs: 100,
} as const;

interface Waiting {
  go: () => void;
}

/**
 * A token bucket in front of the API, shared by polls, the account, key checks and results. It is one for all of them,
 * and first come, first served: each part of the app waits for one place at a time, so that none starves another. The
 * service publishes no limit; without a ceiling of our own a few hundred running jobs would ask as fast as it answers.
 */
export class RequestRate {
  readonly #clock: Clock;
  readonly #line = new Set<Waiting>();
  /** When the next request would be due at the steady pace, in milliseconds since the epoch; behind `now` by the burst at most. */
  #nextAt = -Infinity;
  #cancelTimer: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether a request may be sent now, ahead of nobody. True uses up a place. */
  take(): boolean {
    return this.#line.size === 0 && this.#spend();
  }

  /**
   * Resolves when it is this request's turn; its place is used up then, whether or not a request follows.
   *
   * @param signal aborted, the place in line is given up and the promise resolves: who waits looks at it anyway
   */
  turn(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true || this.take()) return resolve();
      const giveUp = (): void => {
        this.#line.delete(waiting);
        resolve();
      };
      const waiting: Waiting = {
        go: () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#line.add(waiting);
      if (this.#line.size === 1) this.#setTimer();
    });
  }

  /** Ends the timer for good; whoever waits is let go by their own signal. */
  stop(): void {
    this.#cancelTimer();
    this.#line.clear();
  }

  #spend(): boolean {
    const { burst, intervalMs } = requestCeiling;
    const now = this.#clock.now();
    // After the system's clock was set back, the next turn may seem hours away.
    if (this.#nextAt > now + intervalMs) this.#nextAt = now;
    if (this.#nextAt > now) return false;
    this.#nextAt = Math.max(this.#nextAt, now - (burst - 1) * intervalMs) + intervalMs;
    return true;
  }

  #setTimer(): void {
    this.#cancelTimer();
    const wait = Math.min(this.#nextAt - this.#clock.now(), requestCeiling.intervalMs);
    this.#cancelTimer = this.#clock.setTimeout(() => this.#serve(), wait);
  }

  #serve(): void {
    for (const waiting of this.#line) {
      if (!this.#spend()) break;
      this.#line.delete(waiting);
      waiting.go();
    }
    if (this.#line.size > 0) this.#setTimer();
  }
}
