import { expect, it } from 'vitest';
import {
  newestOnTop,
  noFilter,
  worstFirst,
  type JobFilter,
  type JobSort,
} from '../../../shared/saved-view.ts';
import { WallState } from './wall-state.svelte.ts';

const byName: JobSort = { column: 'name', descending: false };
const chairs: JobFilter = { ...noFilter, query: 'chair' };

function setUp(first: JobSort) {
  let sort = first;
  let filter = chairs;
  const order = { isOut: false };
  const view = {
    get filter() {
      return filter;
    },
    get sort() {
      return sort;
    },
    get isOutOfOrder() {
      return order.isOut;
    },
    show: (nextFilter: JobFilter, nextSort: JobSort = sort) => {
      filter = nextFilter;
      sort = { ...nextSort };
    },
  };
  return { wall: new WallState(view), view, order };
}

it('begins with the worst where nobody chose an order, which the list has again afterwards', () => {
  const { wall, view } = setUp(newestOnTop);
  wall.toggle();
  expect([wall.isOpen, view.sort, wall.sortOfList]).toEqual([true, worstFirst, newestOnTop]);
  wall.toggle();
  expect([wall.isOpen, view.sort, view.filter]).toEqual([false, newestOnTop, chairs]);
});

it('keeps the order that the list has, and one that is chosen on the wall', () => {
  const { wall, view } = setUp(byName);
  wall.toggle();
  expect(view.sort).toEqual(byName);
  view.show(view.filter, worstFirst);
  wall.toggle();
  expect(view.sort).toEqual(worstFirst);

  view.show(view.filter, newestOnTop);
  wall.toggle();
  view.show(view.filter, byName);
  expect(wall.sortOfList).toEqual(byName);
  wall.close();
  expect([wall.isOpen, view.sort]).toEqual([false, byName]);
});

it('sorts anew as verdicts come in, until somebody moves on the wall', () => {
  const { wall, order } = setUp(newestOnTop);
  const asks: boolean[] = [];
  order.isOut = true;
  asks.push(wall.isToSortAgain);
  wall.toggle();
  asks.push(wall.isToSortAgain);
  order.isOut = false;
  asks.push(wall.isToSortAgain);
  order.isOut = true;
  wall.use();
  asks.push(wall.isToSortAgain);
  wall.toggle();
  wall.toggle();
  asks.push(wall.isToSortAgain);
  expect(asks).toEqual([false, true, false, false, true]);
});

it('leaves an order alone that somebody chose', () => {
  const { wall, view, order } = setUp(byName);
  order.isOut = true;
  wall.toggle();
  expect(wall.isToSortAgain).toBe(false);
  wall.toggle();
  view.show(view.filter, newestOnTop);
  wall.toggle();
  view.show(view.filter, byName);
  expect(wall.isToSortAgain).toBe(false);
});
