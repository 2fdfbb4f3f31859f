import { findJobIds } from '../../shared/job-ids/find-job-ids.ts';
import { addDialogsWords } from '../words/add-dialogs.ts';
import { intakeWords } from '../words/intake.ts';

const words = addDialogsWords.found;

/** Characters of a text that are searched while a person types: of the slowest that takes a tenth of a second. */
const maxCounted = 100_000;

/**
 * What would come of adding a text, in a sentence or two; empty for an empty one.
 *
 * @param isKnown whether a job is in the list already
 */
export function describeFound(text: string, isKnown: (id: string) => boolean): string {
  if (text.trim() === '') return '';
  if (text.length > maxCounted) return words.long;
  const { ids, notUnderstood, notUnderstoodLeftOut, containsKey } = findJobIds(text);
  const known = ids.filter(isKnown).length;
  const lines = notUnderstood.length + notUnderstoodLeftOut;
  const parts = [ids.length === 0 ? words.none : words.ids(ids.length)];
  if (known > 0) parts.push(describeKnown(known, ids.length));
  if (ids.length > 0 && lines > 0) parts.push(intakeWords.added.linesWithoutId(lines));
  if (containsKey) parts.push(words.key);
  return parts.join(' ');
}

function describeKnown(known: number, all: number): string {
  if (known < all) return words.someKnown(known);
  return all === 1 ? words.oneKnown : words.allKnown;
}
