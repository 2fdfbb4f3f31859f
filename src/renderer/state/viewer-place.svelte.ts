import { untrack } from 'svelte';
import type { AssetPart } from '../../shared/assets.ts';
import type { RigydBridge } from '../../shared/contract.ts';
import { AtRest } from '../../shared/lib/at-rest.ts';

/** Milliseconds without a 3D view after which the page gives back what those that are gone took. */
const restMs = 10_000;

/** What can be done with a simulated asset. */
const pokeActions = ['run', 'step', 'drop', 'push', 'shake', 'put-back', 'slower', 'contacts'] as const;
export type PokeAction = (typeof pokeActions)[number];

/** How an asset is looked at, alone or beside others. */
const lookActions = ['fit', 'front', 'right', 'top', 'wireframe', 'normals', 'grid'] as const;
export type LookAction = (typeof lookActions)[number];

/** What can be done with a 3D view by its name or its keys. */
export const viewerActions = ['enlarge', ...lookActions, 'ruler', 'poke', ...pokeActions] as const;
export type ViewerAction = (typeof viewerActions)[number];

export const isPokeAction = (action: ViewerAction): action is PokeAction =>
  pokeActions.some((one) => one === action);
export const isLookAction = (action: ViewerAction): action is LookAction =>
  lookActions.some((one) => one === action);

/** A 3D view in the window. */
export interface ViewerInWindow {
  can: (action: ViewerAction) => boolean;
  /** Whether the person waits for it, or something moves in it by itself. */
  readonly isBusy?: boolean;
  run: (action: ViewerAction) => void;
}

/** A place in a part of a job's asset, by its path there. */
export interface PlaceInAsset {
  id: string;
  part: AssetPart;
  path: string;
}

/** The 3D view that commands are for: the newest one in the window. And what in an asset is to be pointed out. */
export class ViewerPlace {
  #all = $state.raw<readonly ViewerInWindow[]>([]);
  readonly #atRest: AtRest;

  #wanted = $state.raw<PlaceInAsset | null>(null);

  constructor(bridge: Pick<RigydBridge, 'freeMemory'>) {
    this.#atRest = new AtRest({
      later: (run, ms) => void setTimeout(run, ms),
      restMs,
      run: () => {
        // One that is being read would wait for it.
        if (this.current === null) bridge.freeMemory();
      },
    });
  }

  /** A place that is to be seen, until a view has pointed it out; that of its part has to be there first. */
  get wanted(): PlaceInAsset | null {
    return this.#wanted;
  }

  show(place: PlaceInAsset): void {
    this.#wanted = place;
  }

  /** It was pointed out, or cannot be. */
  shown(): void {
    this.#wanted = null;
  }

  get current(): ViewerInWindow | null {
    return this.#all.at(-1) ?? null;
  }

  /** @returns to be called when the view is gone */
  add(viewer: ViewerInWindow): () => void {
    // An effect that adds one must not depend on which there are.
    untrack(() => (this.#all = [...this.#all, viewer]));
    return () => {
      untrack(() => (this.#all = this.#all.filter((one) => one !== viewer)));
      this.#atRest.noteChange();
    };
  }
}
