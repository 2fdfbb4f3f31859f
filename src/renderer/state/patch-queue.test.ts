import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { packPatch, toText } from '../../shared/packed-rows.ts';
import { jobRow } from '../testing/states.ts';
import { PatchQueue } from './patch-queue.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const taken: number[] = [];
  const queue = new PatchQueue(({ revision }) => void taken.push(revision));
  const add = (revision: number, rows: number): void => {
    const changed = Array.from({ length: rows }, (_, at) => jobRow({ id: `job ${at}` }));
    queue.add(toText(packPatch({ revision, changed })));
  };
  return { taken, queue, add };
}

describe('PatchQueue', () => {
  it('has patches of a few rows taken at once', () => {
    const { taken, add } = setUp();
    [1, 2, 3].forEach((revision) => add(revision, 10));
    expect(taken).toEqual([1, 2, 3]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has those that come after one with many rows taken in order, each with many in a task of its own', () => {
    const { taken, add } = setUp();
    add(1, 200);
    add(2, 1_000);
    add(3, 10);
    add(4, 500);
    add(5, 10);
    expect(taken).toEqual([1]);
    vi.advanceTimersToNextTimer();
    expect(taken).toEqual([1, 2]);
    vi.advanceTimersToNextTimer();
    expect(taken).toEqual([1, 2, 3, 4]);
    vi.advanceTimersToNextTimer();
    expect(taken).toEqual([1, 2, 3, 4, 5]);
    expect(vi.getTimerCount()).toBe(0);
    add(6, 10);
    expect(taken.at(-1)).toBe(6);
  });

  it('goes on after one that could not be taken', () => {
    const taken: number[] = [];
    const queue = new PatchQueue(({ revision }) => {
      if (revision === 1) throw new Error('It cannot be shown.');
      taken.push(revision);
    });
    const rows = Array.from({ length: 200 }, (_, at) => jobRow({ id: `job ${at}` }));
    expect(() => queue.add(toText(packPatch({ revision: 1, changed: rows })))).toThrow();
    queue.add(toText(packPatch({ revision: 2 })));
    expect(taken).toEqual([]);
    vi.runAllTimers();
    expect(taken).toEqual([2]);
  });
});
