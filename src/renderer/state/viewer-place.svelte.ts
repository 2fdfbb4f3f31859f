import { untrack } from 'svelte';

/** What can be done with a simulated asset. */
export const pokeActions = [
  'run',
  'step',
  'drop',
  'push',
  'shake',
  'put-back',
  'slower',
  'contacts',
] as const;
export type PokeAction = (typeof pokeActions)[number];

/** What can be done with a 3D view by its name or its keys. */
export const viewerActions = [
  'enlarge',
  'fit',
  'front',
  'right',
  'top',
  'wireframe',
  'normals',
  'grid',
  'ruler',
  'poke',
  ...pokeActions,
] as const;
export type ViewerAction = (typeof viewerActions)[number];

/** A 3D view in the window. */
export interface ViewerInWindow {
  can: (action: ViewerAction) => boolean;
  /** Whether the person waits for it, or something moves in it by itself. */
  readonly isBusy?: boolean;
  run: (action: ViewerAction) => void;
}

/** The 3D view that commands are for: the newest one in the window. */
export class ViewerPlace {
  #all = $state.raw<readonly ViewerInWindow[]>([]);

  get current(): ViewerInWindow | null {
    return this.#all.at(-1) ?? null;
  }

  /** @returns to be called when the view is gone */
  add(viewer: ViewerInWindow): () => void {
    // An effect that adds one must not depend on which there are.
    untrack(() => (this.#all = [...this.#all, viewer]));
    return () => untrack(() => (this.#all = this.#all.filter((one) => one !== viewer)));
  }
}
