import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RowsInView } from './rows-in-view.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp() {
  const page = Object.assign(new EventTarget(), { hidden: false });
  const told: string[] = [];
  const inView = new RowsInView((ids) => told.push(ids.join(' ')), page);
  const stop = inView.follow();
  const hide = (hidden: boolean): void => {
    page.hidden = hidden;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { inView, told, stop, hide };
}

it('rows on the screen are told of once they stay', () => {
  const { inView, told } = setUp();
  inView.set(['a']);
  inView.set(['a', 'b']);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(300);
  inView.set(['a', 'b']);
  vi.advanceTimersByTime(300);
  expect(told).toEqual(['a b']);
});

it('nothing is on the screen while nobody can see the page, nor when the list is gone', () => {
  const { inView, told, stop, hide } = setUp();
  inView.set(['a']);
  vi.advanceTimersByTime(300);
  hide(true);
  hide(false);
  stop();
  expect(told).toEqual(['a', '', 'a', '']);
});
