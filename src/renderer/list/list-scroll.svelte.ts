import { untrack } from 'svelte';
import type { ScrollPlace } from '../../shared/last-view.ts';
import type { ListGroups } from '../../shared/grouping.ts';
import { differenceBetween, type RowChange } from '../state/row-changes.ts';
import { WindowedRows } from '../ui/windowed-rows.svelte.ts';
import type { ListLines } from './groups/list-lines.ts';
import type { ViewState } from './view-state.svelte.ts';

type ShownView = Pick<ViewState, 'lines' | 'filter' | 'sort' | 'groups' | 'indexOf'>;

/** What a list shows at a moment, and what it was chosen by. */
interface Shown extends Pick<ViewState, 'lines' | 'filter' | 'sort'> {
  groups: ListGroups;
}

/** Pixels of the heads above a job by which a place in the list is kept at most. */
const maxAbove = 1_000;

/** What of the element that scrolls is read and set; both are 0 while it is hidden, though it comes back where it was. */
type Scroller = Pick<HTMLElement, 'scrollTop' | 'clientHeight'>;

/**
 * Where the list of jobs stands. What a person looks at stays where it is while updates stream in; another filter or sort
 * starts at the top, but a job that was found and opened stays in view when the search is cleared.
 */
export class ListScroll {
  readonly windowed: WindowedRows;
  readonly #view: ShownView;
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
    view: ShownView,
    openedId: () => string | null,
    rowHeight: number,
    wanted: ScrollPlace | null = null,
  ) {
    this.#view = view;
    this.#openedId = openedId;
    this.#wanted = wanted;
    this.windowed = new WindowedRows(() => view.lines.count, rowHeight);
    this.#before = untrack(() => this.#now());
  }

  /** Follows the list; to run before the page changes, so that the rows to draw are those of the new position already. */
  follow(): void {
    const now = this.#now();
    if (this.#wanted !== null) void this.windowed.viewHeight;
    untrack(() => {
      if (isAnother(this.#before, now)) this.#startAgain(now.filter.query);
      else if (this.#wanted !== null) this.#goBack(this.#wanted);
      // What folds or unfolds does so below its head, which stays where it is.
      else if (now.groups === this.#before.groups && now.lines !== this.#before.lines)
        this.#holdStill(now.lines);
      this.#before = now;
    });
  }

  /** Scrolls the page to the position of the list; call it after the page has changed. */
  settle(): void {
    void [this.#view.lines, this.windowed.rowHeight, this.#isHidden];
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
    this.windowed.scrollTop = this.#topFor(index);
    this.#inPage = null;
    this.settle();
  }

  /** Where it stands, to be gone back to; null at the top, where it shows what comes in. */
  get place(): ScrollPlace | null {
    if (this.#wanted !== null) return this.#wanted;
    const { scrollTop, rowHeight } = this.windowed;
    if (scrollTop <= 0) return null;
    let at = Math.floor(scrollTop / rowHeight);
    while (this.#view.lines.at(at)?.kind === 'group') at += 1;
    const line = this.#view.lines.at(at);
    const above = scrollTop - at * rowHeight;
    return line === undefined || above < -maxAbove ? null : { id: line.id, above };
  }

  /** The head of a group stays above its rows, and must not hide the one that is to be seen. */
  #topFor(index: number): number {
    const { lines } = this.#view;
    const isBelowHead = lines.isGrouped && lines.at(index)?.kind === 'job';
    return this.windowed.scrollTopFor(index, isBelowHead ? this.windowed.rowHeight : 0);
  }

  #now(): Shown {
    const { lines, filter, sort, groups } = this.#view;
    return { lines, filter, sort, groups: groups.chosen };
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
    if (opened >= 0) this.windowed.scrollTop = this.#topFor(opened);
    this.arrived = 0;
  }

  #holdStill(lines: ListLines): void {
    const { viewHeight, rowHeight } = this.windowed;
    const anchor = anchorScroll(this.#before.lines, lines, (id) => this.#view.indexOf(id), {
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
 * Keeps lines in place while others come and go above them: that under the pointer, since it may be about to be clicked,
 * otherwise the first in view. A list that stands at its top stays there, and shows what comes in.
 *
 * @param indexOf the new position of a line; -1 where it is gone
 */
export function anchorScroll(
  before: ListLines,
  after: ListLines,
  indexOf: (id: string) => number,
  { scrollTop, viewHeight, rowHeight, pointer }: Scrolled,
): ScrollAnchor {
  if (scrollTop <= 0) return { scrollTop: 0, arrived: 0 };
  const first = Math.floor(scrollTop / rowHeight);
  const preferred = Math.floor((scrollTop + (pointer ?? 0)) / rowHeight);
  const last = Math.floor((scrollTop + viewHeight) / rowHeight);
  const place = (from: number, end: number): { id: string; from: number }[] =>
    before.slice(from, end).map(({ id }, offset) => ({ id, from: from + offset }));
  // The line itself; where it is gone, the next one below it, then above it.
  const candidates = [...place(preferred, last + 1), ...place(first, preferred).toReversed()];
  // A row that went to another group is not followed there.
  const isThere = ({ id, from }: { id: string; from: number }): boolean => {
    const to = indexOf(id);
    return to >= 0 && before.headAt(from)?.line.id === after.headAt(to)?.line.id;
  };
  const anchor = candidates.find(isThere);
  if (anchor === undefined) return { scrollTop, arrived: 0 };
  const { from } = anchor;
  const to = indexOf(anchor.id);
  const isNewAbove = (change: RowChange): boolean => {
    const at = change.before === null && change.after !== null ? indexOf(change.after.id) : -1;
    return at >= 0 && at < to;
  };
  const arrived = to > from ? differenceBetween(before.rows, after.rows).filter(isNewAbove).length : 0;
  return { scrollTop: Math.max(0, scrollTop + (to - from) * rowHeight), arrived };
}

/** Whether a person chose to see something else, or in another way. */
const isAnother = (before: Shown, now: Shown): boolean =>
  before.filter !== now.filter ||
  before.sort !== now.sort ||
  before.groups.by !== now.groups.by ||
  before.groups.areFolded !== now.groups.areFolded;
