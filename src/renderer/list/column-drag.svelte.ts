import type { ColumnId } from './columns.ts';

/** Where the head of a column stands, in pixels from the left of the window. */
export interface HeadPlace {
  id: ColumnId;
  left: number;
  right: number;
}

/** Pixels that the pointer moves before it drags: a click may shake. */
const slack = 6;

/** Drags a column by its head to another place. */
export class ColumnDrag {
  readonly #places: () => readonly HeadPlace[];
  readonly #move: (id: ColumnId, before: ColumnId) => void;
  #held = $state.raw<{ id: ColumnId; x: number } | null>(null);
  /** The column that the dragged one would stand before; null while nothing is dragged. */
  target = $state<ColumnId | null>(null);
  /** Whether the press that has just ended was a drag, and no click. */
  hasDragged = false;

  /**
   * @param places of all heads, from left to right; nothing is put behind the last one
   * @param move puts a column before another one
   */
  constructor(places: () => readonly HeadPlace[], move: (id: ColumnId, before: ColumnId) => void) {
    this.#places = places;
    this.#move = move;
  }

  /** The column that is dragged; null while none is. */
  get dragged(): ColumnId | null {
    return this.target === null ? null : (this.#held?.id ?? null);
  }

  press(id: ColumnId, x: number): void {
    this.#held = { id, x };
    this.hasDragged = false;
  }

  to(x: number): void {
    const held = this.#held;
    if (held === null || (this.target === null && Math.abs(x - held.x) < slack)) return;
    this.hasDragged = true;
    const places = this.#places();
    const before = places.find(({ left, right }) => x < (left + right) / 2);
    this.target = (before ?? places.at(-1))?.id ?? null;
  }

  release(): void {
    const [id, before] = [this.#held?.id, this.target];
    this.#held = null;
    this.target = null;
    if (id !== undefined && before !== null && before !== id) this.#move(id, before);
  }

  cancel(): void {
    this.target = null;
    this.#held = null;
  }
}
