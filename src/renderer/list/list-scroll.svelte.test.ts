import { flushSync } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { notGrouped } from '../../shared/grouping.ts';
import type { ScrollPlace } from '../../shared/last-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { jobRow } from '../testing/states.ts';
import { viewOf } from '../testing/view-of.ts';
import { ListLines } from './groups/list-lines.ts';
import { anchorScroll, ListScroll } from './list-scroll.svelte.ts';

const rowHeight = 50;
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** So many jobs, the newest on top: `j<count - 1>` to `j0`. */
const jobs = (count: number): JobRow[] =>
  Array.from({ length: count }, (_, order) =>
    jobRow({ id: `j${order}`, name: `part_${order}`, order }),
  ).toReversed();

/** A list of jobs as its component uses it, 500 pixels of it in view. */
function list(count = 100, wanted: ScrollPlace | null = null, groups = notGrouped) {
  let rows = $state.raw(jobs(count));
  let openedId = $state.raw<string | null>(null);
  const view = viewOf(() => rows);
  view.groups.restore(groups);
  const scroll = new ListScroll(view, () => openedId, rowHeight, wanted);
  // Like an element: it reads 0 while it is hidden, and is then where it was.
  let [top, height] = [0, 500];
  const asked: ('get' | 'set')[] = [];
  const scroller = {
    get scrollTop() {
      asked.push('get');
      return height === 0 ? 0 : top;
    },
    set scrollTop(to: number) {
      asked.push('set');
      if (height > 0) top = to;
    },
    get clientHeight() {
      return height;
    },
  };
  scroll.scroller = scroller;
  scroll.windowed.viewHeight = height;
  ends.push(
    $effect.root(() => {
      $effect.pre(() => scroll.follow());
      $effect(() => scroll.settle());
    }),
  );
  flushSync();
  return {
    view,
    scroll,
    scroller,
    /** How often its position was read and set. */
    asked,
    set: (to: JobRow[]) => flushSync(() => (rows = to)),
    open: (id: string) => flushSync(() => (openedId = id)),
    filter: (query: string) => flushSync(() => view.change({ query })),
    /** A person scrolls; the event comes a moment later. */
    drag: (to: number, isTold = true) => {
      scroller.scrollTop = to;
      if (isTold) flushSync(() => scroll.read(scroller));
    },
    resize: (to: number, isTold = true) => {
      height = to;
      if (isTold) flushSync(() => (scroll.windowed.viewHeight = to));
    },
  };
}

/** The job at the top of the view, as drawn and as the page stands. */
const topOf = ({ view, scroll, scroller }: ReturnType<typeof list>): (string | undefined)[] =>
  [scroll.windowed.scrollTop, scroller.scrollTop].map((top) => view.rows[top / rowHeight]?.id);

