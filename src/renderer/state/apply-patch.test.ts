import { describe, expect, it } from 'vitest';
import { jobRow, snapshot } from '../testing/states.ts';
import { applyPatch, newestFirst } from './apply-patch.ts';

const oldest = jobRow({ id: 'oldest', order: 1 });
const middle = jobRow({ id: 'middle', order: 2 });
const newest = jobRow({ id: 'newest', order: 3 });
const copy = snapshot({ revision: 7, rows: [newest, middle, oldest] });
const idsOf = (state: ReturnType<typeof applyPatch>) => state?.rows.map(({ id }) => id);

describe('applyPatch', () => {
  it('puts a changed row in the place of the old one and keeps the identity of the others', () => {
    const changed = { ...middle, version: 2, status: 'running' };
    const next = applyPatch(copy, { revision: 8, changed: [changed] });
    expect(next?.rows).toEqual([newest, changed, oldest]);
    expect(next?.rows[0]).toBe(newest);
    expect(next?.rows[2]).toBe(oldest);
  });

  it('puts new rows on top, the newest first', () => {
    const changed = [
      jobRow({ id: 'd', order: 4 }),
      jobRow({ id: 'f', order: 6 }),
      jobRow({ id: 'e', order: 5 }),
    ];
    expect(idsOf(applyPatch(copy, { revision: 8, changed }))).toEqual([
      'f',
      'e',
      'd',
      'newest',
      'middle',
      'oldest',
    ]);
  });

  it('puts a restored row back where it was', () => {
    const without = snapshot({ revision: 7, rows: [newest, oldest] });
    expect(idsOf(applyPatch(without, { revision: 8, changed: [middle] }))).toEqual([
      'newest',
      'middle',
      'oldest',
    ]);
  });

  it('moves a row that was removed and added again at once', () => {
    const changed = [{ ...oldest, order: 4 }];
    expect(idsOf(applyPatch(copy, { revision: 8, changed }))).toEqual(['oldest', 'newest', 'middle']);
  });

  it('takes removed rows out, also while others change', () => {
    const next = applyPatch(copy, {
      revision: 8,
      removed: ['newest', 'never-seen'],
      changed: [{ ...oldest, version: 2 }],
    });
    expect(next?.rows).toEqual([middle, { ...oldest, version: 2 }]);
    expect(idsOf(applyPatch(copy, { revision: 8, removed: ['middle'] }))).toEqual(['newest', 'oldest']);
  });

  it('leaves the list itself as it is where no job changed', () => {
    expect(applyPatch(copy, { revision: 8, banners: [] })?.rows).toBe(copy.rows);
  });

  it('takes over what is pushed whole, keeps the rest, and is at the revision of the patch', () => {
    const settings = { ...copy.settings, theme: 'dark' as const };
    expect(applyPatch(copy, { revision: 8, settings, loaded: false })).toEqual({
      ...copy,
      revision: 8,
      settings,
      loaded: false,
    });
  });

  it.each([6, 7, 9, 12])('does not apply revision %d to a copy at revision 7', (revision) => {
    expect(applyPatch(copy, { revision, removed: ['newest'] })).toBeNull();
  });

  it('leaves the copy it was given as it is', () => {
    applyPatch(copy, { revision: 8, removed: ['newest'], changed: [jobRow({ id: 'd', order: 4 })] });
    expect(copy.rows).toEqual([newest, middle, oldest]);
  });
});

describe('newestFirst', () => {
  it('orders by when jobs were added', () => {
    expect(newestFirst([middle, oldest, newest])).toEqual([newest, middle, oldest]);
  });
});
