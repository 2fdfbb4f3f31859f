import { maxFound } from '../../shared/thumbnails.ts';

/** A job and its result that is on this disk, see `resultHere`. */
export type ResultOfJob = readonly [id: string, result: string];

/** Which results main is to be asked about, and which are to be drawn. */
export class ThumbnailWork {
  /** By job. */
  readonly #unknown = new Map<string, string>();
  readonly #missing = new Map<string, string>();
  /** Results that were drawn in this run, or could not be. */
  readonly #tried = new Set<string>();

  get isLeft(): boolean {
    return this.#unknown.size + this.#missing.size > 0;
  }

  /** A result came home. */
  add(id: string, result: string): void {
    this.#missing.delete(id);
    this.#unknown.set(id, result);
  }

  /** A job has gone. */
  remove(id: string): void {
    this.#unknown.delete(id);
    this.#missing.delete(id);
  }

  /** A result has no pictures any more. */
  miss(id: string, result: string): void {
    if (!this.#tried.has(result)) this.#missing.set(id, result);
  }

  /** Those that main is asked about next. */
  get asked(): readonly ResultOfJob[] {
    return [...this.#unknown].slice(0, maxFound);
  }

  /**
   * Main has answered. What is not found is to be drawn, unless another result came meanwhile.
   *
   * @param found those of the results that there are pictures of
   * @returns those that are found
   */
  answered(asked: readonly ResultOfJob[], found: readonly string[]): readonly ResultOfJob[] {
    const kept = new Set(found);
    const current = asked.filter(([id, result]) => this.#unknown.get(id) === result);
    for (const [id, result] of current) {
      this.#unknown.delete(id);
      if (!kept.has(result)) this.miss(id, result);
    }
    return current.filter(([, result]) => kept.has(result));
  }

  /** What is drawn next, once: one of those that are before the person, or else the newest. */
  take(inView: readonly string[]): ResultOfJob | null {
    const id = inView.find((one) => this.#missing.has(one)) ?? this.#missing.keys().next().value;
    const result = id === undefined ? undefined : this.#missing.get(id);
    if (id === undefined || result === undefined) return null;
    this.#tried.add(result);
    return [id, result];
  }

  /** A drawing has ended. @returns whether it is still wanted */
  drawn([id, result]: ResultOfJob): boolean {
    return this.#missing.get(id) === result && this.#missing.delete(id);
  }
}
