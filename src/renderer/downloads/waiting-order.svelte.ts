/** Where the downloads that wait stand in the list: one below the other. Pixels from the top of the list. */
export interface WaitingPlaces {
  /** Of their jobs, in their order. */
  ids: readonly string[];
  top: number;
  rowHeight: number;
}

/** Pixels that the pointer moves before it drags: a click may shake. */
const slack = 4;

/** Moves a download among those that wait, by pointer or keyboard. */
export class WaitingOrder {
  readonly #places: () => WaitingPlaces;
  readonly #move: (id: string, by: number) => void;
  #held = $state.raw<{ id: string; y: number } | null>(null);
  #target = $state<number | null>(null);
  /** The job whose download the keyboard moved last; null once the keyboard has gone elsewhere. */
  moved = $state<string | null>(null);

  /** @param move moves a download by so many places */
  constructor(places: () => WaitingPlaces, move: (id: string, by: number) => void) {
    this.#places = places;
    this.#move = move;
  }

  /** The job whose download is dragged; null while none is. */
  get dragged(): string | null {
    return this.#target === null ? null : (this.#held?.id ?? null);
  }

  /** Where the dragged one would go, in pixels from the top of the list; null while nothing is dragged. */
  get line(): number | null {
    const { top, rowHeight } = this.#places();
    return this.#target === null ? null : top + this.#target * rowHeight;
  }

  press(id: string, y: number): void {
    this.#held = { id, y };
  }

  /** The pointer is here now. */
  to(y: number): void {
    const held = this.#held;
    if (held === null || (this.#target === null && Math.abs(y - held.y) < slack)) return;
    const { ids, top, rowHeight } = this.#places();
    this.#target = Math.min(Math.max(Math.round((y - top) / rowHeight), 0), ids.length);
  }

  release(): void {
    const [id, target] = [this.#held?.id ?? '', this.#target];
    this.cancel();
    const from = this.#places().ids.indexOf(id);
    if (target === null || from < 0) return;
    // Before itself and before the next one it is where it was.
    const by = target > from ? target - 1 - from : target - from;
    if (by !== 0) this.#move(id, by);
  }

  cancel(): void {
    this.#target = null;
    this.#held = null;
  }

  /** @returns whether it is a key that moves a download */
  byKey(id: string, key: string): boolean {
    const { ids } = this.#places();
    const by = { ArrowUp: -1, ArrowDown: 1, Home: -ids.length, End: ids.length }[key];
    if (by === undefined) return false;
    this.moved = id;
    this.#move(id, by);
    return true;
  }
}
