import { untrack } from 'svelte';

/** An item of a menu. */
export interface MenuItem {
  label: string;
  run: () => void;
  /** Why it cannot be used now; shown as its tooltip. */
  disabled?: string | undefined;
  danger?: boolean;
  /** Whether it is the one of several that is chosen; left out where it is nothing to choose. */
  isChecked?: boolean;
  /** The keys that do the same: as they are printed, and for `aria-keyshortcuts`. */
  keys?: { printed: string; aria: string } | undefined;
  /** Whether a line stands above it. */
  divides?: boolean | undefined;
}

/** The items of a menu as they were when it opened, so that none changes under the pointer. */
export class MenuItems {
  readonly #latest: () => readonly MenuItem[];
  #opened = $state.raw<readonly MenuItem[]>([]);

  /** @param latest the items at the moment */
  constructor(latest: () => readonly MenuItem[]) {
    this.#latest = latest;
  }

  get shown(): readonly MenuItem[] {
    return this.#opened;
  }

  open(): void {
    this.#opened = untrack(this.#latest);
  }
}
