import { findInLines, firstHitFrom, maxHits, type Hit } from './find-in-lines.ts';

/** Looking for words in a text: what is sought, where it stands, and at which of these places the person is. */
export class TextSearch {
  readonly #lines: () => readonly string[];
  #sought = $state('');
  #index = $state(0);

  readonly hits: readonly Hit[] = $derived.by(() => findInLines(this.#lines(), this.#sought));
  /** The hit the person is at; null where nothing is found. */
  readonly current: number | null = $derived.by(() =>
    this.hits.length === 0 ? null : Math.min(this.#index, this.hits.length - 1),
  );

  constructor(lines: () => readonly string[]) {
    this.#lines = lines;
  }

  get sought(): string {
    return this.#sought;
  }

  /**
   * Looks for something else, from a line on, so that the text does not jump away under the person's eyes.
   *
   * @returns the line to bring into view; null where nothing is found
   */
  seek(sought: string, fromLine: number): number | null {
    this.#sought = sought;
    const next = firstHitFrom(this.hits, fromLine);
    this.#index = next === this.hits.length ? 0 : next;
    return this.#line();
  }

  /** Goes to the next place, or the one before, and around at the ends. @returns the line to bring into view */
  go(step: 1 | -1): number | null {
    const count = this.hits.length;
    if (count > 0) this.#index = ((this.current ?? 0) + step + count) % count;
    return this.#line();
  }

  /** `3 of 17`, or that there is nothing; empty while nothing is sought. */
  get words(): string {
    if (this.#sought === '') return '';
    if (this.current === null) return 'Not found';
    const count = `${this.hits.length.toLocaleString()}${this.hits.length === maxHits ? '+' : ''}`;
    return `${(this.current + 1).toLocaleString()} of ${count}`;
  }

  #line(): number | null {
    return this.current === null ? null : (this.hits[this.current]?.line ?? null);
  }
}
