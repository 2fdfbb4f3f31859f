import { expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { changesBetween, noteChanges } from './row-changes.ts';

it('what changed is not known between two lists that came of the same one', () => {
  const [a, b] = [jobRow({ id: 'a' }), jobRow({ id: 'b' })];
  const [first, one, another] = [[], [a], [b]];
  noteChanges(first, one, [{ before: null, after: a }]);
  noteChanges(first, another, [{ before: null, after: b }]);
  expect(changesBetween(one, another)).toBeNull();
});
