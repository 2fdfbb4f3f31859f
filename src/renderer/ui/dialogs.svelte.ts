import { untrack } from 'svelte';

/** The dialogs that are open, the topmost last: each makes everything below it unreachable. */
class OpenDialogs {
  #open = $state.raw<readonly object[]>([]);

  /** The one that can be used; undefined while the page itself can be. */
  get top(): object | undefined {
    return this.#open.at(-1);
  }

  /** @returns what takes it away again */
  add(dialog: object): () => void {
    this.#open = [...untrack(() => this.#open), dialog];
    return () => (this.#open = untrack(() => this.#open).filter((one) => one !== dialog));
  }
}

export const openDialogs = new OpenDialogs();

/** Milliseconds in which a press was meant for what lay there before. */
const tooSoonMs = 1_000;

/**
 * Whether a press counts in a dialog that opened by itself: none in its first second, and none beside it, where a person
 * may be about to click all the time.
 *
 * @param openMs since it opened
 */
export const countsUnasked = (press: 'beside' | 'escape' | 'button', openMs: number): boolean =>
  press !== 'beside' && openMs >= tooSoonMs;
