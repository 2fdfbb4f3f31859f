import { describe, expect, it } from 'vitest';
import type { JobRow } from '../../shared/watched-job.ts';
import { jobRow } from '../testing/states.ts';
import { changesBetween } from './row-changes.ts';
import { isNewer, placeOf, RowList, withChanges } from './row-list.ts';

const oldest = jobRow({ id: 'oldest', order: 1 });
const middle = jobRow({ id: 'middle', order: 2 });
const newest = jobRow({ id: 'newest', order: 3 });

function listOf(...rows: JobRow[]) {
  const list = new RowList();
  list.change(rows);
  return list;
}

const idsOf = (list: RowList) => list.rows.map(({ id }) => id);

describe('a list of rows', () => {
  it('is in the order in which jobs were added, the newest first', () => {
    expect(listOf(middle, oldest, newest).rows).toEqual([newest, middle, oldest]);
  });

  it('puts a changed row in the place of the old one and keeps the identity of the others', () => {
    const list = listOf(newest, middle, oldest);
    const changed = { ...middle, version: 2, status: 'running' };
    list.change([changed]);
    expect(list.rows).toEqual([newest, changed, oldest]);
    expect([list.rows[0], list.rows[2], list.get('middle')]).toEqual([newest, oldest, changed]);
    expect(list.rows[0]).toBe(newest);
    expect(list.rows[2]).toBe(oldest);
  });

  it('puts new rows on top, the newest first', () => {
    const list = listOf(newest, middle, oldest);
    list.change([
      jobRow({ id: 'd', order: 4 }),
      jobRow({ id: 'f', order: 6 }),
      jobRow({ id: 'e', order: 5 }),
    ]);
    expect(idsOf(list)).toEqual(['f', 'e', 'd', 'newest', 'middle', 'oldest']);
  });

  it('puts a restored row back where it was, and older ones below', () => {
    const list = listOf(newest, oldest);
    list.change([middle]);
    expect(idsOf(list)).toEqual(['newest', 'middle', 'oldest']);
    list.change([jobRow({ id: 'older', order: 0 }), jobRow({ id: 'between', order: 2.5 })]);
    expect(idsOf(list)).toEqual(['newest', 'between', 'middle', 'oldest', 'older']);
  });

  it('moves a row that was removed and added again at once', () => {
    const list = listOf(newest, middle, oldest);
    list.change([{ ...oldest, order: 4 }]);
    expect(idsOf(list)).toEqual(['oldest', 'newest', 'middle']);
  });

  it('takes removed rows out, also while others change', () => {
    const list = listOf(newest, middle, oldest);
    list.change([{ ...oldest, version: 2 }], ['newest', 'never-seen']);
    expect(list.rows).toEqual([middle, { ...oldest, version: 2 }]);
    expect(list.get('newest')).toBeUndefined();
    list.change([], ['middle']);
    expect(idsOf(list)).toEqual(['oldest']);
  });

  it('leaves the list that it gave before as it is, and gives the same one where nothing changed', () => {
    const list = listOf(newest, middle, oldest);
    const before = list.rows;
    list.change([]);
    list.change([], ['never-seen']);
    expect(list.rows).toBe(before);
    list.change([jobRow({ id: 'd', order: 4 })], ['newest']);
    expect(before).toEqual([newest, middle, oldest]);
  });

  it('finds its way where lists of others gave two jobs the same place', () => {
    const twin = jobRow({ id: 'twin', order: 2 });
    const list = listOf(newest, middle, twin, oldest);
    for (const row of [twin, middle]) {
      const changed = { ...row, version: 2 };
      list.change([changed]);
      expect(list.rows[placeOf(list.rows, changed, isNewer)]).toBe(changed);
    }
    expect(list.rows).toHaveLength(4);
  });
});

it('rows that do not stand where they belong are found by one look at the list, however many have changed', () => {
  const jobs = Array.from({ length: 200 }, (_, order) => jobRow({ id: `${order}`, order }));
  let looks = 0;
  const oldestFirst = new Proxy(jobs, {
    get: (list, key) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
      return Reflect.get(list, key) as unknown;
    },
  });
  const changed = jobs.map((before) => ({ before, after: { ...before, version: 2 } }));
  expect(withChanges(oldestFirst, changed, isNewer)).toEqual(changed.map(({ after }) => after));
  // A copy, the search for each, and that look.
  expect(looks).toBeLessThanOrEqual(200 * (1 + 9 + 1));
});

describe('what changed between two lists', () => {
  it('is each job once, as it was before and is after, over several changes', () => {
    const list = listOf(newest, middle);
    const from = list.rows;
    const running = { ...middle, status: 'running' };
    const done = { ...middle, status: 'completed' };
    list.change([running]);
    const between = list.rows;
    list.change([done, oldest], ['newest']);
    expect(changesBetween(from, list.rows)).toEqual([
      { before: middle, after: done },
      { before: newest, after: null },
      { before: null, after: oldest },
    ]);
    expect(changesBetween(from, between)).toEqual([{ before: middle, after: running }]);
    expect(changesBetween(from, from)).toEqual([]);
  });

  it('is not known of lists that are none of the same line, of an earlier one, and of one that is long gone', () => {
    const list = listOf(newest);
    const from = list.rows;
    list.change([middle]);
    expect(changesBetween(list.rows, from)).toBeNull();
    expect(changesBetween([...from], list.rows)).toBeNull();
    expect(changesBetween(from, listOf(newest).rows)).toBeNull();
    for (let version = 0; version < 7; version += 1) list.change([{ ...middle, version }]);
    expect(changesBetween(from, list.rows)).toHaveLength(1);
    list.change([{ ...middle, version: 9 }]);
    expect(changesBetween(from, list.rows)).toBeNull();
  });
});
