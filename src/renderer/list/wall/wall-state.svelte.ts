import { newestOnTop, worstFirst, type JobSort } from '../../../shared/saved-view.ts';
import type { ViewState } from '../view-state.svelte.ts';

const isSame = (a: JobSort, b: JobSort): boolean => a.column === b.column && a.descending === b.descending;

/**
 * Whether the list is seen as a wall of pictures. Where nobody has chosen an order, the wall begins with the worst, and the list
 * has its own order again afterwards.
 */
export class WallState {
  readonly #view: Pick<ViewState, 'filter' | 'sort' | 'show'>;
  #isOpen = $state(false);
  #hasSorted = $state(false);

  constructor(view: Pick<ViewState, 'filter' | 'sort' | 'show'>) {
    this.#view = view;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** How the list is sorted once the wall is closed. */
  get sortOfList(): JobSort {
    const { sort } = this.#view;
    return this.#isOpen && this.#hasSorted && isSame(sort, worstFirst) ? newestOnTop : sort;
  }

  toggle(): void {
    if (this.#isOpen) this.close();
    else this.#open();
  }

  close(): void {
    const { sortOfList } = this;
    if (!isSame(sortOfList, this.#view.sort)) this.#view.show(this.#view.filter, sortOfList);
    this.#isOpen = false;
  }

  #open(): void {
    this.#hasSorted = isSame(this.#view.sort, newestOnTop);
    if (this.#hasSorted) this.#view.show(this.#view.filter, worstFirst);
    this.#isOpen = true;
  }
}
