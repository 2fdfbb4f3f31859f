/** What a person does whom drawing for nobody would disturb. */
const acts = ['wheel', 'scroll', 'keydown', 'pointerdown'];

/** Milliseconds after which nothing more is expected to follow of it. */
export const quietMs = 400;

/** When the window can do what nobody waits for. */
export class SpareTime {
  #actedAt = -Infinity;

  /** Follows the events of the window until the returned function is called. */
  follow(window: EventTarget): () => void {
    const follows = new AbortController();
    const options = { capture: true, passive: true, signal: follows.signal };
    for (const act of acts) window.addEventListener(act, () => (this.#actedAt = performance.now()), options);
    return () => follows.abort();
  }

  /** Resolves when the page can be seen, nobody does anything in it, and it has nothing else to do. */
  async begins(): Promise<void> {
    for (;;) {
      const waitMs = this.#actedAt + quietMs - performance.now();
      if (document.hidden)
        await new Promise((resolve) =>
          document.addEventListener('visibilitychange', resolve, { once: true }),
        );
      else if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      else break;
    }
    await new Promise((resolve) => requestIdleCallback(resolve));
  }
}
