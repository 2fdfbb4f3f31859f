import { describe, expect, it } from 'vitest';
import { emptyTally, progressOf } from '../../shared/batch-progress.ts';
import { figuresOf, isShown } from './figures.ts';
import { ringShares } from './ring-shares.ts';

const standing = (tally: Partial<ReturnType<typeof emptyTally>>, expected = 10) =>
  progressOf({ expected }, { ...emptyTally(), ...tally });
const counts = (tally: Parameters<typeof standing>[0], expected?: number) =>
  figuresOf(standing(tally, expected)).map(({ label, count }) => `${count} ${label}`);

describe('the figures of a batch', () => {
  it('always tell the completeness, and the rest where there is any', () => {
    expect(counts({ present: 10, done: 10 })).toEqual([
      '10 expected',
      '10 done',
      '0 failed',
      '0 unknown',
      '0 stuck',
    ]);
    expect(counts({ present: 9, done: 2, waiting: 1, running: 2, stuck: 1, failed: 1, unknown: 2 })).toEqual([
      '10 expected',
      '2 done',
      '4 on the way',
      '1 failed',
      '2 unknown',
      '1 stuck',
      '1 removed',
    ]);
  });

  it('know which of them the list shows', () => {
    const figures = figuresOf(standing({ present: 9, waiting: 9 }));
    const shown = (statuses: Parameters<typeof isShown>[1]) =>
      figures.filter((figure) => isShown(figure, statuses)).map(({ label }) => label);
    expect(shown([])).toEqual(['expected']);
    expect(shown(['done'])).toEqual(['done']);
    expect(shown(['active', 'waiting'])).toEqual(['on the way']);
    expect(shown(['active'])).toEqual([]);
  });
});

describe('the ring of a batch', () => {
  it('is full when all that is in the list is done or failed', () => {
    expect(ringShares(standing({ present: 8, done: 6, failed: 2 }))).toEqual({ done: 0.75, failed: 0.25 });
    expect(ringShares(standing({}))).toEqual({ done: 0, failed: 0 });
  });
});
