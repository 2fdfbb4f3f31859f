import { expect, it } from 'vitest';
import { checkTitle, summaryOf, verdictLabel } from './check-words.ts';
import type { Check } from './report-outline.ts';
import type { Verdict } from './report-verdict.ts';

const check = (verdict: Verdict, values: Partial<Check> = {}): Check => ({
  ...{ verdict, name: null, message: null, state: null, details: null },
  ...values,
});

it('sums up what was checked, the worst first, without what there is none of', () => {
  const [bad, odd, good] = [check('failed'), check('warning'), check('passed')];
  expect(summaryOf([])).toBeNull();
  expect(summaryOf([bad, bad, odd, good, good, good])).toBe('2 failed, 1 warning, 3 passed');
  expect(summaryOf([odd, odd, good])).toBe('2 warnings, 1 passed');
});

it('tells what does not apply apart, in the words of the report', () => {
  const [good, other] = [check('passed'), check('not-applicable')];
  expect(summaryOf([good, other, other])).toBe('1 passed, 2 not applicable');
  expect(
    [null, 'N/A', 'advisory', 'not_applicable'].map((state) => verdictLabel({ ...other, state })),
  ).toEqual(['Not applicable', 'Not applicable', 'Advisory', 'Not applicable']);
});

it('titles a check by its name, or else by what it says', () => {
  expect(checkTitle(check('failed', { name: 'open_edges', message: '14 of them' }))).toEqual({
    title: 'Open edges',
    text: '14 of them',
  });
  expect(checkTitle(check('failed', { message: '14 open edges' }))).toEqual({
    title: '14 open edges',
    text: null,
  });
  expect(checkTitle(check('passed'))).toEqual({ title: 'The whole', text: null });
});
