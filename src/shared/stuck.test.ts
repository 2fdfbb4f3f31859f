import { describe, expect, it } from 'vitest';
import { learnHistory, type History } from './history.ts';
import { isStuck, stillFor, type StillRow } from './stuck.ts';

const emptyHistory = learnHistory([]);

const minute = 60_000;
const now = 100 * minute;

const row = (values: Partial<StillRow> = {}): StillRow => ({
  id: 'a1',
  status: 'running',
  type: 'glb_to_simready',
  fileSize: null,
  createdAt: 70 * minute,
  queuedAt: 71 * minute,
  startedAt: 72 * minute,
  completedAt: null,
  changedAt: 76 * minute,
  fetchedAt: now,
  failure: null,
  ...values,
});

/** Twelve jobs that ran for as long, the last of them over at `at`. */
const history = (minutes: number, at = 50 * minute): History =>
  learnHistory(
    Array.from({ length: 12 }, (_, index) => {
      const completedAt = at - index * minute;
      const startedAt = completedAt - minutes * minute;
      return {
        ...row({ status: 'completed', createdAt: startedAt, queuedAt: startedAt, startedAt, completedAt }),
        id: String(index),
      };
    }),
  );

describe('a job that has not changed', () => {
  it('for longer than the person waits is stuck, one that has not for less is not', () => {
    expect(isStuck(row(), now, emptyHistory, 24)).toBe(true);
    expect(isStuck(row(), now, emptyHistory, 25)).toBe(false);
  });

  it('is not stuck while nobody answers: that time does not count', () => {
    const unanswered = row({ fetchedAt: 80 * minute });
    expect(stillFor(unanswered)).toBe(4 * minute);
    expect(isStuck(unanswered, now, emptyHistory, 15)).toBe(false);
  });

  it('has stood still all the time between two answers that say the same', () => {
    expect(isStuck(row({ changedAt: 0 }), now, emptyHistory, 60)).toBe(true);
  });

  it('is not stuck when it is over, has never answered, or the clock was set back', () => {
    for (const values of [
      { status: 'completed' },
      { status: 'failed' },
      { status: null },
      { failure: { code: 'gone' } },
      { changedAt: null },
      { fetchedAt: null },
      { changedAt: now + 30 * minute },
    ])
      expect(isStuck(row(values), now, emptyHistory, 1)).toBe(false);
    expect(stillFor(row({ changedAt: now + 30 * minute }))).toBe(0);
  });

  it('of a status that nobody knows yet can be stuck too', () => {
    expect(isStuck(row({ status: 'polishing' }), now, emptyHistory, 15)).toBe(true);
  });

  it('is not stuck before it has stood still for well beyond what jobs like it take', () => {
    expect(isStuck(row(), now, history(20), 15)).toBe(false);
    expect(isStuck(row(), now, history(15), 15)).toBe(true);
    expect(isStuck(row(), now, history(16), 15)).toBe(true);
  });
});

describe('a job in line', () => {
  const inLine = row({ status: 'queued', startedAt: null });

  it('is stuck where nothing is known to move', () => {
    expect(isStuck(inLine, now, emptyHistory, 15)).toBe(true);
    expect(isStuck(inLine, now, history(1, 80 * minute), 15)).toBe(true);
    expect(isStuck(inLine, now, history(1, 80 * minute), 20)).toBe(true);
  });

  it('is not while others are completed', () => {
    expect(isStuck(inLine, now, history(1, 95 * minute), 24)).toBe(false);
  });

  it('is all the same once somebody who came much later was first', () => {
    expect(isStuck(inLine, now, history(1, 95 * minute), 20)).toBe(true);
    expect(isStuck(inLine, now, history(1, 95 * minute), 23)).toBe(false);
    const undated = { ...inLine, queuedAt: null };
    expect(isStuck(undated, now, history(1, 95 * minute), 23)).toBe(true);
  });

  it('only a job in line waits for others', () => {
    expect(isStuck(row(), now, history(1, 95 * minute), 24)).toBe(true);
  });
});
