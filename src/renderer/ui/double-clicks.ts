/** What can be clicked: each of them is one thing, whatever part of it is under the pointer. */
const clickable = 'button, a, input, select, textarea, summary, label, [role="row"], [role="option"]';

type Click = Pick<MouseEvent, 'detail' | 'target' | 'preventDefault' | 'stopImmediatePropagation'>;
type HeldKey = Pick<KeyboardEvent, 'key' | 'repeat' | 'target' | 'preventDefault'>;

/**
 * Keeps the second half of a double click from what it was not meant for: what the first half pressed may be gone by then,
 * and another button, another row or a dialog be in its place.
 */
export class DoubleClicks {
  #first: unknown = null;

  /** Takes every click of the window, ahead of all else. */
  readonly guard = (event: Click): void => {
    const element = (event.target as Partial<Element> | null)?.closest?.(clickable) ?? null;
    // A click on a label is one on what it names, of which the browser tells as well.
    const clicked = element !== null && 'control' in element ? element.control : element;
    // One that a key makes has no number.
    if (event.detail === 1) this.#first = clicked;
    else if (event.detail > 1 && clicked !== this.#first) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };

  /** The same for Enter, which presses a button again and again while it is held: once is what was meant. */
  readonly guardKey = (event: HeldKey): void => {
    const button = (event.target as Partial<Element> | null)?.closest?.('button') ?? null;
    if (event.repeat && event.key === 'Enter' && button !== null) event.preventDefault();
  };
}
