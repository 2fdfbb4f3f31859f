/**
 * Which jobs the service refuses, and whether it may be refusing all of them: a job that is refused again, with no answer to
 * anything in between, says as much of the service as of itself. That is unsure until something is answered.
 */
export class Refusals {
  /** How often the service has answered with a job or the list, whoever asked. */
  #answers = 0;
  /** For each refused job: the value of `#answers` at its last refusal, and its refusals with answers in between. */
  readonly #refused = new Map<string, { answers: number; failures: number }>();
  /** Jobs that were refused again with no answer in between. */
  readonly #unsure = new Set<string>();

  /**
   * The service answered with a job or the list.
   *
   * @returns the jobs that were unsure until now, with their refusals that say something of them
   */
  noteAnswer(): Map<string, number> {
    this.#answers += 1;
    // What was counted while all may have been refused says nothing of the job.
    const failuresOf = (id: string): number => this.#refused.get(id)?.failures ?? 1;
    const released = new Map([...this.#unsure].map((id) => [id, failuresOf(id)]));
    this.#unsure.clear();
    return released;
  }

  /**
   * The service refused this job.
   *
   * @param failures in a row, with this one
   * @returns whether it was refused before, with no answer to anything in between
   */
  noteRefusal(id: string, failures: number): boolean {
    const isUnsure = this.#refused.get(id)?.answers === this.#answers;
    if (isUnsure) this.#unsure.add(id);
    else {
      this.#refused.set(id, { answers: this.#answers, failures });
      this.#unsure.delete(id);
    }
    return isUnsure;
  }

  /** A request for this job failed for another reason. Its refusals still count when it is refused again. */
  noteOtherFailure(id: string): void {
    this.#unsure.delete(id);
  }

  isUnsure(id: string): boolean {
    return this.#unsure.has(id);
  }

  /** The job was answered, or is watched no more. */
  forget(id: string): void {
    this.#refused.delete(id);
    this.#unsure.delete(id);
  }
}
