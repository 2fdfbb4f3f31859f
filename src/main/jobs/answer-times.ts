/** Milliseconds after which a request counts as slow at least. */
const minSlowMs = 5_000;
/** A request that takes so many times the usual time counts as slow. */
const slowFactor = 2;
/** Answers that define what is usual: few, so that a service that has become quick again is soon known to be. */
const maxRemembered = 9;

/** How long the service usually takes to answer. While all answers take long, no job counts as slow. */
export class AnswerTimes {
  #last: readonly number[] = [];

  /** @param ms that an answer took */
  note(ms: number): void {
    this.#last = [...this.#last, ms].slice(-maxRemembered);
  }

  /** Milliseconds after which a request counts as slow. */
  get slowMs(): number {
    const median = this.#last.toSorted((a, b) => a - b)[Math.floor(this.#last.length / 2)] ?? 0;
    return Math.max(minSlowMs, median * slowFactor);
  }
}
