import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { inTurn } from './turns.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ran: string[] = [];
beforeEach(() => void (ran.length = 0));
const give = (name: string): (() => void) => inTurn(() => void ran.push(name));

it('runs one after the other, each in a task of its own', () => {
  ['a', 'b', 'c'].map(give);
  expect(ran).toEqual([]);
  vi.advanceTimersToNextTimer();
  expect(ran).toEqual(['a']);
  vi.advanceTimersToNextTimer();
  expect(ran).toEqual(['a', 'b']);
  vi.runAllTimers();
  expect(ran).toEqual(['a', 'b', 'c']);
});

it('lets what waits in the page have its turn in between', () => {
  give('a');
  give('b');
  setTimeout(() => void ran.push('between'));
  vi.runAllTimers();
  expect(ran).toEqual(['a', 'between', 'b']);
});

it('runs what comes first before the rest, in its own order', () => {
  give('views');
  for (const name of ['head', 'rows']) inTurn(() => void ran.push(name), 'first');
  give('footer');
  vi.runAllTimers();
  expect(ran).toEqual(['head', 'rows', 'views', 'footer']);
  const takeBack = inTurn(() => void ran.push('taken back'), 'first');
  give('last');
  takeBack();
  vi.runAllTimers();
  expect(ran.at(-1)).toBe('last');
  expect(ran).not.toContain('taken back');
});

it('leaves out what was taken back, and goes on with the rest', () => {
  const [takeBack] = ['a', 'b'].map(give);
  takeBack?.();
  vi.runAllTimers();
  expect(ran).toEqual(['b']);
  give('c')();
  give('d');
  vi.runAllTimers();
  expect(ran).toEqual(['b', 'd']);
});

it('goes on after one that failed', () => {
  inTurn(() => {
    throw new Error('It cannot be drawn.');
  });
  give('b');
  expect(() => vi.runAllTimers()).toThrow('It cannot be drawn.');
  vi.runAllTimers();
  expect(ran).toEqual(['b']);
});
