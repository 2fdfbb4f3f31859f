import { expect, it } from 'vitest';
import { addingWords } from './adding-words.ts';

it('says how far an addition is once its jobs are known', () => {
  expect(addingWords({ number: 1, done: 0, total: null })).toEqual({
    text: 'Looking for job IDs…',
    percent: null,
  });
  expect(addingWords({ number: 1, done: 2_500, total: 10_000 })).toEqual({
    text: 'Adding 2,500 of 10,000 jobs…',
    percent: 25,
  });
});
