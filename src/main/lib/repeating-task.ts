import type { Clock } from './clock.ts';
import type { SerialQueue } from './serial-queue.ts';
import { log } from '../log/log.ts';

export interface RepeatingTaskOptions {
  clock: Clock;
  /** Errands of one lane never run at the same time. */
  lane: SerialQueue;
  /** Resolves with the milliseconds until it should run again; null for not by itself. */
  run: (signal: AbortSignal) => Promise<number | null>;
}

/** Milliseconds until it is tried again where a run threw. */
const afterBreakMs = 60_000;

/** Something that is done again and again, and now and then sooner. */
export class RepeatingTask {
  readonly #options: RepeatingTaskOptions;
  #cancelTimer: () => void = () => {};
  /** When it is to run next; null while it is not planned. */
  #dueAt: number | null = null;
  #underWay: AbortController | null = null;

  constructor(options: RepeatingTaskOptions) {
    this.#options = options;
  }

  /** Runs it in `ms` milliseconds, or when it was planned already if that is sooner; never twice at the same time. */
  plan(ms: number): void {
    const at = this.#options.clock.steady() + ms;
    if (this.#dueAt !== null && this.#dueAt <= at) return;
    this.#dueAt = at;
    if (this.#underWay === null) this.#setTimer();
  }

  /** Ends it until it is planned anew. What is under way is told, and what comes of it is dropped. */
  stop(): void {
    this.#cancelTimer();
    this.#dueAt = null;
    this.#underWay?.abort();
    this.#underWay = null;
  }

  #setTimer(): void {
    if (this.#dueAt === null) return;
    const { clock } = this.#options;
    this.#cancelTimer();
    this.#cancelTimer = clock.setTimeout(() => void this.#run(), this.#dueAt - clock.steady());
  }

  async #run(): Promise<void> {
    const { lane, run } = this.#options;
    const abort = new AbortController();
    this.#underWay = abort;
    this.#dueAt = null;
    const next = await lane
      .run(async () => (abort.signal.aborted ? null : run(abort.signal)))
      .catch((error: unknown) => {
        log('A recurring task failed', error);
        return afterBreakMs;
      });
    // Stopped meanwhile, and perhaps planned anew: this run belongs to the one before.
    if (this.#underWay !== abort) return;
    this.#underWay = null;
    if (next !== null) this.plan(next);
    this.#setTimer();
  }
}
