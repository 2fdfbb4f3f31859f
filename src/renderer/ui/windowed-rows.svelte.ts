/** Rows kept above and below what is visible, so that a quick scroll meets no gap. */
const overscan = 6;

/** The rows of a long list that are drawn: those in view and a few around them. All rows have the same height. */
export class WindowedRows {
  readonly #count: () => number;
  scrollTop = $state(0);
  #viewHeight = $state(0);
  /** The height when there was one: of a list that is hidden, the rows stay, as a double click may be under way on one. */
  #lastHeight = $state(0);
  #rowHeight = $state(0);

  readonly first: number = $derived.by(() =>
    this.#clampIndex(Math.floor(this.scrollTop / this.#rowHeight) - overscan),
  );
  readonly end: number = $derived.by(() =>
    Math.min(this.#count(), Math.ceil((this.scrollTop + this.#lastHeight) / this.#rowHeight) + overscan),
  );

  constructor(count: () => number, rowHeight: number) {
    this.#count = count;
    this.#rowHeight = rowHeight;
  }

  /** Height of what is in view, in pixels; 0 while it is hidden. */
  get viewHeight(): number {
    return this.#viewHeight;
  }

  set viewHeight(height: number) {
    this.#viewHeight = height;
    if (height > 0) this.#lastHeight = height;
  }

  /** Height of the whole list in pixels. */
  get totalHeight(): number {
    return this.#count() * this.#rowHeight;
  }

  /** Changes the height of all rows; the first one in view stays the first. */
  resizeRows(rowHeight: number): void {
    if (rowHeight === this.#rowHeight) return;
    this.scrollTop = (this.scrollTop / this.#rowHeight) * rowHeight;
    this.#rowHeight = rowHeight;
  }

  get rowHeight(): number {
    return this.#rowHeight;
  }

  /** Rows that fit into the view, at least one. */
  get page(): number {
    return Math.max(1, Math.floor(this.viewHeight / this.#rowHeight));
  }

  /**
   * The scroll position that brings a row into view with the least movement; its top if it does not fit.
   *
   * @param covered pixels at the top of the view that something else hides
   */
  scrollTopFor(index: number, covered = 0): number {
    const top = Math.max(0, index * this.#rowHeight - covered);
    const bottom = (index + 1) * this.#rowHeight;
    if (top < this.scrollTop || this.viewHeight < this.#rowHeight + covered) return top;
    return bottom > this.scrollTop + this.viewHeight ? bottom - this.viewHeight : this.scrollTop;
  }

  #clampIndex(index: number): number {
    return Math.min(Math.max(index, 0), Math.max(0, this.#count() - 1));
  }
}
