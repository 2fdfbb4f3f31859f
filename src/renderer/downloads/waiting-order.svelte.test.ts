import { beforeEach, describe, expect, it } from 'vitest';
import { WaitingOrder } from './waiting-order.svelte.ts';

const moves: [string, number][] = [];
let order: WaitingOrder;
beforeEach(() => {
  moves.length = 0;
  const places = { ids: ['a', 'b', 'c', 'd'], top: 100, rowHeight: 50 };
  order = new WaitingOrder(
    () => places,
    (id, by) => void moves.push([id, by]),
  );
});

/** Drags the row of a download from its middle. */
function drag(id: string, to: number): void {
  order.press(id, 100 + 'abcd'.indexOf(id) * 50 + 25);
  order.to(to);
}

describe('a download that is dragged', () => {
  it.each([
    ['c', 110, 100, [['c', -2]]],
    ['a', 310, 300, [['a', 3]]],
    ['b', 210, 200, []],
    ['b', 155, 150, []],
    ['b', 245, 250, [['b', 1]]],
    ['d', -900, 100, [['d', -3]]],
    ['a', 900, 300, [['a', 3]]],
  ] as const)('%s to %d goes where the line at %d is', (id, to, line, expected) => {
    drag(id, to);
    expect(order).toMatchObject({ dragged: id, line });
    order.release();
    expect(moves).toEqual(expected);
    expect(order).toMatchObject({ dragged: null, line: null });
  });

  it('stays where a click shakes, where it is taken back, and where it has begun meanwhile', () => {
    drag('b', 177);
    expect(order.dragged).toBeNull();
    order.release();
    drag('b', 300);
    order.cancel();
    order.release();
    order.to(300);
    order.release();
    drag('x', 300);
    order.release();
    expect(moves).toEqual([]);
  });
});

describe('a download under the keyboard', () => {
  it('moves by one place, or to either end', () => {
    for (const key of ['ArrowUp', 'ArrowDown', 'Home', 'End']) expect(order.byKey('b', key)).toBe(true);
    expect(moves).toEqual([
      ['b', -1],
      ['b', 1],
      ['b', -4],
      ['b', 4],
    ]);
    expect(order.moved).toBe('b');
  });

  it('stays with any other key', () => {
    for (const key of ['Enter', ' ', 'ArrowLeft']) expect(order.byKey('b', key)).toBe(false);
    expect(moves).toEqual([]);
    expect(order.moved).toBeNull();
  });
});
