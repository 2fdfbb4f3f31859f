import { previewsWords } from '../../words/previews.ts';
import { uiWords } from '../../words/ui.ts';

/** Search in a text: what is searched for, the hits, and the current one. */
export class TextSearch {
  readonly #lines: () => readonly string[];
  #sought = $state('');
  #index = $state(0);

  readonly hits: readonly Hit[] = $derived.by(() => findInLines(this.#lines(), this.#sought));
  /** Index of the current hit; null if there is none. */
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
   * Searches for something else, starting at a line, so that the text in view does not jump away.
   *
   * @returns the line to bring into view; null if nothing is found
   */
  seek(sought: string, fromLine: number): number | null {
    this.#sought = sought;
    const next = firstHitFrom(this.hits, fromLine);
    this.#index = next === this.hits.length ? 0 : next;
    return this.#line();
  }

  /** Goes to the next or previous hit, around at the ends. @returns the line to bring into view */
  go(step: 1 | -1): number | null {
    const count = this.hits.length;
    if (count > 0) this.#index = ((this.current ?? 0) + step + count) % count;
    return this.#line();
  }

  /** `3 of 17` or `No matches`; empty while nothing is searched for. */
  get words(): string {
    if (this.#sought === '') return '';
    if (this.current === null) return uiWords.noMatches;
    const { length } = this.hits;
    return previewsWords.text.match(this.current + 1, length, length === maxHits);
  }

  #line(): number | null {
    return this.current === null ? null : (this.hits[this.current]?.line ?? null);
  }
}

/** Where a text was found; `end` is exclusive. */
interface Hit {
  line: number;
  start: number;
  end: number;
}

/** More than anyone steps through. */
export const maxHits = 10_000;

/** A part of a line, and the index of its hit; null if it is none. */
interface Part {
  text: string;
  hit: number | null;
}

/** All hits in order, ignoring case; {@link maxHits} at most. */
export function findInLines(lines: readonly string[], sought: string): Hit[] {
  const hits: Hit[] = [];
  if (sought === '') return hits;
  const pattern = new RegExp(sought.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
  for (const [line, text] of lines.entries())
    for (const match of text.matchAll(pattern)) {
      if (hits.length === maxHits) return hits;
      hits.push({ line, start: match.index, end: match.index + match[0].length });
    }
  return hits;
}

/** The index of the first hit in a line or below it; the number of hits if there is none. */
export function firstHitFrom(hits: readonly Hit[], line: number): number {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A line cut into its hits and the text between them. */
export function partsOf(text: string, line: number, hits: readonly Hit[]): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (let index = firstHitFrom(hits, line); hits[index]?.line === line; index += 1) {
    const { start = 0, end = 0 } = hits[index] ?? {};
    if (start > from) parts.push({ text: text.slice(from, start), hit: null });
    parts.push({ text: text.slice(start, end), hit: index });
    from = end;
  }
  if (from < text.length) parts.push({ text: text.slice(from), hit: null });
  return parts;
}
