import type { Clock } from '../lib/clock.ts';
import type { ApiOutcome } from './api-failure.ts';

/** The ceiling for requests to the API. */
export const requestCeiling = {
  /** Requests that may be sent at once after a quiet time, so that a list that was just given gets its first answers. */
  burst: 100,
  /** Requests a second once those are used up: at the start, at least, and at most. */
  first: 10,
  min: 0.5,
  max: 40,
  /** Milliseconds within which the answer of a service comes that could do more. */
  quickMs: 500,
} as const;

/** What a 429 changes. */
const caution = {
  /** Milliseconds for which it does. */
  ms: 10 * 60_000,
  burst: 1,
  /** How near the pace that was refused the ceiling may come. */
  share: 0.9,
  /** How much more slowly it rises. */
  rise: 0.1,
};

interface Waiting {
  go: () => void;
}

/**
 * A token bucket in front of the API, shared by polls, the account, key checks and results. It is one for all of them,
 * and first come, first served: each part of the app waits for one place at a time, so that none starves another. The
 * service publishes no limit; without a ceiling of our own a few hundred running jobs would ask as fast as it answers.
 *
 * The ceiling follows the service: while requests wait for it and answers come quickly, it rises by one request a second
 * in each second. A 429 halves it; for ten minutes there is no burst then, and it rises slowly and stays below the pace that
 * was refused, instead of finding the limit of the service again and again.
 */
export class RequestRate {
  readonly #clock: Clock;
  readonly #line = new Set<Waiting>();
  /** When the next request would be due at the steady pace, as the clock’s steady time; behind `now` by the burst at most. */
  #nextAt = -Infinity;
  #cancelTimer: () => void = () => {};
  #perSecond: number = requestCeiling.first;
  #refusedAt = -Infinity;
  /** Requests a second when it was refused. */
  #refusedPace: number = requestCeiling.max;

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

  /**
   * Sends a request to the API, and learns from its outcome how many more may follow.
   *
   * @param isProbe it is sent alone, to find out whether the service answers again: a refusal says nothing of the pace
   */
  async noting<T>(send: () => Promise<ApiOutcome<T>>, isProbe: boolean): Promise<ApiOutcome<T>> {
    const startedAt = this.#clock.steady();
    const outcome = await send();
    const now = this.#clock.steady();
    if (!outcome.ok && outcome.failure.code === 'rate-limited') {
      if (!isProbe) this.#halve(startedAt);
    } else if (outcome.ok && this.#line.size > 0)
      this.#rise(now, now - startedAt <= requestCeiling.quickMs ? requestCeiling.max : requestCeiling.first);
    return outcome;
  }

  /** Ends the timer for good; whoever waits is let go by their own signal. */
  stop(): void {
    this.#cancelTimer();
    this.#line.clear();
  }

  /** @param max a service whose answers take their time is asked no faster than at the start */
  #rise(now: number, max: number): void {
    const step = 1 / this.#perSecond;
    const isCautious = this.#isCautious(now);
    const highest = isCautious ? Math.min(max, this.#refusedPace * caution.share) : max;
    const risen = this.#perSecond + (isCautious ? step * caution.rise : step);
    this.#perSecond = Math.max(this.#perSecond, Math.min(highest, risen));
  }

  #halve(startedAt: number): void {
    const now = this.#clock.steady();
    // It was in flight together with the one that was refused before.
    if (startedAt <= this.#refusedAt) return;
    this.#refusedAt = now;
    this.#refusedPace = this.#perSecond;
    this.#perSecond = Math.max(requestCeiling.min, this.#perSecond / 2);
  }

  #isCautious(now: number): boolean {
    return now - this.#refusedAt < caution.ms;
  }

  /** Milliseconds from one request to the next. */
  get #intervalMs(): number {
    return 1_000 / this.#perSecond;
  }

  #spend(): boolean {
    const now = this.#clock.steady();
    const burst = this.#isCautious(now) ? caution.burst : requestCeiling.burst;
    const intervalMs = this.#intervalMs;
    if (this.#nextAt > now) return false;
    this.#nextAt = Math.max(this.#nextAt, now - (burst - 1) * intervalMs) + intervalMs;
    return true;
  }

  #setTimer(): void {
    this.#cancelTimer();
    const wait = Math.min(this.#nextAt - this.#clock.steady(), this.#intervalMs);
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
