import { expect, it } from 'vitest';
import { nothingMade } from './output-words.ts';

it.each([
  ['running', 'None yet', /when the job completes/],
  ['failed', 'None', /failed/],
  ['cancelled', 'None', /ended before/],
  ['completed', 'None listed', /try to download/],
  ['succeeded', 'None listed', /try to download/],
])('says why a job that is %s has no files', (status, state, why) => {
  expect(nothingMade(status)).toEqual({ state, why: expect.stringMatching(why) });
});
