/** What can be clicked: each of them is one thing, whatever part of it is under the pointer. */
const clickable = 'button, a, input, select, textarea, summary, label, [role="row"], [role="option"]';
/** All that a press does in the page: it takes the keyboard, then it clicks. */
const halves = ['mousedown', 'click', 'dblclick'] as const;

/**
 * Keeps the second half of a double click from what it was not meant for: what the first half pressed may be gone by then,
 * and another button, another row or a dialog be in its place. It neither clicks that nor takes the keyboard there.
 */
export class DoubleClicks {
  #first: unknown = null;

  /** Follows the events of the window, ahead of all else, until the returned function is called. */
  follow(window: Pick<Window, 'addEventListener'>): () => void {
    const follows = new AbortController();
    const early = { capture: true, signal: follows.signal };
    for (const half of halves) window.addEventListener(half, this.#guard, early);
    window.addEventListener('keydown', this.#guardKey, early);
    return () => follows.abort();
  }

  readonly #guard = (event: MouseEvent): void => {
    const element = (event.target as Partial<Element> | null)?.closest?.(clickable) ?? event.target;
    // A click on a label is one on what it names, of which the browser tells as well.
    const pressed = element !== null && 'control' in element ? element.control : element;
    // One that a key makes has no number.
    if (event.detail === 1) this.#first = pressed;
    else if (event.detail > 1 && pressed !== this.#first) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };

  /** The same for Enter, which presses a button again and again while it is held: once is what was meant. */
  readonly #guardKey = (event: KeyboardEvent): void => {
    const button = (event.target as Partial<Element> | null)?.closest?.('button') ?? null;
    if (event.repeat && event.key === 'Enter' && button !== null) event.preventDefault();
  };
}
