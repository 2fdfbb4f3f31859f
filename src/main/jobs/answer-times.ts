/** Milliseconds after which a request counts as slow where the service is quick. */
const slowestQuick = 5_000;
/** How many times longer than the usual answer one takes that is slow. */
const slowFactor = 2;
/** Answers that tell what is usual: a service that has become quick again is soon known to be. */
const maxRemembered = 9;

/** How long the service takes to answer at the moment. While all of it is slow, no job is slower than the others. */
export class AnswerTimes {
  #last: readonly number[] = [];

  /** @param ms that an answer took */
  note(ms: number): void {
    this.#last = [...this.#last, ms].slice(-maxRemembered);
  }

  /** Milliseconds after which a request counts as slow. */
  get slowMs(): number {
    const median = this.#last.toSorted((a, b) => a - b)[Math.floor(this.#last.length / 2)] ?? 0;
    return Math.max(slowestQuick, median * slowFactor);
  }
}
