import { pause, type Clock } from '../lib/clock.ts';
import type { JobStore } from './job-store.ts';
import type { Poller } from './poller.ts';

export interface FreshAnswersOptions {
  jobs: Pick<JobStore, 'get'>;
  poller: Pick<Poller, 'askNow'>;
  clock: Clock;
}

/** Milliseconds that an answer is waited for. The poll loop may be waiting itself: for a connection, or after a 429. */
const patienceMs = 20_000;
/** Milliseconds for which an answer counts as fresh. */
const freshMs = 10_000;

/** Answers about single jobs out of turn, asked for by the poll loop, which knows when it has to wait. */
export class FreshAnswers {
  readonly #options: FreshAnswersOptions;
  /** Questions under way, with what the job's last answer was before. */
  readonly #underWay = new Map<string, { done: Promise<void>; before: string; stop: AbortController }>();
  readonly #endedAt = new Map<string, number>();

  constructor(options: FreshAnswersOptions) {
    this.#options = options;
  }

  /**
   * Has the service asked for a job once more, unless that was done within the last ten seconds. Resolves when it has
   * answered, whatever it said, or when that takes too long. Whoever asks at the same time waits for the same answer.
   */
  async ask(id: string): Promise<void> {
    const { poller, clock } = this.#options;
    const underWay = this.#underWay.get(id);
    if (underWay !== undefined) return underWay.done;
    if (clock.steady() - (this.#endedAt.get(id) ?? -Infinity) < freshMs) return;
    const stop = new AbortController();
    const done = pause(clock, patienceMs, stop.signal);
    this.#underWay.set(id, { done, before: this.#lastAnswer(id), stop });
    poller.askNow([id]);
    await done;
    this.#underWay.delete(id);
    this.#endedAt.set(id, clock.steady());
  }

  /** To be told of every change of a job. */
  jobChanged(id: string): void {
    const question = this.#underWay.get(id);
    if (question !== undefined && this.#lastAnswer(id) !== question.before) question.stop.abort();
  }

  jobRemoved(id: string): void {
    this.#underWay.get(id)?.stop.abort();
    this.#endedAt.delete(id);
  }

  /** Another one with each answer and each failure. */
  #lastAnswer(id: string): string {
    const record = this.#options.jobs.get(id)?.record;
    return JSON.stringify([record?.fetchedAt, record?.failure?.attempts]);
  }
}
