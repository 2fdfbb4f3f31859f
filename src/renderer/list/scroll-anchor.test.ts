import { describe, expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { placesOf } from './settled-order.ts';
import { anchorScroll } from './scroll-anchor.ts';

const list = (ids: string) => [...ids].map((id) => jobRow({ id }));

/** Rows are 10 pixels high, three of them in view; `scrollTop` 25 shows half of the third row first. */
function anchored(before: string, after: string, scrollTop = 25, pointer: number | null = null) {
  const rows = list(after);
  const places = placesOf(rows);
  return anchorScroll(list(before), rows, (id) => places.get(id) ?? -1, {
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
