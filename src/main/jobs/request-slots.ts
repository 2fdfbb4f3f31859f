import { AnswerTimes } from './answer-times.ts';

/** A request that has not settled. */
export interface SentRequest {
  readonly abort: AbortController;
  /** As the clock's steady time. */
  readonly startedAt: number;
  /** Whether it uses the slot for slow requests, so that no other job waits for it. */
  isSlow: boolean;
}

/** How many slow requests may be in flight besides the others. */
const slowConcurrency = 1;

/**
 * The requests in flight, one for each job at most, and the slots that they use. Jobs whose last request was slow or lost its
 * connection share a slot of their own, so that the rest never waits for them. Times are the clock's steady time.
 */
export class RequestSlots {
  readonly #concurrency: () => number;
  readonly #inFlight = new Map<string, SentRequest>();
  /** Jobs whose last request was slow, or lost its connection. */
  readonly #slow = new Set<string>();
  readonly #answerTimes = new AnswerTimes();
  #lastAnsweredStart = -Infinity;

  /** @param concurrency how many requests may be in flight at once at the moment, besides the one that is slow */
  constructor(concurrency: () => number) {
    this.#concurrency = concurrency;
  }

  /** Whether a request for this job is in flight. */
  has(id: string): boolean {
    return this.#inFlight.has(id);
  }

  /** Whether the last request for this job was slow, or lost its connection. */
  isSlow(id: string): boolean {
    return this.#slow.has(id);
  }

  hasRoom(isSlow: boolean): boolean {
    const inUse = [...this.#inFlight.values()].filter((request) => request.isSlow === isSlow).length;
    return inUse < (isSlow ? slowConcurrency : this.#concurrency());
  }

  begin(id: string, startedAt: number, isSlow: boolean): SentRequest {
    const request = { abort: new AbortController(), startedAt, isSlow };
    this.#inFlight.set(id, request);
    return request;
  }

  /** A request has settled. @returns false where it was aborted, or forgotten with its job: what it brought is outdated */
  end(id: string, request: SentRequest): boolean {
    return this.#inFlight.get(id) === request && this.#inFlight.delete(id);
  }

  noteAnswered(id: string, { startedAt }: SentRequest, now: number): void {
    this.#lastAnsweredStart = Math.max(this.#lastAnsweredStart, startedAt);
    const took = now - startedAt;
    this.#answerTimes.note(took);
    if (took < this.#answerTimes.slowMs) this.#slow.delete(id);
  }

  /** A request got no answer in time, or lost its connection. */
  noteSlow(id: string): void {
    this.#slow.add(id);
  }

  /** The service answers nothing: the cause was no single job. */
  forgetSlow(): void {
    this.#slow.clear();
  }

  /** Forgets a job, and aborts its request. */
  forget(id: string): void {
    this.#slow.delete(id);
    this.#abort(id);
  }

  /** Aborts all requests. @returns the jobs that they were for */
  abortAll(): string[] {
    const ids = [...this.#inFlight.keys()];
    ids.forEach((id) => this.#abort(id));
    return ids;
  }

  /**
   * Other jobs wait for a slot: a slow request moves to the slow slot, or is aborted if later requests were faster.
   *
   * @returns the job whose request was aborted; null if none was
   */
  makeRoom(now: number): string | null {
    for (const [id, request] of this.#inFlight) {
      if (request.isSlow || now - request.startedAt < this.#answerTimes.slowMs) continue;
      this.#slow.add(id);
      if (this.hasRoom(true)) {
        request.isSlow = true;
        return null;
      }
      if (this.#lastAnsweredStart <= request.startedAt) continue;
      this.#abort(id);
      return id;
    }
    return null;
  }

  /** When the next request will count as slow; null if all of them do. */
  nextSlow(now: number): number | null {
    const { slowMs } = this.#answerTimes;
    const starts = [...this.#inFlight.values()].map(({ startedAt }) => startedAt);
    const soonest = Math.min(...starts.filter((startedAt) => startedAt + slowMs > now));
    return Number.isFinite(soonest) ? soonest + slowMs : null;
  }

  #abort(id: string): void {
    this.#inFlight.get(id)?.abort.abort();
    this.#inFlight.delete(id);
  }
}