describe('ListScroll', () => {
  it('keeps what is in view where it is while jobs come in above, and counts them until it is at the top', () => {
    const shown = list();
    shown.drag(20 * rowHeight);
    expect(topOf(shown)).toEqual(['j79', 'j79']);
    shown.set(jobs(103));
    expect(topOf(shown)).toEqual(['j79', 'j79']);
    expect(shown.scroll.arrived).toBe(3);
    shown.drag(10);
    expect(shown.scroll.arrived).toBe(3);
    shown.scroll.show(0);
    shown.scroll.read(shown.scroller);
    expect(topOf(shown)).toEqual(['j102', 'j102']);
    expect(shown.scroll.arrived).toBe(0);
  });

  it('does not undo a scroll whose event has not come yet', () => {
    const shown = list();
    shown.drag(20 * rowHeight, false);
    shown.set(jobs(101));
    expect(topOf(shown)).toEqual(['j79', 'j79']);
  });

  it('asks the page where it stands, and sets it, only where that may have changed', () => {
    const shown = list();
    shown.drag(20 * rowHeight);
    shown.asked.length = 0;
    // Each has the browser lay the page out: once before it changes, when that is done already.
    shown.set(jobs(101));
    expect(shown.asked).toEqual(['get', 'set']);
    shown.drag(0);
    shown.asked.length = 0;
    shown.set(jobs(102));
    expect(shown.asked).toEqual(['get']);
  });

  it('starts at the top with another filter, also after a scroll whose event has not come yet', () => {
    const shown = list();
    shown.drag(20 * rowHeight, false);
    shown.filter('part_');
    expect(topOf(shown)).toEqual(['j99', 'j99']);
  });

  it('starts at the top with another filter or sort', () => {
    const shown = list();
    shown.drag(20 * rowHeight);
    shown.set(jobs(101));
    shown.filter('part_');
    expect(topOf(shown)).toEqual(['j100', 'j100']);
    expect(shown.scroll.arrived).toBe(0);
    shown.drag(20 * rowHeight);
    flushSync(() => shown.view.sortBy('name'));
    expect(shown.scroller.scrollTop).toBe(0);
  });

  it('brings a job that was found and opened into view when the search is cleared, and no other job', () => {
    const shown = list();
    shown.filter('part_47');
    shown.filter('');
    expect(topOf(shown)).toEqual(['j99', 'j99']);
    shown.filter('part_47');
    shown.open('j47');
    shown.filter('');
    expect(topOf(shown)).toEqual(['j56', 'j56']);
    shown.filter('part_');
    expect(topOf(shown)).toEqual(['j99', 'j99']);
  });

  it.each([
    ['told at once', true],
    ['not told yet', false],
  ])(
    'stands where it stood when it is shown again after updates came in while it was hidden, %s',
    (_w, isTold) => {
      const shown = list();
      shown.drag(20 * rowHeight);
      shown.resize(0, isTold);
      shown.set(jobs(102));
      shown.resize(0);
      shown.resize(500);
      expect(topOf(shown)).toEqual(['j79', 'j79']);
    },
  );

  it('draws what is in view when the search was cleared while it was hidden', () => {
    const shown = list();
    shown.filter('part_47');
    shown.open('j47');
    shown.resize(0);
    shown.filter('');
    shown.resize(500, false);
    shown.set(jobs(101));
    shown.resize(500);
    expect(topOf(shown)).toEqual(['j47', 'j47']);
  });

  it('says where it stands, and nothing while it shows what comes in at its top', () => {
    const shown = list();
    expect(shown.scroll.place).toBeNull();
    shown.drag(20 * rowHeight + 7);
    expect(shown.scroll.place).toEqual({ id: 'j79', above: 7 });
  });

  it('goes back to where it stood once that job and those below it are there', () => {
    const wanted = { id: 'j60', above: 10 };
    const shown = list(0, wanted);
    expect(shown.scroll.place).toEqual(wanted);
    shown.set(jobs(100).slice(0, 20));
    expect(shown.scroll.windowed.scrollTop).toBe(0);
    shown.set(jobs(100).slice(0, 45));
    // As far down as the rows reach.
    expect(shown.scroll.windowed.scrollTop).toBe(35 * rowHeight);
    shown.set(jobs(100));
    expect(shown.scroll.windowed.scrollTop).toBe(39 * rowHeight + 10);
    shown.set(jobs(103));
    expect(shown.scroll.place).toEqual(wanted);
  });

  it('goes back once there is room for it, and not for what the page rounds', () => {
    const shown = list(0, { id: 'j60', above: 90 });
    shown.resize(0);
    shown.set(jobs(100));
    expect(shown.scroll.place).toEqual({ id: 'j60', above: 90 });
    shown.resize(500);
    // The rows were higher then: no more of one is above than there is.
    expect(topOf(shown)).toEqual(['j59', 'j59']);
    const low = list(0, { id: 'j5', above: 0 });
    low.resize(0);
    low.set(jobs(100).slice(0, 96));
    low.resize(500);
    expect(low.scroll.windowed.scrollTop).toBe(96 * rowHeight - 500);
    low.drag(low.scroll.windowed.scrollTop + 1);
    expect(low.scroll.place).toEqual({ id: 'j5', above: 0 });
  });

  it('goes to no job of the last run once the person has chosen to see others', () => {
    const shown = list(20, { id: 'j60', above: 0 });
    shown.filter('j');
    shown.set(jobs(100));
    expect(shown.scroll.windowed.scrollTop).toBe(0);
    expect(shown.scroll.place).toBeNull();
  });

  it('leaves the person where they have scrolled to meanwhile', () => {
    const shown = list(60, { id: 'gone', above: 0 });
    shown.drag(3 * rowHeight);
    expect(shown.scroll.place).toEqual({ id: 'j56', above: 0 });
    shown.set([...jobs(60), jobRow({ id: 'gone', order: -1 })]);
    expect(topOf(shown)).toEqual(['j56', 'j56']);
  });
});

