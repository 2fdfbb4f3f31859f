import { expect, it } from 'vitest';
import { argumentsOf, linesProblem } from './argument-lines.ts';

it('takes each line as an argument, with its spaces, and leaves empty ones out', () => {
  expect(argumentsOf('--out\n\n a b \r\n{folder}\n')).toEqual(['--out', ' a b ', '{folder}']);
});

it('says what is wrong with any of them', () => {
  expect(linesProblem('{folder}\n{colour}\n{size}')).toMatch(/^There is no \{colour\}\./);
  expect(linesProblem('{folder}\n{usd}')).toBeNull();
});

it('takes as many as the setting holds', () => {
  expect(linesProblem('a\n'.repeat(50))).toBeNull();
  expect(linesProblem('a\n'.repeat(51))).toBe('Use 50 arguments at most.');
});
