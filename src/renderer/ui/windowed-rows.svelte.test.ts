import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { WindowedRows } from './windowed-rows.svelte.ts';

/** A list of rows 50 pixels high, seen through a view of 500. */
function view(count: number, scrollTop = 0, viewHeight = 500): WindowedRows {
  const rows = new WindowedRows(() => count, 50);
  rows.scrollTop = scrollTop;
  rows.viewHeight = viewHeight;
  return rows;
}

describe('WindowedRows', () => {
  it.each([
    ['at the top', 1000, 0, 0, 16],
    ['in the middle', 1000, 5000, 94, 116],
    ['between two rows', 1000, 5025, 94, 117],
    ['at the end', 1000, 49_500, 984, 1000],
    ['in a list that fits', 3, 0, 0, 3],
    ['in an empty list', 0, 0, 0, 0],
  ])('holds the visible rows and six around them %s', (_where, count, scrollTop, first, end) => {
    expect(view(count, scrollTop)).toMatchObject({ first, end });
  });

  it('still holds rows where the list has shrunk from under the view', () => {
    expect(view(10, 49_500)).toMatchObject({ first: 9, end: 10 });
  });

  it('follows the list and the scroll position', () => {
    let count = $state(3);
    const rows = new WindowedRows(() => count, 50);
    rows.viewHeight = 500;
    const seen: [number, number][] = [];
    const end = $effect.root(() => {
      $effect.pre(() => void seen.push([rows.first, rows.end]));
    });
    count = 1000;
    flushSync();
    rows.scrollTop = 5000;
    flushSync();
    expect(seen).toEqual([
      [0, 3],
      [0, 16],
      [94, 116],
    ]);
    end();
  });

  it('holds the same rows while it is hidden, and has no height', () => {
    const rows = view(1000, 5000);
    expect(rows).toMatchObject({ first: 94, end: 116 });
    rows.viewHeight = 0;
    expect(rows).toMatchObject({ first: 94, end: 116, page: 1 });
  });

  it('is as high as all rows together', () => {
    expect(view(1000).totalHeight).toBe(50_000);
    expect(view(0).totalHeight).toBe(0);
  });

  it('has as many rows to a page as fit whole, but one at least', () => {
    expect([520, 500, 499, 20, 0].map((height) => view(1000, 0, height).page)).toEqual([10, 10, 9, 1, 1]);
  });

  it('keeps the first row in view where it is when all rows become lower', () => {
    const rows = view(1000, 5025);
    rows.resizeRows(50);
    expect(rows.scrollTop).toBe(5025);
    rows.resizeRows(40);
    expect(rows).toMatchObject({ scrollTop: 4020, totalHeight: 40_000, page: 12, first: 94, end: 119 });
  });

  it.each([
    ['stays where it is for a row in view', 105, 5000],
    ['stays for the first row in view', 100, 5000],
    ['stays for the last row in view', 109, 5000],
    ['goes up as far as needed', 99, 4950],
    ['goes down as far as needed', 110, 5050],
    ['goes to the top', 0, 0],
    ['goes to the end', 999, 49_500],
  ])('%s', (_what, index, scrollTop) => {
    expect(view(1000, 5000).scrollTopFor(index)).toBe(scrollTop);
  });

  it.each([
    ['stays for the first row that can be seen', 101, 5000],
    ['goes up as far as needed', 100, 4950],
    ['goes to the top', 0, 0],
    ['goes down as far as needed', 110, 5050],
  ])('%s where a row’s height is covered at the top', (_what, index, scrollTop) => {
    expect(view(1000, 5000).scrollTopFor(index, 50)).toBe(scrollTop);
  });

  it.each([0, 49])(
    'goes to the top of a row in a view of %d pixels, which no row fits into',
    (viewHeight) => {
      expect(view(1000, 5000, viewHeight).scrollTopFor(110)).toBe(5500);
    },
  );
});
