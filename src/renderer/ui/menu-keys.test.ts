import { describe, expect, it } from 'vitest';
import { MenuKeys } from './menu-keys.ts';

const labels = ['Download', 'Check now', 'Copy ID', 'Copy name', 'Remove'];

function setUp() {
  const clock = { now: 0 };
  const keys = new MenuKeys(() => clock.now);
  return { clock, press: (key: string, index: number) => keys.target(key, labels, index) };
}

describe('the keys of a menu', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 4, 0],
    ['ArrowDown', -1, 0],
    ['ArrowUp', 1, 0],
    ['ArrowUp', 0, 4],
    ['ArrowUp', -1, 4],
    ['Home', 3, 0],
    ['End', 0, 4],
    ['Enter', 2, null],
    [' ', 2, null],
  ])('%s leads from item %d to %s', (key, from, to) => {
    expect(setUp().press(key, from)).toBe(to);
  });

  it('lead to the next item that begins with a letter, again and again', () => {
    const { press } = setUp();
    expect([press('c', -1), press('c', 1), press('C', 2), press('c', 3)]).toEqual([1, 2, 3, 1]);
    expect(press('x', 0)).toBeNull();
  });

  it('lead to what begins with all letters that are typed one soon after the other', () => {
    const { clock, press } = setUp();
    expect([press('c', -1), press('o', 1)]).toEqual([1, 2]);
    clock.now = 600;
    expect(press('r', 2)).toBe(4);
  });

  it('lead nowhere in a menu without items', () => {
    expect(new MenuKeys().target('ArrowDown', [], -1)).toBeNull();
  });
});