describe('ListScroll with groups', () => {
  /** Jobs of two types, the first 20 (the oldest) of them `old`, under two heads. */
  const typed = (rows: JobRow[]) => rows.map((row) => ({ ...row, type: row.order < 20 ? 'old' : 'new' }));
  const grouped = () => {
    const shown = list(0);
    shown.set(typed(jobs(100)));
    flushSync(() => shown.view.groups.groupBy('type'));
    return shown;
  };
  const fold = (shown: ReturnType<typeof list>, key: string, isFolded: boolean) =>
    flushSync(() => shown.view.groups.setFolded(key, isFolded));
  /** The line at the top of the view. */
  const first = ({ view, scroll }: ReturnType<typeof list>) =>
    view.lines.at(Math.floor(scroll.windowed.scrollTop / rowHeight))?.id;

  it('starts at the top with other groups, and when all are folded', () => {
    const shown = list();
    shown.drag(20 * rowHeight);
    flushSync(() => shown.view.groups.groupBy('type'));
    expect(shown.scroller.scrollTop).toBe(0);
    shown.drag(20 * rowHeight);
    flushSync(() => shown.view.groups.setAllFolded(true));
    expect(shown.scroller.scrollTop).toBe(0);
  });

  it('stays where it is when a group opens or folds below, and counts nothing as new', () => {
    const shown = grouped();
    shown.drag(10 * rowHeight);
    fold(shown, 'old', true);
    fold(shown, 'old', false);
    expect([shown.scroller.scrollTop, shown.scroll.arrived]).toEqual([10 * rowHeight, 0]);
  });

  it('stays with the head that opens, and not with the row below it that the pointer is on', () => {
    const shown = grouped();
    fold(shown, 'new', true);
    shown.drag(5);
    shown.scroll.pointer = 4 * rowHeight;
    fold(shown, 'new', false);
    expect([shown.scroller.scrollTop, shown.scroll.arrived]).toEqual([5, 0]);
  });

  it('keeps what is in view in place while rows come into a group above, and counts them', () => {
    const shown = grouped();
    shown.drag(90 * rowHeight);
    const before = first(shown);
    shown.set(typed(jobs(103)));
    expect([first(shown), shown.scroll.arrived]).toEqual([before, 3]);
  });

  it('does not follow a row to another group', () => {
    const shown = grouped();
    shown.drag(10 * rowHeight);
    const top = first(shown);
    const rows = typed(jobs(100));
    shown.set(rows.map((row) => (row.id === top ? { ...row, type: 'old' } : row)));
    expect(shown.scroller.scrollTop).toBe(9 * rowHeight);
  });

  it('shows a row below the head that stays above it', () => {
    const shown = grouped();
    shown.drag(30 * rowHeight);
    shown.scroll.show(12);
    expect(shown.scroller.scrollTop).toBe(11 * rowHeight);
    shown.scroll.show(0);
    expect(shown.scroller.scrollTop).toBe(0);
  });

  it('says where it stands by the next job where a head is at the top, and goes back there', () => {
    const shown = grouped();
    const head = shown.view.indexOf('j19') - 1;
    shown.drag(head * rowHeight + 10);
    const { place } = shown.scroll;
    expect(place).toEqual({ id: 'j19', above: 10 - rowHeight });
    const next = list(0, place, shown.view.groups.chosen);
    next.set(typed(jobs(100)));
    expect(next.scroll.windowed.scrollTop).toBe(head * rowHeight + 10);
  });

  it('has no place where all is folded away', () => {
    const shown = grouped();
    fold(shown, 'new', true);
    fold(shown, 'old', true);
    shown.drag(10);
    expect(shown.scroll.place).toBeNull();
  });
});

const rowsOf = (ids: string) => [...ids].map((id) => jobRow({ id }));

/** Rows are 10 pixels high, three of them in view; `scrollTop` 25 shows half of the third row first. */
function anchored(before: string, after: string, scrollTop = 25, pointer: number | null = null) {
  const rows = rowsOf(after);
  const places = new Map(rows.map(({ id }, index) => [id, index]));
  return anchorScroll(new ListLines(rowsOf(before)), new ListLines(rows), (id) => places.get(id) ?? -1, {
    scrollTop,
    viewHeight: 30,
    rowHeight: 10,
    pointer,
  });
}

describe('anchorScroll', () => {
  it('moves down with what is in view when rows come in above, and counts them', () => {
    expect(anchored('abcdefgh', 'xyabcdefgh')).toEqual({ scrollTop: 45, arrived: 2 });
  });

  it('moves up when rows above go', () => {
    expect(anchored('abcdefgh', 'bcdefgh')).toEqual({ scrollTop: 15, arrived: 0 });
    expect(anchored('abcdefgh', 'acdefgh', 15)).toEqual({ scrollTop: 5, arrived: 0 });
    expect(anchored('abcdefgh', 'fgh', 25)).toEqual({ scrollTop: 0, arrived: 0 });
  });

  it('stays where it is when rows come and go below', () => {
    expect(anchored('abcdefgh', 'abcdefxg')).toEqual({ scrollTop: 25, arrived: 0 });
  });

  it('stays at the top, and shows what comes in there', () => {
    expect(anchored('abc', 'xabc', 0)).toEqual({ scrollTop: 0, arrived: 0 });
  });

  it('keeps the row under the pointer rather than the first in view', () => {
    expect(anchored('abcdefgh', 'abcxdefgh', 25, 12)).toEqual({ scrollTop: 35, arrived: 1 });
    expect(anchored('abcdefgh', 'abcxdefgh', 25, null)).toEqual({ scrollTop: 25, arrived: 0 });
  });

  it('keeps the next row, then the one before, where that under the pointer is gone', () => {
    expect(anchored('abcdefgh', 'abcefgh', 25, 12)).toEqual({ scrollTop: 15, arrived: 0 });
    expect(anchored('abcdefgh', 'xabcgh', 25, 12)).toEqual({ scrollTop: 35, arrived: 1 });
  });

  it('counts only rows that were not there before', () => {
    expect(anchored('abcdefgh', 'hxabcdefg')).toEqual({ scrollTop: 45, arrived: 1 });
  });

  it('leaves the position alone where nothing of what was in view is left', () => {
    expect(anchored('abcdefgh', 'xyzabh')).toEqual({ scrollTop: 25, arrived: 0 });
  });
});
