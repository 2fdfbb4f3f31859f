/** Different values that are remembered at most. */
const maxMet = 5_000;

/**
 * The value that was met first under a key, so that many with the same value hold one object. What was met long ago may be
 * forgotten: then there are two.
 */
export class FirstMet<T> {
  readonly #met = new Map<string, T>();

  get(key: string, value: T): T {
    const first = this.#met.get(key);
    if (first !== undefined) return first;
    if (this.#met.size >= maxMet) this.#met.clear();
    this.#met.set(key, value);
    return value;
  }
}
