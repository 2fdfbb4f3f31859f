/** What can be clicked: each of them is one thing, whatever part of it is under the pointer. */
const clickable = 'button, a, input, select, textarea, summary, label, [role="row"], [role="option"]';

type Click = Pick<MouseEvent, 'detail' | 'target' | 'preventDefault' | 'stopImmediatePropagation'>;

/**
 * Keeps the second half of a double click from what it was not meant for: what the first half pressed may be gone by then,
 * and another button, another row or a dialog be in its place.
 */
export class DoubleClicks {
  #first: Element | null = null;

  /** Takes every click of the window, ahead of all else. */
  readonly guard = (event: Click): void => {
    const clicked = (event.target as Partial<Element> | null)?.closest?.(clickable) ?? null;
    // One that a key makes has no number.
    if (event.detail < 2) this.#first = clicked;
    else if (clicked !== this.#first) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };
}
