import { fromText, type PackedPatch, type TextOf } from '../../shared/packed-rows.ts';

/** Rows of a patch that keep the page busy for a moment. */
const manyRows = 200;

/**
 * Has patches taken up in their order. After one with many rows everything else that waits in the page has its turn before the
 * next, however many have come meanwhile: keys and clicks, and what is to be drawn.
 */
export class PatchQueue {
  readonly #take: (patch: PackedPatch) => void;
  readonly #waiting: TextOf<PackedPatch>[] = [];
  #isResting = false;

  constructor(take: (patch: PackedPatch) => void) {
    this.#take = take;
  }

  add(text: TextOf<PackedPatch>): void {
    this.#waiting.push(text);
    if (!this.#isResting) this.#takeNext();
  }

  #takeNext(): void {
    this.#isResting = false;
    for (let text = this.#waiting.shift(); text !== undefined; text = this.#waiting.shift()) {
      const patch = fromText(text);
      this.#isResting = (patch.changed?.length ?? 0) >= manyRows;
      if (this.#isResting) setTimeout(() => this.#takeNext());
      this.#take(patch);
      if (this.#isResting) return;
    }
  }
}
