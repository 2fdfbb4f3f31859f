import { describe, expect, it } from 'vitest';
import type { TypicalRange } from '../../../shared/history.ts';
import { formatDateTime, formatTime } from '../../ui/format.ts';
import type { Segment } from './segments.ts';
import {
  rowsOf,
  usualEndOf,
  comparisonWords,
  durationWords,
  spanWords,
  typicalWords,
} from './timeline-rows.ts';

const run: Segment = {
  kind: 'running',
  label: 'Running',
  from: 1_000,
  to: 3_000,
  isOpen: true,
  isSeen: false,
  parts: [{ label: 'Physics', from: 1_500, to: 3_000, isOpen: true }],
  steps: [],
};
const queue: Segment = {
  ...run,
  kind: 'queued',
  label: 'Queued',
  from: 0,
  to: 1_000,
  isOpen: false,
  parts: [],
};

it('each segment is followed by its parts, which were observed', () => {
  expect(rowsOf([queue, run]).map(({ key, label, isPart, isSeen }) => [key, label, isPart, isSeen])).toEqual([
    ['queued', 'Queued', false, false],
    ['running', 'Running', false, false],
    ['running 0', 'Physics', true, true],
  ]);
});

describe('when a run usually ends', () => {
  const typical: TypicalRange = {
    measure: 'run',
    low: 2_500,
    high: 4_000,
    count: 12,
    bySize: true,
  };

  it('is counted from its start, and shown ahead while it is in progress', () => {
    expect(usualEndOf([queue, run], typical)).toEqual({ from: 3_500, to: 5_000, extendTo: 5_000 });
  });

  it('does not stretch the axis of a run that is over, nor far beyond what happened', () => {
    expect(usualEndOf([{ ...run, isOpen: false }], typical)?.extendTo).toBeNull();
    expect(usualEndOf([run], { ...typical, high: 8_000 })?.extendTo).toBeNull();
  });

  it('is not known without a run, a range, or one that was measured otherwise', () => {
    expect(usualEndOf([queue], typical)).toBeNull();
    expect(usualEndOf([run], null)).toBeNull();
    expect(usualEndOf([run], { ...typical, measure: 'whole' })).toBeNull();
  });
});

const from = new Date(2026, 4, 6, 12, 0, 0).getTime();
const stretch = { from, to: from + 59_000, isOpen: false };

describe('a stretch of time in words', () => {
  it('is as long as it was, or about, or so far', () => {
    expect(durationWords(stretch, false)).toBe('59 s');
    expect(durationWords(stretch, true)).toBe('about 59 s');
    expect(durationWords({ ...stretch, isOpen: true }, false)).toBe('59 s so far');
  });

  it('goes from one time to another, with the day where it is another one', () => {
    expect(spanWords(stretch)).toBe(`${formatDateTime(from)} to ${formatTime(stretch.to)}`);
    const longer = { ...stretch, to: from + 86_400_000 };
    expect(spanWords(longer)).toBe(`${formatDateTime(from)} to ${formatDateTime(longer.to)}`);
    expect(spanWords({ ...stretch, isOpen: true })).toBe(`since ${formatDateTime(from)}`);
  });
});

describe('what is usual in words', () => {
  const typical: TypicalRange = {
    measure: 'run',
    low: 52_000,
    high: 80_000,
    count: 34,
    bySize: true,
  };

  it('says the range, and what it was learned from', () => {
    expect(typicalWords(typical)).toBe('Usually takes 52 s to 1 min 20 s, based on 34 similar jobs.');
    expect(typicalWords({ ...typical, measure: 'whole', high: 52_400, bySize: false })).toBe(
      'Usually completes about 52 s after it is submitted, based on 34 jobs of this type.',
    );
    expect(typicalWords(null)).toBeNull();
  });

  it.each([
    [{ slower: 31, count: 34 }, true, 'Slower than 91% of similar jobs.'],
    [{ slower: 34, count: 34 }, true, 'Slower than all 34 similar jobs.'],
    [{ slower: 0, count: 34 }, true, 'The fastest of its kind so far.'],
    [{ slower: 31, count: 34 }, false, 'Already slower than 91% of similar jobs.'],
    [{ slower: 17, count: 34 }, false, 'Already slower than 50% of similar jobs.'],
    [{ slower: 16, count: 34 }, false, null],
    [null, true, null],
  ])('says how a job compares: %o, over: %s', (comparison, isOver, words) => {
    expect(comparisonWords(comparison, isOver)).toBe(words);
  });
});
