import { pause, type Clock } from '../lib/clock.ts';
import type { JobStore } from './job-store.ts';
import type { Poller } from './poller.ts';

export interface FreshAnswersOptions {
  jobs: Pick<JobStore, 'get'>;
  poller: Pick<Poller, 'pollNow'>;
  clock: Clock;
}

/** Milliseconds to wait for an answer: the poller itself may be waiting for a connection, or after a 429. */
const timeoutMs = 20_000;
/** Milliseconds for which an answer counts as fresh. */
const freshMs = 10_000;

/** Refreshes single jobs on demand, through the poller, which knows when it has to wait. */
export class FreshAnswers {
  readonly #options: FreshAnswersOptions;
  /** Refreshes in progress, with the last answer before. */
  readonly #inFlight = new Map<string, { done: Promise<void>; before: string; stop: AbortController }>();
  readonly #endedAt = new Map<string, number>();

  constructor(options: FreshAnswersOptions) {
    this.#options = options;
  }

  /**
   * Polls a job once more, unless that was done within the last ten seconds. Resolves after the next answer or failure, or
   * after twenty seconds. Concurrent calls for a job share one request.
   */
  async refresh(id: string): Promise<void> {
    const { poller, clock } = this.#options;
    const inFlight = this.#inFlight.get(id);
    if (inFlight !== undefined) return inFlight.done;
    if (clock.steady() - (this.#endedAt.get(id) ?? -Infinity) < freshMs) return;
    const stop = new AbortController();
    const done = pause(clock, timeoutMs, stop.signal);
    this.#inFlight.set(id, { done, before: this.#lastAnswer(id), stop });
    poller.pollNow([id]);
    await done;
    this.#inFlight.delete(id);
    this.#endedAt.set(id, clock.steady());
  }

  /** Call with every change of a job. */
  jobChanged(id: string): void {
    const inFlight = this.#inFlight.get(id);
    if (inFlight !== undefined && this.#lastAnswer(id) !== inFlight.before) inFlight.stop.abort();
  }

  jobRemoved(id: string): void {
    this.#inFlight.get(id)?.stop.abort();
    this.#endedAt.delete(id);
  }

  /** Changes with each answer and each failure. */
  #lastAnswer(id: string): string {
    const record = this.#options.jobs.get(id)?.record;
    return JSON.stringify([record?.fetchedAt, record?.failure?.attempts]);
  }
}
