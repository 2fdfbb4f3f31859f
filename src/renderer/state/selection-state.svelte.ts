import type { JobRow } from '../../shared/watched-job.ts';
import { idsBetween, idsOf, toggled } from '../jobs/row-range.ts';
import type { ViewState } from './view-state.svelte.ts';

const none: ReadonlySet<string> = idsOf([]);

/** Which rows of the list are selected. With one, its details are open; with several, there is something to do with all. */
export class SelectionState {
  /** Null while no more than the open job is selected. */
  #several = $state.raw<ReadonlySet<string> | null>(null);
  /** The row that the keyboard is on; null before it was on any. */
  currentId = $state<string | null>(null);
  /** Where a range begins: the row that was chosen last without Shift. */
  #anchor: string | null = null;
  readonly #view: ViewState;
  readonly #openId: () => string | null;

  /** The selected rows that are shown, in order. Empty unless several were chosen. */
  readonly rows: readonly JobRow[] = $derived.by(() => {
    const several = this.#several;
    return several === null ? [] : this.#view.rows.filter(({ id }) => several.has(id));
  });

  constructor(view: ViewState, openId: () => string | null) {
    this.#view = view;
    this.#openId = openId;
  }

  has(id: string): boolean {
    return this.#several === null ? id === this.#openId() : this.#several.has(id);
  }

  /** Begins anew with one row, or with none. */
  reset(id: string | null): void {
    this.#anchor = id;
    this.#several = null;
    if (id !== null) this.currentId = id;
  }

  /** Puts a row in, or takes it out. */
  toggle(id: string): void {
    const open = this.#openId();
    const before = this.#several ?? (open === null ? none : toggled(none, open));
    this.#anchor = id;
    this.#several = toggled(before, id);
  }

  /** Selects from where the range began to a row; from `start` where it has not begun yet. */
  extendTo(id: string, start: string): void {
    const rows = this.#view.rows;
    if (this.#view.indexOf(this.#anchor) < 0) this.#anchor = start;
    this.#several = idsBetween(rows, this.#view.indexOf(this.#anchor), this.#view.indexOf(id));
  }

  /** Selects all that is shown. */
  all(): void {
    this.#several = idsOf(this.#view.rows);
  }
}
