import { expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { completionMark } from './completion-mark.ts';

const done = (order: number) => jobRow({ status: 'completed', completedAt: 1_762_000_000_123, order });

it('changes with the completed jobs', () => {
  const marks = [[], [done(1)], [done(2)], [done(1), done(2)]].map(completionMark);
  expect(new Set(marks).size).toBe(4);
  expect(completionMark([{ ...done(1), completedAt: null }])).not.toBe(completionMark([]));
});

it('stays while other jobs move, and while results are brought home', () => {
  const moved = { ...done(1), version: 9, progress: 100 };
  expect(completionMark([moved, jobRow({ status: 'running', order: 7 })])).toBe(completionMark([done(1)]));
});
