import { expect, it, describe, vi } from 'vitest';
import {
  countBelow,
  quantile,
  compare,
  durationSoFar,
  learnHistory,
  typicalFor,
  type TimedRow,
} from './history.ts';

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

const emptyHistory = learnHistory([]);

const second = 1_000;
const type = 'glb_to_simready';

const row = (values: Partial<TimedRow> = {}): TimedRow => ({
  id: 'a1',
  status: 'running',
  type,
  fileSize: 2_000_000,
  createdAt: 0,
  queuedAt: null,
  startedAt: 5 * second,
  completedAt: null,
  ...values,
});

/** A job that ran for so many seconds. */
const done = (seconds: number, values: Partial<TimedRow> = {}): TimedRow =>
  row({ status: 'completed', completedAt: (5 + seconds) * second, ...values });

/** Runs of 1 s, 2 s, … */
const many = (count: number, values: Partial<TimedRow> = {}): TimedRow[] =>
  Array.from({ length: count }, (_, index) => done(index + 1, values));

describe('the typical range', () => {
  it('lies between the tenth and the ninetieth percentile of ten or more jobs like it', () => {
    expect(typicalFor(learnHistory(many(11).toReversed()), row())).toEqual({
      measure: 'run',
      low: 2 * second,
      high: 10 * second,
      count: 11,
      bySize: true,
    });
  });

  it('is not known from nine, nor for another type, nor without a type', () => {
    expect(typicalFor(learnHistory(many(9)), row())).toBeNull();
    const history = learnHistory(many(50));
    expect(typicalFor(history, row({ type: 'simulate_usd' }))).toBeNull();
    expect(typicalFor(learnHistory(many(50, { type: null })), row({ type: null }))).toBeNull();
    expect(typicalFor(emptyHistory, row())).toBeNull();
  });

  it('leaves a job out of the range it is compared with, unless nothing was learned from it', () => {
    const history = learnHistory(many(11));
    expect(typicalFor(history, done(3))).toMatchObject({ count: 10 });
    expect(typicalFor(history, done(3, { status: 'failed' }))).toMatchObject({ count: 11 });
  });

  it('falls back to the type where too few of the size are known', () => {
    const history = learnHistory([...many(9), ...many(9, { fileSize: 900 })]);
    expect(typicalFor(history, row())).toMatchObject({ count: 18, bySize: false });
  });

  it('keeps sizes apart by a factor of four, and jobs without a size to their type', () => {
    const alike = learnHistory([...many(5, { fileSize: 1_100_000 }), ...many(5, { fileSize: 4_000_000 })]);
    expect(typicalFor(alike, row())).toMatchObject({ count: 10, bySize: true });
    const history = learnHistory([...many(10), ...many(10, { fileSize: 2_000_000 * 4 })]);
    expect(typicalFor(history, row())).toMatchObject({ count: 10, bySize: true });
    expect(typicalFor(history, row({ fileSize: null }))).toMatchObject({ count: 20, bySize: false });
    expect(typicalFor(history, row({ fileSize: 0 }))).toMatchObject({ count: 20, bySize: false });
  });

  it('is that of the whole way until the run has begun', () => {
    expect(typicalFor(learnHistory(many(11)), row({ startedAt: null }))).toMatchObject({
      measure: 'whole',
    });
  });

  it('is learned from completed jobs alone, and from durations that can be', () => {
    const useless = [
      row({ status: 'failed', completedAt: 9 * second }),
      row({ status: 'running', completedAt: 9 * second }),
      done(-3),
      done(0),
      done(3, { completedAt: null }),
      done(3, { startedAt: null, createdAt: null }),
      done(8 * 24 * 60 * 60),
    ];
    expect(typicalFor(learnHistory([...many(9), ...useless]), row())).toBeNull();
  });

  it('of a completed job is not learned from itself', () => {
    const rows = many(10);
    expect(typicalFor(learnHistory(rows), done(1))).toBeNull();
    const slow = done(5_000);
    expect(typicalFor(learnHistory([...many(11), slow]), slow)).toMatchObject({
      count: 11,
      high: 10 * second,
    });
  });
});

describe('the comparison with jobs like it', () => {
  const history = learnHistory(many(20));

  it('counts those that took less time than a job on its way has until now', () => {
    expect(compare(history, row(), 5 * second + 15_500)).toEqual({ slower: 15, count: 20 });
    expect(compare(history, row(), 500 * second)).toEqual({ slower: 20, count: 20 });
  });

  it('leaves a completed job out of those it is compared with', () => {
    expect(compare(history, done(20), 0)).toEqual({ slower: 19, count: 19 });
    expect(compare(history, done(1), 0)).toEqual({ slower: 0, count: 19 });
  });

  it('says nothing of a failed job, one that has not begun by this clock, or without enough history', () => {
    expect(compare(history, row({ status: 'failed', completedAt: 9 * second }), 9 * second)).toBeNull();
    expect(compare(history, row({ status: 'failed' }), 9 * second)).toBeNull();
    expect(compare(history, row(), 4 * second)).toBeNull();
    expect(compare(learnHistory(many(9)), row(), 9 * second)).toBeNull();
  });
});

it('a duration so far is known once the job has begun, until it ends', () => {
  expect(durationSoFar(row(), 8 * second)).toBe(3 * second);
  expect(durationSoFar(row(), 5 * second)).toBe(0);
  expect(durationSoFar(row({ startedAt: null }), 8 * second)).toBe(8 * second);
  expect(durationSoFar(row({ startedAt: null, createdAt: null }), 8 * second)).toBeNull();
  expect(durationSoFar(row({ status: null }), 8 * second)).toBeNull();
});

it('knows how far the queue has got', () => {
  const history = learnHistory([
    done(3, { queuedAt: 2 }),
    done(9, { queuedAt: null, createdAt: 7 }),
    done(4, { queuedAt: 5 }),
    row({ queuedAt: 99, completedAt: 99_999 }),
  ]);
  expect(history).toMatchObject({ lastCompletedAt: 14 * second, latestQueuedAt: 7 });
});

it('5,000 jobs are learned from together, none of them put among the others alone', () => {
  const rows = many(5_000).map((one, index) => ({ ...one, fileSize: 1_000 * (index + 1) }));
  const splice = vi.spyOn(Array.prototype, 'splice');
  learnHistory(rows);
  const { length } = splice.mock.calls;
  splice.mockRestore();
  expect(length).toBe(0);
});
