import { describe, expect, it } from 'vitest';
import { DismissedJobs, dismissedKey } from './dismissed-jobs.ts';

function setUp(stored?: unknown) {
  const rows = new Map<string, () => unknown>();
  const dismissed = new DismissedJobs({ set: (key, value) => void rows.set(key, value) });
  dismissed.load(new Map([[dismissedKey, stored]]));
  return { dismissed, written: () => rows.get(dismissedKey)?.() };
}

describe('jobs that were taken out of the list', () => {
  it('are written, and known again in the next run', () => {
    const { dismissed, written } = setUp();
    dismissed.add('a');
    expect(setUp(written()).dismissed.has('a')).toBe(true);
  });

  it('are forgotten when they are given again', () => {
    const { dismissed, written } = setUp(['a', 'b']);
    dismissed.forget('a');
    expect(written()).toEqual(['b']);
  });

  it('before the last run was read count beside those of it', () => {
    const { dismissed } = setUp();
    dismissed.add('a');
    dismissed.load(new Map([[dismissedKey, ['b']]]));
    expect(dismissed.all()).toEqual(['b', 'a']);
  });

  it('are none where the row cannot be read', () => {
    expect(setUp({ not: 'a list' }).dismissed.all()).toEqual([]);
  });

  it('are bounded: the oldest are given up', () => {
    const { dismissed } = setUp(Array.from({ length: 50_000 }, (_, index) => `job${index}`));
    dismissed.add('last');
    expect([dismissed.has('job0'), dismissed.has('job1'), dismissed.has('last')]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
