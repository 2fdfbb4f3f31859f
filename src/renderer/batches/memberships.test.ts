import { expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { countMembers, membershipsOf } from './memberships.ts';

const rows = [
  jobRow({ id: 'a', batches: ['b1', 'b2'] }),
  jobRow({ id: 'b', batches: ['b2'] }),
  jobRow({ id: 'c' }),
];

it('jobs are found by the batches that they are in, or in one of them', () => {
  const all = membershipsOf(rows, null);
  expect(all).toEqual([
    { id: 'b1', ids: ['a'] },
    { id: 'b2', ids: ['a', 'b'] },
  ]);
  expect(countMembers(all)).toBe(2);
  expect(membershipsOf(rows, 'b1')).toEqual([{ id: 'b1', ids: ['a'] }]);
  expect(membershipsOf(rows, 'b3')).toEqual([]);
});
