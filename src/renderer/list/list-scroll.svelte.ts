import { untrack } from 'svelte';
import type { ScrollPlace } from '../../shared/last-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import type { ViewState } from './view-state.svelte.ts';
import { WindowedRows } from '../ui/windowed-rows.svelte.ts';

type Shown = Pick<ViewState, 'rows' | 'filter' | 'sort'>;

/** What of the element that scrolls is read and set; both are 0 while it is hidden, though it comes back where it was. */
type Scroller = Pick<HTMLElement, 'scrollTop' | 'clientHeight'>;

/**
 * Where the list of jobs stands. What a person looks at stays where it is while updates stream in; another filter or sort
 * starts at the top, but a job that was found and opened stays in view when the search is cleared.
 */
export class ListScroll {
  readonly windowed: WindowedRows;
  readonly #view: Shown & Pick<ViewState, 'indexOf'>;
  readonly #openedId: () => string | null;
  /** Rows that came in above what is in view. */
  arrived = $state(0);
  scroller = $state.raw<Scroller>();
  /** Distance of the pointer from the top of the rows in pixels; null while it is elsewhere. */
  pointer: number | null = null;
  #before: Shown;
  /**
   * Where the element stands as far as is known; null while it is not. To ask it makes the browser lay the page out at once.
   */
  #inPage: number | null = null;
  /** Where it is to stand once that job is there; null when it has been there, or the person has gone elsewhere. */
  #wanted: ScrollPlace | null;

  /** In a small window the details lie over the list. */
  readonly #isHidden: boolean = $derived.by(() => this.windowed.viewHeight === 0);

  /** @param wanted where it stood in the last run */
  constructor(
    view: Shown & Pick<ViewState, 'indexOf'>,
    openedId: () => string | null,
    rowHeight: number,
    wanted: ScrollPlace | null = null,
  ) {
    this.#view = view;
    this.#openedId = openedId;
    this.#wanted = wanted;
    this.windowed = new WindowedRows(() => view.rows.length, rowHeight);
    this.#before = untrack(() => this.#now());
  }

