import { expect, it } from 'vitest';
import { Refusals } from './refusals.ts';

it('a refusal is of the job itself, until it is repeated with no answer to anything in between', () => {
  const refusals = new Refusals();
  expect(refusals.noteRefusal('a', 1)).toBe(false);
  refusals.noteAnswer();
  expect(refusals.noteRefusal('a', 2)).toBe(false);
  expect(refusals.isUnsure('a')).toBe(false);
  expect(refusals.noteRefusal('a', 3)).toBe(true);
  expect(refusals.isUnsure('a')).toBe(true);
});

it('the first answer to anything names the unsure jobs, with the refusals from before they were', () => {
  const refusals = new Refusals();
  for (const id of ['a', 'b']) refusals.noteRefusal(id, 4);
  for (const failures of [5, 6, 7]) refusals.noteRefusal('a', failures);
  expect(refusals.noteAnswer()).toEqual(new Map([['a', 4]]));
  expect(refusals.isUnsure('a')).toBe(false);
  expect(refusals.noteAnswer()).toEqual(new Map());
});

it('a failure for another reason ends that it is unsure, and takes back no refusal', () => {
  const refusals = new Refusals();
  for (const failures of [1, 2]) refusals.noteRefusal('a', failures);
  refusals.noteOtherFailure('a');
  expect(refusals.isUnsure('a')).toBe(false);
  expect(refusals.noteAnswer()).toEqual(new Map());
  refusals.noteRefusal('b', 1);
  refusals.noteOtherFailure('b');
  expect(refusals.noteRefusal('b', 2)).toBe(true);
});

it('a job that was answered, or is watched no more, was never refused', () => {
  const refusals = new Refusals();
  for (const failures of [1, 2]) refusals.noteRefusal('a', failures);
  refusals.forget('a');
  expect(refusals.isUnsure('a')).toBe(false);
  expect(refusals.noteRefusal('a', 1)).toBe(false);
});
