import { expect, it } from 'vitest';
import type { Failure } from '../../shared/errors.ts';
import { failureSentence } from '../ui/failure-words.ts';
import { describeFileFailure } from './file-words.ts';

it.each<[Failure, string]>([
  [{ code: 'disk-full', text: null }, 'Not enough disk space.'],
  [{ code: 'too-large', text: null }, 'Too large to be shown here.'],
  [{ code: 'too-large', text: 'It has 64 megapixels.' }, 'Too large to be shown here. It has 64 megapixels.'],
  [{ code: 'unauthorized', text: null }, 'The file couldn’t be loaded.'],
])('says why a file cannot be shown, saved, opened or dragged: %o', (failure, words) => {
  expect(describeFileFailure(failure)).toBe(words);
});

it.each(['folder-unavailable', 'folder-missing', 'folder-silent'] as const)(
  'says what is wrong with the folder it was to be put in as elsewhere: %s',
  (code) => {
    expect(describeFileFailure({ code, text: null })).toContain(failureSentence(code));
  },
);

it.each([
  'archive-damaged',
  'archive-unsafe',
  'archive-unsupported',
  'mjcf-missing',
  'no-model',
  'not-completed',
] as const)('says what is wrong with the result that it is in, and what to do: %s', (code) => {
  expect(describeFileFailure({ code, text: null })).toBe(failureSentence(code, 'result'));
});

it('says of an archive that would fill the disk how far it would grow', () => {
  const text = 'It would grow from 1,000 to 9,000,000,000 bytes.';
  expect(describeFileFailure({ code: 'archive-unsafe', text })).toMatch(/support.*It would grow from 1,000/);
});
