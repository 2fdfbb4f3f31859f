/** Milliseconds between two jobs: half of what may be sent at the start. */
const gapMs = 200;

/**
 * Jobs that are polled one after the other, in no hurry, as what is known of them lacks something. Each has a place, the clock's
 * steady time at which it is due, until it leaves the line.
 */
export class GentleLine {
  readonly #places = new Map<string, number>();
  #lastAt = -Infinity;

  has(id: string): boolean {
    return this.#places.has(id);
  }

  /** The place of a job, which gets the next one where it has none. */
  placeOf(id: string, now: number): number {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    this.#lastAt = Math.max(now, this.#lastAt + gapMs);
    this.#places.set(id, this.#lastAt);
    return this.#lastAt;
  }

  /** Gives a job another place: one of its own, that nobody waits behind. */
  move(id: string, at: number): void {
    this.#places.set(id, at);
  }

  /** Jobs whose place has passed, in the order in which they came. */
  passed(now: number): string[] {
    return [...this.#places].filter(([, at]) => at < now).map(([id]) => id);
  }

  leave(id: string): void {
    this.#places.delete(id);
  }
}
