import type { Clock } from '../lib/clock.ts';

export interface UnexpectedErrorsOptions {
  clock: Pick<Clock, 'steady'>;
  log: (message: string, error?: unknown) => void;
}

/** Errors written to the log in full in one minute. A fault in a loop must not fill the log, nor keep main busy. */
export const loggedPerMinute = 10;
const minuteMs = 60_000;

/**
 * Errors that nothing in main caught. Each is a bug, but none of them is worth the jobs that are being watched: it is
 * logged and told, and the app goes on. Whoever threw lost one step; polls and downloads run on timers of their own.
 */
export class UnexpectedErrors {
  readonly #options: UnexpectedErrorsOptions;
  #count = 0;
  #minuteBegan = -Infinity;
  #inThisMinute = 0;
  #tell: (count: number) => void = () => {};

  constructor(options: UnexpectedErrorsOptions) {
    this.#options = options;
  }

  /** Has `tell` called with how many there were so far, at each; and at once if there were some before. */
  tellTo(tell: (count: number) => void): void {
    this.#tell = tell;
    if (this.#count > 0) tell(this.#count);
  }

  /** Takes an error that nobody caught. Throws nothing itself, because nothing is left to catch it. */
  readonly take = (error: unknown): void => {
    this.#count += 1;
    try {
      this.#log(error);
      this.#tell(this.#count);
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
