import { describe, expect, it } from 'vitest';
import type { TypicalRange } from '../../../shared/history.ts';
import { formatDateTime, formatTime } from '../../ui/format.ts';
import { comparisonWords, durationWords, spanWords, typicalWords } from './timeline-words.ts';

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
    median: 60_000,
    high: 80_000,
    count: 34,
    bySize: true,
  };

  it('says the range, and what it was learned from', () => {
    expect(typicalWords(typical)).toBe(
      'Runs usually take 52 s to 1 min 20 s, by 34 of yours of this type and size.',
    );
    expect(typicalWords({ ...typical, measure: 'whole', high: 52_400, bySize: false })).toBe(
      'Usually done about 52 s after it is submitted, by 34 of yours of this type.',
    );
    expect(typicalWords(null)).toBeNull();
  });

  it.each([
    [{ slower: 31, count: 34 }, true, 'Slower than 91 % of yours.'],
    [{ slower: 34, count: 34 }, true, 'Slower than all 34 of yours.'],
    [{ slower: 0, count: 34 }, true, 'None of yours was faster.'],
    [{ slower: 31, count: 34 }, false, 'Already slower than 91 % of yours.'],
    [{ slower: 17, count: 34 }, false, 'Already slower than 50 % of yours.'],
    [{ slower: 16, count: 34 }, false, null],
    [null, true, null],
  ])('says how a job compares: %o, over: %s', (comparison, isOver, words) => {
    expect(comparisonWords(comparison, isOver)).toBe(words);
  });
});
