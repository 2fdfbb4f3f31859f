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
