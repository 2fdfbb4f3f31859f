import { expect, it } from 'vitest';
import { argumentsOf, linesProblem } from './argument-lines.ts';

it('takes each line as an argument, with its spaces, and leaves empty ones out', () => {
  expect(argumentsOf('--out\n\n a b \r\n{folder}\n')).toEqual(['--out', ' a b ', '{folder}']);
});

const program = '/opt/take over';

it('says what is wrong with any of them', () => {
  expect(linesProblem('{folder}\n{colour}\n{size}', program)).toMatch(/^There is no \{colour\}\./);
  expect(linesProblem('{folder}\n{usd}', program)).toBeNull();
});

it('takes no more than can be shown before it is confirmed', () => {
  expect(linesProblem('-v\n'.repeat(20), program)).toBeNull();
  for (const text of ['-v\n'.repeat(51), 'x'.repeat(2_000)])
    expect(linesProblem(text, program)).toMatch(/^This is too long to be shown whole/);
});
