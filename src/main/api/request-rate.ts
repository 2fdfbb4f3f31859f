import type { Clock } from '../lib/clock.ts';
import type { ApiOutcome } from './api-failure.ts';
import { InFlightLimit, quickMs } from './in-flight-limit.ts';

/** The ceiling for requests to the API. */
export const requestCeiling = {
  /** Requests that may be sent at once after a quiet time, so that a list that was just given gets its first answers. */
  burst: 100,
  /** Requests a second once those are used up: at the start, at least, and at most. */
  first: 10,
  min: 0.5,
  max: 400,
  /** For a service whose answers take their time. */
  slow: 10,
  /** By so much it rises with each answer: it doubles in a second. */
  rise: 1,
} as const;

/** What a 429 changes. */
const caution = {
  /** Milliseconds for which it does. */
  ms: 10 * 60_000,
  burst: 1,
  /** How near the pace at which the service answered the ceiling may come. */
  share: 0.85,
  /** How much more slowly it rises, in requests a second in each second. */
  rise: 0.1,
};

/** Milliseconds over which it is counted how many requests the service answers in a second. */
const countedMs = 2_000;

interface Waiting {
  go: () => void;
}

/**
 * A token bucket in front of the API, shared by polls, the account, key checks and results. It is one for all of them,
 * and first come, first served: each part of the app waits for one place at a time, so that none starves another. The
 * service publishes no limit; without a ceiling of our own a few hundred running jobs would ask as fast as it answers.
 *
 * The ceiling follows the service: while requests wait for it and answers come quickly, it doubles in each second. A
 * 429 halves it, and so does a 503; after a 429 there is no burst for ten minutes, and it rises slowly and stays below the pace
 * at which the service answered, instead of finding its limit again and again. How many may be in flight at once is the
 * matter of an {@link InFlightLimit}.
 */
export class RequestRate {
  readonly #clock: Clock;
  readonly #line = new Set<Waiting>();
  /** When the next request would be due at the steady pace, as the clock’s steady time; behind `now` by the burst at most. */
  #nextAt = -Infinity;
  #cancelTimer: () => void = () => {};
  #perSecond: number = requestCeiling.first;
  #refusedAt = -Infinity;
  #halvedAt = -Infinity;
  /** Requests a second that the service answered when it refused one. */
  #acceptedPace: number = requestCeiling.max;
  readonly #inFlight = new InFlightLimit();
  /** When the last answers came. */
  #answeredAt: number[] = [];

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
    const flight = this.#inFlight.started(this.#clock.steady());
    let end: 'answered' | 'busy' | 'other' = 'other';
    try {
      const outcome = await send();
      const code = outcome.ok ? null : outcome.failure.code;
      if (outcome.ok) end = 'answered';
      else if (!isProbe && (code === 'rate-limited' || code === 'service-down')) end = 'busy';
      const now = this.#clock.steady();
      if (outcome.ok) this.#answered(now, now - flight.startedAt);
      else if (end === 'busy') this.#halve(flight.startedAt, code === 'rate-limited');
      return outcome;
    } finally {
      this.#inFlight.settled(flight, this.#clock.steady(), end);
    }
  }

  /**
   * A result was opened, or refused by a 429. The pace follows that as well, since nothing may be polled meanwhile. How many polls
   * may be in flight does not: results come over connections of their own.
   *
   * @param startedAt as the clock's steady time
   */
  noteResult(outcome: 'opened' | 'refused', startedAt: number): void {
    const now = this.#clock.steady();
    if (outcome === 'opened') this.#answered(now, now - startedAt);
    else this.#halve(startedAt, true);
  }

  /** How many requests about jobs may be in flight at once. */
  get maxInFlight(): number {
    return this.#inFlight.max;
  }

  /** Ends the timer for good; whoever waits is let go by their own signal. */
  stop(): void {
    this.#cancelTimer();
    this.#line.clear();
  }

  #answered(now: number, tookMs: number): void {
    this.#answeredAt.push(now);
    // Cut now and then, not at every answer.
    if (this.#answeredAt.length > 4 * requestCeiling.max)
      this.#answeredAt = this.#answeredAt.filter((at) => at > now - countedMs);
    // A service whose answers take their time is asked no faster than at the start.
    if (this.#line.size > 0) this.#rise(now, tookMs <= quickMs ? requestCeiling.max : requestCeiling.slow);
  }

  #rise(now: number, max: number): void {
    const isCautious = this.#isCautious(now);
    const highest = isCautious ? Math.min(max, this.#acceptedPace * caution.share) : max;
    const risen = this.#perSecond + (isCautious ? caution.rise / this.#perSecond : requestCeiling.rise);
    this.#perSecond = Math.max(this.#perSecond, Math.min(highest, risen));
  }

  /** @param isRefused by a 429: the service says that it was too much. With a 503 it says no more than that it cannot. */
  #halve(startedAt: number, isRefused: boolean): void {
    const now = this.#clock.steady();
    // It was in flight together with the one that was refused before.
    if (startedAt <= this.#halvedAt) return;
    this.#halvedAt = now;
    const half = this.#perSecond / 2;
    if (!isRefused) {
      this.#perSecond = Math.min(this.#perSecond, Math.max(requestCeiling.first, half));
      return;
    }
    this.#refusedAt = now;
    const answered = this.#answeredAt.filter((at) => at > now - countedMs).length / (countedMs / 1_000);
    // After a quiet time hardly anything was answered, which says little.
    this.#acceptedPace = Math.min(this.#perSecond, Math.max(answered, half / 2));
    this.#perSecond = Math.max(requestCeiling.min, Math.min(half, this.#acceptedPace * caution.share));
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
