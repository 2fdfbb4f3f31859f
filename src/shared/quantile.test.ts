import { expect, it } from 'vitest';
import { countBelow, quantile } from './quantile.ts';

it('a quantile lies between its neighbours', () => {
  expect(quantile([10, 20, 30, 40], 0.5)).toBe(25);
  expect(quantile([10, 20, 30, 40], 0)).toBe(10);
  expect(quantile([10, 20, 30, 40], 1)).toBe(40);
  expect(quantile([7], 0.9)).toBe(7);
});

it('counts the values below one, equal ones not among them', () => {
  const sorted = [1, 2, 2, 2, 5, 8];
  expect([0, 1, 2, 3, 8, 9].map((value) => countBelow(sorted, value))).toEqual([0, 0, 1, 4, 5, 6]);
  expect(countBelow([], 3)).toBe(0);
});
