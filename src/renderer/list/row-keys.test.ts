import { describe, expect, it } from 'vitest';
import { rowAfter, type KeyStand } from './row-keys.ts';

const stand = (values: Partial<KeyStand> = {}): KeyStand => ({
  index: 4,
  hasRing: true,
  count: 20,
  page: 8,
  ...values,
});
const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'];

describe('a key in the list', () => {
  it('leads from the row that has the ring', () => {
    expect(keys.map((key) => rowAfter(key, stand()))).toEqual([5, 3, 12, 0, 0, 19]);
  });

  it('leads first to the row where the keyboard stands unseen, and skips none', () => {
    expect(keys.map((key) => rowAfter(key, stand({ hasRing: false })))).toEqual([4, 4, 4, 4, 0, 19]);
  });

  it('leads to no row beyond the last', () => {
    expect(['ArrowDown', 'PageDown'].map((key) => rowAfter(key, stand({ index: 19 })))).toEqual([19, 19]);
  });

  it('that is for something else leads nowhere', () => {
    expect(rowAfter('Enter', stand())).toBeUndefined();
  });
});
