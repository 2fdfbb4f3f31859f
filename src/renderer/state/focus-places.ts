import { tick } from 'svelte';
import { isTextField } from '../ui/text-field.ts';

/** Places of the window that a command can focus. */
export type FocusPlace = 'search' | 'views' | 'list' | 'details' | 'note' | 'tag' | `section-${string}`;

/** What lies above the page. */
export const covering = 'dialog[open], [popover]:popover-open';

/** Knows which element each place is at the moment. */
export class FocusPlaces {
  readonly #elements = new Map<FocusPlace, HTMLElement>();
  #expected: Promise<unknown> = Promise.resolve();

  /** An attachment that makes an element a place for as long as it is in the page. */
  readonly at =
    (place: FocusPlace) =>
    (element: HTMLElement): (() => void) => {
      this.#elements.set(place, element);
      return () => {
        if (this.#elements.get(place) === element) this.#elements.delete(place);
      };
    };

  /** Whether something is typed, or a dialog or a menu is open: both are about what the window shows. */
  get isInUse(): boolean {
    const [any] = this.#elements.values();
    const page = any?.ownerDocument;
    if (page === undefined) return false;
    return isTextField(page.activeElement) || page.querySelector(covering) !== null;
  }

  /** What is focused next may come with a part of the window that is still being loaded. */
  expect(part: Promise<unknown>): void {
    this.#expected = part;
  }

  /** Focuses a place once the page shows what has just changed; nothing if it is not there. */
  focusNext(place: FocusPlace): void {
    void tick()
      .then(() => this.#expected)
      .then(tick)
      .then(() => this.focus(place));
  }

  focus(place: FocusPlace): void {
    const element = this.#elements.get(place);
    if (element === undefined) return;
    element.focus();
    if (element instanceof HTMLInputElement) element.select();
  }
}