  /** Follows the list; to run before the page changes, so that the rows to draw are those of the new position already. */
  follow(): void {
    const now = this.#now();
    if (this.#wanted !== null) void this.windowed.viewHeight;
    untrack(() => {
      if (now.filter !== this.#before.filter || now.sort !== this.#before.sort)
        this.#startAgain(now.filter.query);
      else if (this.#wanted !== null) this.#goBack(this.#wanted);
      else if (now.rows !== this.#before.rows) this.#holdStill(now.rows);
      this.#before = now;
    });
  }

  /** Scrolls the page to the position of the list; call it after the page has changed. */
  settle(): void {
    void [this.#view.rows, this.windowed.rowHeight, this.#isHidden];
    const { scroller } = this;
    const top = untrack(() => this.windowed.scrollTop);
    // What is hidden takes no position.
    if (this.#isHidden) this.#inPage = null;
    else if (scroller !== undefined && top !== this.#inPage) {
      scroller.scrollTop = top;
      this.#inPage = top;
    }
  }

  /** Takes over where a person has scrolled to. */
  read(scroller: Scroller): void {
    // The page rounds what it was told.
    if (Math.abs(scroller.scrollTop - this.windowed.scrollTop) > 1) this.#wanted = null;
    this.windowed.scrollTop = scroller.scrollTop;
    if (this.windowed.scrollTop === 0) this.arrived = 0;
  }

  /** Brings a row into view with the least movement. */
  show(index: number): void {
    this.#wanted = null;
    this.windowed.scrollTop = this.windowed.scrollTopFor(index);
    this.#inPage = null;
    this.settle();
  }

  /** Where it stands, to be gone back to; null at the top, where it shows what comes in. */
  get place(): ScrollPlace | null {
    if (this.#wanted !== null) return this.#wanted;
    const { scrollTop, rowHeight } = this.windowed;
    const first = Math.floor(scrollTop / rowHeight);
    const row = this.#view.rows[first];
    return scrollTop <= 0 || row === undefined ? null : { id: row.id, above: scrollTop - first * rowHeight };
  }

  #now(): Shown {
    const { rows, filter, sort } = this.#view;
    return { rows, filter, sort };
  }

  /** The rows of a long list come in page after page: only with those below it can the job stand at the top. */
  #goBack({ id, above }: ScrollPlace): void {
    const index = this.#view.indexOf(id);
    if (index < 0) return;
    const { rowHeight, viewHeight, totalHeight } = this.windowed;
    const top = index * rowHeight + Math.min(above, rowHeight);
    const lowest = Math.max(0, totalHeight - viewHeight);
    this.windowed.scrollTop = Math.min(top, lowest);
    if (top <= lowest && viewHeight > 0) this.#wanted = null;
  }

  #startAgain(query: string): void {
    this.#wanted = null;
    // Where it may have been scrolled to meanwhile: it goes from there.
    this.#currentTop();
    const isSearchCleared = this.#before.filter.query !== '' && query === '';
    const opened = isSearchCleared ? this.#view.indexOf(this.#openedId()) : -1;
    this.windowed.scrollTop = 0;
    if (opened >= 0) this.windowed.scrollTop = this.windowed.scrollTopFor(opened);
    this.arrived = 0;
  }

  #holdStill(rows: readonly JobRow[]): void {
    const { viewHeight, rowHeight } = this.windowed;
    const anchor = anchorScroll(this.#before.rows, rows, (id) => this.#view.indexOf(id), {
      scrollTop: this.#currentTop(),
      viewHeight,
      rowHeight,
      pointer: this.pointer,
    });
    this.windowed.scrollTop = anchor.scrollTop;
    this.arrived += anchor.arrived;
  }

  /** The scroll event comes a moment after the scroll; an update in between must not undo it. */
  #currentTop(): number {
    const { scroller } = this;
    if (scroller === undefined || this.#isHidden || scroller.clientHeight === 0)
      return this.windowed.scrollTop;
    const { scrollTop } = scroller;
    this.#inPage = scrollTop;
    return scrollTop;
  }
}

export interface ScrollAnchor {
  /** Where to scroll to so that what was in view stays in place, in pixels. */
  scrollTop: number;
  /** How many rows came in above what is in view, where they pushed it down. */
  arrived: number;
}

interface Scrolled {
  scrollTop: number;
  viewHeight: number;
  rowHeight: number;
  /** Distance of the pointer from the top of the view, in pixels; null where it is not over the list. */
  pointer: number | null;
}

/**
 * Keeps rows in place while others come and go above them: that under the pointer, since it may be about to be clicked,
 * otherwise the first in view. A list that stands at its top stays there, and shows what comes in.
 *
 * @param indexOf the new position of a row; -1 where it is gone
 */
export function anchorScroll(
  before: readonly JobRow[],
  after: readonly JobRow[],
  indexOf: (id: string) => number,
  { scrollTop, viewHeight, rowHeight, pointer }: Scrolled,
): ScrollAnchor {
  if (scrollTop <= 0) return { scrollTop: 0, arrived: 0 };
  const first = Math.floor(scrollTop / rowHeight);
  const preferred = Math.floor((scrollTop + (pointer ?? 0)) / rowHeight);
  const last = Math.floor((scrollTop + viewHeight) / rowHeight);
  // The row itself; where it is gone, the next one below it, then above it.
  const candidates = [...before.slice(preferred, last + 1), ...before.slice(first, preferred).toReversed()];
  const anchor = candidates.find(({ id }) => indexOf(id) >= 0);
  if (anchor === undefined) return { scrollTop, arrived: 0 };
  const from = before.indexOf(anchor);
  const to = indexOf(anchor.id);
  const known = to > from ? idsOf(before) : null;
  const arrived = known === null ? 0 : after.slice(0, to).filter(({ id }) => !known.has(id)).length;
  return { scrollTop: Math.max(0, scrollTop + (to - from) * rowHeight), arrived };
}

const idsOf = (rows: readonly JobRow[]): ReadonlySet<string> => new Set(rows.map(({ id }) => id));
