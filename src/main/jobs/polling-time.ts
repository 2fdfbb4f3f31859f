import type { Clock } from '../lib/clock.ts';

/** Milliseconds until the loop looks at the clock again, unless the machine sleeps or nothing is planned. */
const maxBreakMs = 120_000;

/** Since when jobs have been polled without a break. Breaks are times in which nothing was polled, or the machine slept. */
export class PollingTime {
  readonly #clock: Pick<Clock, 'now' | 'steady'>;
  #lastNow = -Infinity;
  #since = -Infinity;
  #wasPolling = false;

  constructor(clock: Pick<Clock, 'now' | 'steady'>) {
    this.#clock = clock;
  }

  /** In milliseconds since the epoch. */
  get since(): number {
    return this.#since;
  }

  /** Call often, with whether jobs are polled from now on. @returns whether they are again, after a break */
  note(isPolling: boolean): boolean {
    const now = this.#clock.steady();
    const date = this.#clock.now();
    const wasAsleep = now > this.#lastNow + maxBreakMs;
    const wasSetBack = date < this.#since;
    this.#lastNow = now;
    const isBreak = !this.#wasPolling || wasAsleep || wasSetBack;
    if (isBreak) this.#since = date;
    this.#wasPolling = isPolling;
    return isPolling && isBreak;
  }

  /** What was before does not count as one time with what comes. */
  interrupt(): void {
    this.#wasPolling = false;
  }
}
