import { describe, expect, it } from 'vitest';
import { sortColumns } from '../../shared/saved-view.ts';
import { layoutFor } from './column-layout.ts';
import { columns, orderOf, sortingOf } from './columns.ts';

describe('layoutFor', () => {
  it.each([
    [400, 'name status next', 'minmax(88px, 1fr) minmax(90px, 1fr) 140px'],
    [460, 'name status next', 'minmax(88px, 1fr) minmax(148px, 1fr) 140px'],
    [564, 'name status time next', 'minmax(88px, 1fr) minmax(148px, 1fr) 96px 140px'],
    [640, 'name status time next', 'minmax(120px, 1fr) minmax(172px, 1fr) 96px 144px'],
    [860, 'name status time next', 'minmax(160px, 560px) minmax(180px, 1fr) 104px 152px'],
    [
      980,
      'name status time submitted size next',
      'minmax(160px, 480px) minmax(180px, 1fr) 96px 88px 80px 152px',
    ],
    [
      1240,
      'name type status time completed submitted size next',
      'minmax(160px, 480px) 104px minmax(180px, 1fr) 80px 104px 104px 80px 152px',
    ],
    [
      1400,
      'name type status verdict time completed submitted size next',
      'minmax(160px, 480px) 104px minmax(180px, 1fr) 120px 80px 104px 104px 80px 152px',
    ],
  ])('from %i px on shows %s', (width, shown, tracks) => {
    const layout = layoutFor(width);
    expect([...layout.shown].join(' ')).toBe(shown);
    expect(layout.columns.map(({ id }) => id)).toEqual([...layout.shown]);
    expect([layout.tracks, layout.lastTrack]).toEqual([tracks, tracks.split(' ').at(-1)]);
    expect(layoutFor(width + 1)).toBe(layout);
    expect(layoutFor(width - 1) === layout).toBe(width === 400);
  });
});

describe('the columns', () => {
  it('are all that the list can be sorted by, and the next step', () => {
    expect(new Set(columns.map(({ id }) => id))).toEqual(new Set([...sortColumns, 'next']));
    expect(columns).toHaveLength(sortColumns.length + 1);
    for (const column of sortColumns)
      expect(orderOf({ column, descending: true })).toEqual({
        keyOf: sortingOf(column).keyOf,
        descending: true,
        isAhead: sortingOf(column).ahead?.descending,
      });
  });
});
