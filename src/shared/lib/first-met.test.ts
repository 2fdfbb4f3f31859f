import { expect, it } from 'vitest';
import { FirstMet } from './first-met.ts';

it('values with the same key are the one that was met first', () => {
  const lists = new FirstMet<string[]>();
  const first = ['a'];
  expect(lists.get('a', first)).toBe(first);
  expect(lists.get('a', ['a'])).toBe(first);
  expect(lists.get('b', ['b'])).toEqual(['b']);
});

it('values are forgotten where there are very many of them', () => {
  const lists = new FirstMet<string[]>();
  const first = lists.get('a', ['a']);
  for (let other = 0; other < 5_000; other += 1) lists.get(`other ${other}`, []);
  expect(lists.get('a', ['a'])).not.toBe(first);
});
