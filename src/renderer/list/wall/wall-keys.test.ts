import { expect, it } from 'vitest';
import { tileAfter } from './wall-keys.ts';

const from = (index: number) => ({ index, count: 10, columns: 4, page: 2 });

it.each([
  ['j', 3, 4],
  ['k', 4, 3],
  ['j', 9, 9],
  ['k', 0, 0],
  ['ArrowRight', 3, 4],
  ['ArrowLeft', 4, 3],
  ['ArrowDown', 3, 7],
  ['ArrowUp', 7, 3],
  // Nothing stands there.
  ['ArrowDown', 7, 7],
  ['ArrowUp', 2, 2],
  ['PageDown', 1, 9],
  ['PageUp', 9, 1],
  ['PageUp', 1, 0],
  ['Home', 5, 0],
  ['End', 5, 9],
] as const)('%s leads from %i to %i', (key, index, to) => {
  expect(tileAfter(key, from(index))).toBe(to);
});

it('other keys lead nowhere, nor does any on an empty wall', () => {
  expect(tileAfter('a', from(3))).toBeUndefined();
  expect(tileAfter('toString', from(3))).toBeUndefined();
  expect(tileAfter('j', { index: 0, count: 0, columns: 4, page: 2 })).toBeUndefined();
});
