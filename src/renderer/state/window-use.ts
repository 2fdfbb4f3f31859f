const presses = ['keydown', 'pointerdown'];

/**
 * Whether the person uses the window: something was pressed in it since it got the keyboard. Whoever opens a link or starts
 * the app again is in another program, which has the keyboard until then.
 */
export class WindowUse {
  #isUsed = false;

  get isUsed(): boolean {
    return this.#isUsed;
  }

  /** Follows the events of the window until the returned function is called. */
  follow(window: EventTarget): () => void {
    const follows = new AbortController();
    // Ahead of all else: parts of the window keep keys to themselves.
    const early = { capture: true, signal: follows.signal };
    for (const press of presses) window.addEventListener(press, () => (this.#isUsed = true), early);
    window.addEventListener('blur', ({ target }) => (this.#isUsed &&= target !== window), early);
    return () => follows.abort();
  }
}
