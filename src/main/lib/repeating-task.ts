import type { Clock } from './clock.ts';
import type { SerialQueue } from './serial-queue.ts';

export interface RepeatingTaskOptions {
  clock: Clock;
  /** Tasks of one queue never run at the same time. */
  queue: SerialQueue;
  /** Resolves with the milliseconds until it should run again; null for not by itself. */
  run: (signal: AbortSignal) => Promise<number | null>;
  /** Called where a run threw. */
  onError: (error: unknown) => void;
}

/** Milliseconds until it is tried again where a run threw. */
const afterBreakMs = 60_000;

/** Something that is done again and again, and sooner where that is asked for. */
export class RepeatingTask {
  readonly #options: RepeatingTaskOptions;
  #cancelTimer: () => void = () => {};
  /** When it is to run next; null while it is not planned. */
  #dueAt: number | null = null;
  #running: AbortController | null = null;

  constructor(options: RepeatingTaskOptions) {
    this.#options = options;
  }

  /** Runs it in `ms` milliseconds, or when it was planned already if that is sooner; never twice at the same time. */
  plan(ms: number): void {
    const at = this.#options.clock.steady() + ms;
    if (this.#dueAt !== null && this.#dueAt <= at) return;
    this.#dueAt = at;
    if (this.#running === null) this.#setTimer();
  }

  /** Ends it until it is planned anew. A run in progress is aborted, and its result dropped. */
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
        return afterBreakMs;
      });
    // Stopped meanwhile, and perhaps planned anew: this run belongs to the one before.
    if (this.#running !== abort) return;
    this.#running = null;
    if (next !== null) this.plan(next);
    this.#setTimer();
  }
}
