import { untrack } from 'svelte';

/** One line of a menu. */
export interface MenuItem {
  label: string;
  run: () => void;
  /** Why it cannot be used now; shown as its tooltip. */
  disabled?: string | undefined;
  danger?: boolean;
}

/** The lines of a menu as they were when it was opened: what a person is about to press changes under nobody's hand. */
export class MenuItems {
  readonly #latest: () => readonly MenuItem[];
  #opened = $state.raw<readonly MenuItem[]>([]);

  /** @param latest what there is to choose at the moment */
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
