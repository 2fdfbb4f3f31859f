/** What can be clicked. A click on any part of it is a click on the whole. */
const clickable = 'button, a, input, select, textarea, summary, label, [role="row"], [role="option"]';
/** The events of a press: it moves the focus, then it clicks. */
const halves = ['mousedown', 'click', 'dblclick'] as const;

/**
 * Ignores the second half of a double click on anything but what the first half pressed: that may be gone by then, and
 * another button, row or dialog be in its place, which must neither be clicked nor get the focus. What the first half pressed
 * has its double click all the same, as the page may have moved under the pointer.
 */
export class DoubleClicks {
  #first: unknown = null;

  /** Listens to the events of the window before anything else, until the returned function is called. */
  follow(window: Pick<Window, 'addEventListener'>): () => void {
    const follows = new AbortController();
    const early = { capture: true, signal: follows.signal };
    for (const half of halves) window.addEventListener(half, this.#guard, early);
    window.addEventListener('keydown', this.#guardKey, early);
    return () => follows.abort();
  }

  readonly #guard = (event: MouseEvent): void => {
    const element = (event.target as Partial<Element> | null)?.closest?.(clickable) ?? event.target;
    // A click on a label is one on its control, for which the browser sends another event.
    const pressed = element !== null && 'control' in element ? element.control : element;
    // A click by a key has a detail of 0.
    if (event.detail === 1) this.#first = pressed;
    else if (event.detail > 1 && pressed !== this.#first) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.type === 'dblclick' && this.#first instanceof EventTarget)
        this.#first.dispatchEvent(new Event('dblclick', { bubbles: true }));
    }
  };

  /** The same for Enter, which repeats while it is held: a button is pressed once. */
  readonly #guardKey = (event: KeyboardEvent): void => {
    const button = (event.target as Partial<Element> | null)?.closest?.('button') ?? null;
    if (event.repeat && event.key === 'Enter' && button !== null) event.preventDefault();
  };
}
