import { describe, expect, it } from 'vitest';
import { countOf, percentOf } from './count.ts';

describe('countOf', () => {
  it('takes the singular for one alone', () => {
    expect([0, 1, 2].map((count) => countOf(count, 'job'))).toEqual(['0 jobs', '1 job', '2 jobs']);
  });

  it('takes another plural where there is one', () => {
    expect([1, 2].map((count) => countOf(count, 'job was', 'jobs were'))).toEqual([
      '1 job was',
      '2 jobs were',
    ]);
  });

  it('groups the digits as the system’s language does', () => {
    expect(countOf(1204, 'job')).toBe(`${new Intl.NumberFormat().format(1204)} jobs`);
  });
});

it('percentOf writes a share as the system’s language does', () => {
  const percent = new Intl.NumberFormat(undefined, { style: 'percent' });
  expect([0, 12, 100, 250].map(percentOf)).toEqual([0, 0.12, 1, 2.5].map((share) => percent.format(share)));
});
