import { describe, expect, it } from 'vitest';
import { emptyTally, progressOf } from '../../shared/batch.ts';
import type { StatusGroup, VerdictChoice } from '../../shared/saved-view.ts';
import { downloadPhaseOf, figuresOf, isShown, ringShares, remainingWords } from './figures.ts';

type Sums = Partial<ReturnType<typeof emptyTally>>;

const standing = (tally: Sums, expected = 10) => progressOf({ expected }, { ...emptyTally(), ...tally });
/** The figures of a batch of which this is in the usual list, and so much in the archive. */
const figures = (listed: Sums, archived = 0) =>
  figuresOf(
    standing({ ...listed, present: (listed.present ?? 0) + archived }),
    { ...emptyTally(), ...listed },
    archived,
  );
const counts = (...given: Parameters<typeof figures>) =>
  figures(...given).map(({ label, count }) => `${count} ${label}`);

describe('the downloads of a batch', () => {
  it.each([
    [{ collecting: 4, paused: 0 }, null, 'receiving'],
    [{ collecting: 4, paused: 3 }, null, 'receiving'],
    [{ collecting: 4, paused: 4 }, null, 'paused'],
    [{ collecting: 4, paused: 0 }, 'paused', 'paused'],
    [{ collecting: 4, paused: 3 }, 'no-key', 'waiting'],
    [{ collecting: 4, paused: 4 }, 'no-key', 'paused'],
  ] as const)('with %o, held back: %s, are %s', (progress, held, phase) => {
    expect(downloadPhaseOf(progress, held)).toBe(phase);
  });
});

describe('the figures of a batch', () => {
  it('always show the completeness, and the rest if there is any', () => {
    expect(counts({ present: 10, done: 10 })).toEqual([
      '10 total',
      '10 completed',
      '0 failed',
      '0 unknown',
      '0 stuck',
    ]);
    expect(counts({ present: 9, done: 2, waiting: 1, running: 2, stuck: 1, failed: 1, unknown: 2 })).toEqual([
      '10 total',
      '2 completed',
      '4 active',
      '1 failed',
      '2 unknown',
      '1 stuck',
      '1 removed',
    ]);
  });

  it('count archived jobs separately, and only there, so that each is what the list shows', () => {
    expect(counts({ present: 4, done: 3, failed: 1 }, 5)).toEqual([
      '10 total',
      '3 completed',
      '1 failed',
      '0 unknown',
      '0 stuck',
      '5 archived',
      '1 removed',
    ]);
  });

  it('say how many of the results that were checked need a look', () => {
    const done = { present: 10, done: 10 };
    expect(counts({ ...done, judged: 9, needALook: 1 })).toContain('1 of 9 needs a look');
    expect(counts({ ...done, judged: 9 })).toContain('0 of 9 need a look');
    expect(counts({ ...done, judged: 9, needALook: 2 })).toContain('2 of 9 need a look');
  });

  it('do not say that none of the results needs a look as long as some were not checked', () => {
    const done = { present: 10, done: 10 };
    expect(counts({ ...done, unjudged: 9 })).toContain('9 not checked yet');
    const some = { ...done, unjudged: 6, judged: 3 };
    expect(counts(some)).toContain('0 need a look, 3 of 9 checked');
    expect(counts({ ...some, needALook: 1 })).toContain('1 needs a look, 3 of 9 checked');
    expect(counts(done).join()).not.toMatch(/look|checked/);
  });

  it('know which of them the list shows', () => {
    const given = figures({ present: 7, waiting: 7, judged: 4, needALook: 3 }, 2);
    const shown = (statuses: StatusGroup[], archived = false, verdicts: VerdictChoice[] = []) =>
      given.filter((figure) => isShown(figure, { statuses, archived, verdicts })).map(({ label }) => label);
    expect(shown([])).toEqual(['total']);
    expect(shown(['done'])).toEqual(['completed']);
    expect(shown(['active', 'waiting'])).toEqual(['active']);
    expect(shown(['active'])).toEqual([]);
    expect(shown([], true)).toEqual(['archived']);
    expect(shown(['done'], true)).toEqual([]);
    expect(shown([], false, ['warning', 'failed', 'error'])).toEqual(['of 4 need a look']);
    expect(shown([], false, ['error'])).toEqual([]);
  });
});

describe('the ring of a batch', () => {
  it('is full when all that is in the list is done or failed', () => {
    expect(ringShares(standing({ present: 8, done: 6, failed: 2 }))).toEqual({ done: 0.75, failed: 0.25 });
    expect(ringShares(standing({}))).toEqual({ done: 0, failed: 0 });
  });
});

const minute = 60_000;

describe('the remaining time', () => {
  it.each([
    [0, 0.9, 'under 1 min left'],
    [0.2, 1, 'up to 1 min left'],
    [4.2, 6.5, '4 to 7 min left'],
    [4, 4, 'about 4 min left'],
    [30, 119, '30 to 119 min left'],
    [30, 120, 'up to 2 h left'],
    [80, 170, '1 to 3 h left'],
  ])('between %d and %d minutes is %s', (low, high, words) => {
    expect(remainingWords({ low: low * minute, high: high * minute })).toBe(words);
  });
});
