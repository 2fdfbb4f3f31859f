import type { Clock } from './clock.ts';
import type { SerialQueue } from './serial-queue.ts';

export interface RepeatingTaskOptions {
  clock: Clock;
  /** Tasks of one queue never run at the same time. */
  queue: SerialQueue;
  /** Resolves with the milliseconds until the next run; null for none. */
  run: (signal: AbortSignal) => Promise<number | null>;
  /** Called if a run threw. */
  onError: (error: unknown) => void;
}

/** Milliseconds until the next run after one that threw. */
const afterErrorMs = 60_000;

/** Runs a task repeatedly, and sooner on request. */
export class RepeatingTask {
  readonly #options: RepeatingTaskOptions;
  #cancelTimer: () => void = () => {};
  /** When it is to run next; null while it is not planned. */
  #dueAt: number | null = null;
  #running: AbortController | null = null;

  constructor(options: RepeatingTaskOptions) {
    this.#options = options;
  }

  /** Runs it in `ms` milliseconds, or earlier if it was planned so; never twice at the same time. */
  plan(ms: number): void {
    const at = this.#options.clock.steady() + ms;
    if (this.#dueAt !== null && this.#dueAt <= at) return;
    this.#dueAt = at;
    if (this.#running === null) this.#setTimer();
  }

  /** Stops it until it is planned again. A run in progress is aborted, and its result dropped. */
  stop(): void {
    this.#cancelTimer();
    this.#dueAt = null;
    this.#running?.abort();
    this.#running = null;
  }

  #setTimer(): void {
    if (this.#dueAt === null) return;
    const { clock } = this.#options;
    this.#cancelTimer();
    this.#cancelTimer = clock.setTimeout(() => void this.#run(), this.#dueAt - clock.steady());
  }

  async #run(): Promise<void> {
    const { queue, run, onError } = this.#options;
    const abort = new AbortController();
    this.#running = abort;
    this.#dueAt = null;
    const next = await queue
      .run(async () => (abort.signal.aborted ? null : run(abort.signal)))
      .catch((error: unknown) => {
        onError(error);
        return afterErrorMs;
      });
    // Stopped meanwhile, and perhaps planned again: the result of this run is outdated.
    if (this.#running !== abort) return;
    this.#running = null;
    if (next !== null) this.plan(next);
    this.#setTimer();
  }
}
