import { isSameSort, newestOnTop, worstFirst, type JobSort } from '../../../shared/saved-view.ts';
import type { ViewState } from '../view-state.svelte.ts';

type WallView = Pick<ViewState, 'filter' | 'sort' | 'show' | 'isOutOfOrder'>;

/**
 * Whether the list is seen as a wall of pictures. Where nobody has chosen an order, the wall begins with the worst, also as
 * verdicts come in until somebody moves on it, and the list has its own order again afterwards.
 */
export class WallState {
  readonly #view: WallView;
  #isOpen = $state(false);
  #hasSorted = $state(false);
  #isUsed = $state(false);

  constructor(view: WallView) {
    this.#view = view;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** How the list is sorted once the wall is closed. */
  get sortOfList(): JobSort {
    const { sort } = this.#view;
    return this.#isOpen && this.#hasSorted && isSameSort(sort, worstFirst) ? newestOnTop : sort;
  }

  /** Whether tiles may go where the order puts them now: nothing moves under the hand of somebody who is at work on them. */
  get isToSortAgain(): boolean {
    const { isOutOfOrder, sort } = this.#view;
    return this.#isOpen && this.#hasSorted && !this.#isUsed && isSameSort(sort, worstFirst) && isOutOfOrder;
  }

  /** Somebody has moved on the wall. */
  use(): void {
    this.#isUsed = true;
  }

  toggle(): void {
    if (this.#isOpen) this.close();
    else this.#open();
  }

  close(): void {
    const { sortOfList } = this;
    if (!isSameSort(sortOfList, this.#view.sort)) this.#view.show(this.#view.filter, sortOfList);
    this.#isOpen = false;
  }

  #open(): void {
    this.#isUsed = false;
    this.#hasSorted = isSameSort(this.#view.sort, newestOnTop);
    if (this.#hasSorted) this.#view.show(this.#view.filter, worstFirst);
    this.#isOpen = true;
  }
}
