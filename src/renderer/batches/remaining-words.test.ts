import { describe, expect, it } from 'vitest';
import { remainingWords } from './remaining-words.ts';

const minute = 60_000;

describe('the time that is left', () => {
  it.each([
    [0, 0.9, 'less than a minute left'],
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
