import { untrack } from 'svelte';

/** The open dialogs, the topmost last. Each makes everything below it inert. */
class OpenDialogs {
  #open = $state.raw<readonly object[]>([]);

  /** The topmost dialog; undefined while none is open. */
  get top(): object | undefined {
    return this.#open.at(-1);
  }

  /** @returns removes it again */
  add(dialog: object): () => void {
    this.#open = [...untrack(() => this.#open), dialog];
    return () => (this.#open = untrack(() => this.#open).filter((one) => one !== dialog));
  }
}

export const openDialogs = new OpenDialogs();

/** Milliseconds in which a press was meant for what was there before. */
const tooSoonMs = 1_000;

/**
 * Whether a press counts in a dialog that opened by itself: none in its first second, and none beside it, where a person
 * may be clicking at any time.
 *
 * @param openMs since it opened
 */
export const countsUnasked = (press: 'beside' | 'escape' | 'button', openMs: number): boolean =>
  press !== 'beside' && openMs >= tooSoonMs;
