import { tick } from 'svelte';

/** Places of the window that a command can bring the keyboard to. */
export type FocusPlace = 'search' | 'views' | 'list' | 'details' | 'note' | 'tag' | 'report' | 'log';

const typedInto = 'textarea, [contenteditable="true"], input:not([type="checkbox"], [type="radio"])';

/** Knows which element each place is at the moment. */
export class FocusPlaces {
  readonly #elements = new Map<FocusPlace, HTMLElement>();

  /** An attachment that makes an element a place for as long as it is in the page. */
  readonly at =
    (place: FocusPlace) =>
    (element: HTMLElement): (() => void) => {
      this.#elements.set(place, element);
      return () => {
        if (this.#elements.get(place) === element) this.#elements.delete(place);
      };
    };

  /** Whether the keyboard is in a field in which something is typed. */
  get isTyping(): boolean {
    const [any] = this.#elements.values();
    return any?.ownerDocument.activeElement?.matches(typedInto) ?? false;
  }

  /** Brings the keyboard to a place once the page shows what has just changed; to nowhere if it is not there. */
  focusNext(place: FocusPlace): void {
    void tick().then(() => this.focus(place));
  }

  focus(place: FocusPlace): void {
    const element = this.#elements.get(place);
    if (element === undefined) return;
    element.focus();
    if (element instanceof HTMLInputElement) element.select();
  }
}
