import { expect, it } from 'vitest';
import { itemAfter } from './roving-items.ts';

it.each([
  ['ArrowDown', 0, 3, 1],
  ['ArrowDown', 2, 3, 2],
  ['ArrowDown', -1, 3, 0],
  ['ArrowUp', 2, 3, 1],
  ['ArrowUp', 0, 3, 0],
  ['Home', 2, 3, 0],
  ['End', 0, 3, 2],
  ['a', 0, 3, null],
  ['ArrowDown', -1, 0, null],
])('%s leads from item %d of %d to %s', (key, index, count, next) => {
  expect(itemAfter(key, index, count)).toBe(next);
});
