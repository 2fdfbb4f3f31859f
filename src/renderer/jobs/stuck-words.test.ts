import { expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { stillWords } from './stuck-words.ts';

it('says for how long a job is known to have stood still', () => {
  const row = jobRow({ status: 'running', changedAt: 0, fetchedAt: 24 * 60_000 + 5_000 });
  expect(stillWords(row)).toBe('No change for 24 min');
  expect(stillWords({ ...row, fetchedAt: 42_000 })).toBe('No change for 42 s');
  expect(stillWords({ ...row, status: 'completed' })).toBeNull();
});
