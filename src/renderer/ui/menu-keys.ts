import { itemAfter } from './roving-items.ts';

/** Milliseconds within which letters are typed on to one word. */
const typingMs = 600;

/** The keys of an open menu: arrows, Home and End, and the beginning of a word lead to an item. */
export class MenuKeys {
  #typed = '';
  #typedAt = -Infinity;
  readonly #now: () => number;

  /** @param now milliseconds of a clock that nobody sets */
  constructor(now = (): number => performance.now()) {
    this.#now = now;
  }

  /**
   * The item that a key leads to; null where it leads to none.
   *
   * @param index of the item that has the keyboard; -1 for none
   */
  target(key: string, labels: readonly string[], index: number): number | null {
    const isLetter = key.length === 1 && key !== ' ';
    return isLetter ? this.#typedTarget(key, labels, index) : itemAfter(key, index, labels.length, true);
  }

  /** A letter alone leads on to the next item that begins with it; several stay on one that begins with all of them. */
  #typedTarget(letter: string, labels: readonly string[], index: number): number | null {
    const now = this.#now();
    const isGoingOn = now - this.#typedAt < typingMs && this.#typed !== letter.toLowerCase();
    this.#typed = (isGoingOn ? this.#typed : '') + letter.toLowerCase();
    this.#typedAt = now;
    const first = this.#typed.length > 1 ? Math.max(index, 0) : index + 1;
    for (let step = 0; step < labels.length; step += 1) {
      const at = (first + step) % labels.length;
      if (labels[at]?.toLowerCase().startsWith(this.#typed)) return at;
    }
    return null;
  }
}
