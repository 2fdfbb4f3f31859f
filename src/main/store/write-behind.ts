import type { Clock } from '../clock.ts';
import type { Rows } from './database.ts';

export interface WriteBehindOptions {
  /** Nothing is written, nor any value asked for, before this. */
  ready: Promise<void>;
  write: (rows: Rows) => Promise<void>;
  clock: Clock;
  /** Told why rows could not be written, and null once they could. */
  onProblem: (problem: Error | null) => void;
}

/** Milliseconds that changes are gathered before they are written. */
const gatherMs = 400;
/** Milliseconds until a failed write is tried again. */
const retryMs = 5_000;

/**
 * Gathers changed rows and writes them in one batch. A row changed ten times meanwhile is written once, with its value of
 * that moment. What could not be written stays here and is tried again.
 */
export class WriteBehind {
  readonly #options: WriteBehindOptions;
  #pending = new Map<string, () => unknown>();
  #cancelTimer: (() => void) | null = null;
  #writing: Promise<void> = Promise.resolve();
  #failing = false;

  constructor(options: WriteBehindOptions) {
    this.#options = options;
  }

  /** Notes that a row changed. `value` is asked when it is written; undefined removes the row. */
  set(key: string, value: () => unknown): void {
    this.#pending.set(key, value);
    this.#cancelTimer ??= this.#options.clock.setTimeout(() => void this.flush(), gatherMs);
  }

  /** Whether a change of the row is still to be written. */
  isPending(key: string): boolean {
    return this.#pending.has(key);
  }

  /** Writes everything noted so far. Resolves when it is on disk, or could not be written (see `onProblem`). */
  flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#writing = this.#writing.then(() => this.#writePending());
    return this.#writing;
  }

  async #writePending(): Promise<void> {
    await this.#options.ready;
    if (this.#pending.size === 0) return;
    const taken = this.#pending;
    this.#pending = new Map();
    try {
      await this.#options.write(new Map([...taken].map(([key, value]) => [key, value()])));
      if (this.#failing) this.#options.onProblem(null);
      this.#failing = false;
    } catch (error) {
      this.#pending = new Map([...taken, ...this.#pending]);
      this.#failing = true;
      this.#options.onProblem(error instanceof Error ? error : new Error(String(error)));
      this.#cancelTimer ??= this.#options.clock.setTimeout(() => void this.flush(), retryMs);
    }
  }
}
