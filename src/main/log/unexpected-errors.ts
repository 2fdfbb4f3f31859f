import type { Clock } from '../lib/clock.ts';

export interface UnexpectedErrorsOptions {
  clock: Pick<Clock, 'steady'>;
  log: (message: string, error?: unknown) => void;
}

/** Errors that are logged in one minute. A fault in a loop must not fill the log, nor keep main busy. */
export const loggedPerMinute = 10;
const minuteMs = 60_000;

/**
 * Errors that no code in main caught. Each is a bug, but no reason to end the app: it is logged and reported, and polls and
 * downloads go on, on timers of their own.
 */
export class UnexpectedErrors {
  readonly #options: UnexpectedErrorsOptions;
  #count = 0;
  #minuteBegan = -Infinity;
  #inThisMinute = 0;
  #report: (count: number) => void = () => {};

  constructor(options: UnexpectedErrorsOptions) {
    this.#options = options;
  }

  /** Calls `report` with the number of errors so far: at each one, and now if there were any. */
  reportTo(report: (count: number) => void): void {
    this.#report = report;
    if (this.#count > 0) report(this.#count);
  }

  /** Takes an error that no code caught. Throws nothing itself. */
  readonly take = (error: unknown): void => {
    this.#count += 1;
    try {
      this.#log(error);
      this.#report(this.#count);
    } catch {
      // Standard error may be closed, or the disk full. The count is kept.
    }
  };

  #log(error: unknown): void {
    const now = this.#options.clock.steady();
    if (now - this.#minuteBegan >= minuteMs) {
      const left = this.#inThisMinute - loggedPerMinute;
      if (left > 0) this.#options.log(`${left} more unexpected errors were not logged`);
      this.#minuteBegan = now;
      this.#inThisMinute = 0;
    }
    this.#inThisMinute += 1;
    if (this.#inThisMinute <= loggedPerMinute) this.#options.log('Unexpected error', error);
  }
}
