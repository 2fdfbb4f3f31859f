import { untrack } from 'svelte';

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
] as const;
export type ViewerAction = (typeof viewerActions)[number];

/** A 3D view in the window. */
export interface ViewerInWindow {
  /** Whether it shows an asset. */
  readonly isShown: boolean;
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
