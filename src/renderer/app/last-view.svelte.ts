import { untrack } from 'svelte';
import type { RigydBridge } from '../../shared/contract.ts';
import { notGrouped } from '../../shared/grouping.ts';
import type { LastView, ScrollPlace } from '../../shared/last-view.ts';
import { newestOnTop, noBatch, noFilter, type JobSort } from '../../shared/saved-view.ts';
import type { ViewState } from '../list/view-state.svelte.ts';
import { settled } from '../state/request.ts';
import type { StateReplica } from '../state/state-replica.svelte.ts';

export interface LastViewOptions {
  bridge: Pick<RigydBridge, 'getLastView' | 'keepLastView'>;
  view: Pick<ViewState, 'filter' | 'sort' | 'groups' | 'show' | 'change'>;
  /** How the list is sorted, whatever it is seen as. */
  sort: () => JobSort;
  replica: Pick<StateReplica, 'loaded' | 'batches'>;
  openId: () => string | null;
  open: (id: string) => void;
}

/** Milliseconds between two messages to main at least: whoever scrolls or holds an arrow key down moves on with each frame. */
const minKeepMs = 250;

/** Brings the window back to where the person was when it was last open, and tells main where they are. */
export class LastViews {
  readonly #options: LastViewOptions;
  #isRestored = $state(false);
  /** Whether the batch is still to be looked for that the list was narrowed to. */
  #isBatchDoubted = false;
  /** As main has it. */
  #kept = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isChanged = false;
  #scroll: () => ScrollPlace | null = () => null;

  constructor(options: LastViewOptions) {
    this.#options = options;
  }

  /** Where the list is to stand when it is drawn first. */
  get scroll(): ScrollPlace | null {
    return this.#scroll();
  }

  /** Shows what was shown last, unless there is something else to see by now, such as the job that a link leads to. */
  async restore(): Promise<void> {
    const { bridge, view, openId, open } = this.#options;
    const outcome = await settled(bridge.getLastView());
    const isUntouched =
      view.filter === noFilter && view.sort === newestOnTop && view.groups.chosen === notGrouped;
    if (outcome.ok && isUntouched && openId() === null) {
      const { value } = outcome;
      this.#kept = JSON.stringify(value);
      this.#scroll = () => value.scroll;
      this.#isBatchDoubted = value.filter.batch !== null && value.filter.batch !== noBatch;
      view.show(value.filter, value.sort);
      view.groups.restore(value.groups);
      if (value.openId !== null) open(value.openId);
    }
    this.#isRestored = true;
  }

  /** Tells main of what has changed since; for an effect, which then follows it. */
  follow(): void {
    const { view, sort, replica, openId } = this.#options;
    void [view.filter, sort(), view.groups.chosen, openId()];
    if (!this.#isRestored) return;
    if (this.#isBatchDoubted && replica.loaded) {
      this.#isBatchDoubted = false;
      if (replica.batches.every(({ id }) => id !== view.filter.batch)) view.change({ batch: null });
    }
    this.#keepSoon();
  }

  /** The list was scrolled, and says where it stands when it is asked. */
  noteScroll(place: () => ScrollPlace | null): void {
    this.#scroll = place;
    if (this.#isRestored) this.#keepSoon();
  }

  #keepSoon(): void {
    this.#isChanged = true;
    if (this.#timer !== undefined) return;
    // An effect that calls this follows what it says itself, and not all that is kept.
    untrack(() => this.#keep());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#isChanged) this.#keepSoon();
    }, minKeepMs);
  }

  #keep(): void {
    this.#isChanged = false;
    const { bridge, view, sort, openId } = this.#options;
    const now: LastView = {
      filter: view.filter,
      sort: sort(),
      groups: view.groups.chosen,
      scroll: this.#scroll(),
      openId: openId(),
    };
    const text = JSON.stringify(now);
    if (text === this.#kept) return;
    this.#kept = text;
    void settled(bridge.keepLastView({ view: now }));
  }
}
