import { describe, expect, it } from 'vitest';
import type { JobRow } from '../../../shared/watched-job.ts';
import { RowList } from '../../state/row-list.ts';
import { jobRow } from '../../testing/states.ts';
import { addedAhead, type RowOrder } from '../sort-rows.ts';
import { GroupedRows, type RowGroup, type RowGrouping } from './grouped-rows.ts';

const newestFirst: RowOrder = {
  keyOf: ({ order }) => order,
  descending: true,
  isAhead: addedAhead.descending,
};
const bySize: RowOrder = { keyOf: ({ fileSize }) => fileSize, descending: true };

/** Groups by type, and counts how often a row is looked at. */
function start() {
  const looked = { count: 0 };
  const grouping: RowGrouping = {
    keyOf: ({ type }) => {
      looked.count += 1;
      return type ?? '';
    },
    compare: (a, b) => (a.key < b.key ? -1 : 1),
    labelOf: ({ key }) => key,
    sayingOf: ({ error }) => error ?? '',
  };
  const list = new RowList();
  const grouped = new GroupedRows();
  return {
    looked,
    list,
    grouping,
    groups: (order = newestFirst) => grouped.follow(list.rows, grouping, order),
  };
}

const job = (order: number, type: string, values: Partial<JobRow> = {}): JobRow =>
  jobRow({ id: `j${order}`, order, type, status: 'running', fetchedAt: 1, ...values });
const shape = (groups: readonly RowGroup[]): string =>
  groups.map(({ key, rows }) => `${key}: ${rows.map(({ id }) => id).join(' ')}`).join(', ');

describe('GroupedRows', () => {
  it('puts rows into their groups, each in the order of the list', () => {
    const { list, groups } = start();
    list.change([job(1, 'b'), job(2, 'a'), job(3, 'b')]);
    expect(shape(groups())).toBe('a: j2, b: j3 j1');
  });

  it('moves a row that belongs to another group by now, and counts how far the rows are', () => {
    const { list, groups } = start();
    list.change([job(1, 'b'), job(2, 'a'), job(3, 'b')]);
    groups();
    list.change([job(3, 'a', { status: 'completed' }), job(4, 'c')], ['j2']);
    expect(shape(groups())).toBe('a: j3, b: j1, c: j4');
    expect(groups().map(({ standings }) => [standings.active, standings.done])).toEqual([
      [0, 1],
      [1, 0],
      [1, 0],
    ]);
    list.change([], ['j1']);
    expect(shape(groups())).toBe('a: j3, c: j4');
  });

  it('looks at the rows that have changed and at no other, and leaves all other groups as they are', () => {
    const { list, looked, groups } = start();
    list.change(Array.from({ length: 1_000 }, (_, order) => job(order, `type ${order % 10}`)));
    const before = groups();
    looked.count = 0;
    list.change([job(503, 'type 3', { progress: 7 }), job(504, 'type 9')]);
    const after = groups();
    // Each as it was, and as it is.
    expect(looked.count).toBe(4);
    const same = after.filter((group) => before.includes(group)).map(({ key }) => key);
    expect(same).toEqual([0, 1, 2, 5, 6, 7, 8].map((number) => `type ${number}`));
    expect(after[3]?.rows.find(({ id }) => id === 'j503')?.progress).toBe(7);
    expect(after[9]?.rows.map(({ id }) => id)).toContain('j504');
  });

  it('is the same list while nothing has changed', () => {
    const { list, groups } = start();
    list.change([job(1, 'a')]);
    expect(groups()).toBe(groups());
  });

  it('keeps rows in place in an order that their values would change, as the list does', () => {
    const { list, looked, groups } = start();
    list.change([job(1, 'a'), job(2, 'a'), job(3, 'a')]);
    groups(bySize);
    looked.count = 0;
    list.change([job(2, 'a', { fileSize: 9 })]);
    expect(shape(groups(bySize))).toBe('a: j3 j2 j1');
    expect(looked.count).toBe(2);
  });

  it('says what all rows of a group say', () => {
    const { list, groups } = start();
    const said = () => groups().map(({ saying }) => saying);
    list.change([job(1, 'a', { error: 'No mesh' }), job(2, 'a', { error: 'No mesh' })]);
    expect(said()).toEqual(['No mesh']);
    list.change([job(3, 'b', { error: 'Cut' })]);
    expect(said()).toEqual(['No mesh', 'Cut']);
    list.change([job(4, 'a', { error: 'Cut' })]);
    expect(said()).toEqual([null, 'Cut']);
    list.change([job(5, 'a', { error: 'Cut' })]);
    expect(said()).toEqual([null, 'Cut']);
  });
});
