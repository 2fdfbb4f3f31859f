import { findJobIds } from '../../shared/job-ids/find-job-ids.ts';
import { countOf } from '../words/count.ts';

/** Characters of a text that are searched while a person types: of the slowest that takes a tenth of a second. */
const maxCounted = 100_000;

/**
 * What would come of adding a text, in a sentence or two; empty for an empty one.
 *
 * @param isKnown whether a job is in the list already
 */
export function describeFound(text: string, isKnown: (id: string) => boolean): string {
  if (text.trim() === '') return '';
  if (text.length > maxCounted) return 'A long text. Its job IDs are counted when you add it.';
  const { ids, notUnderstood, notUnderstoodLeftOut, containsKey } = findJobIds(text);
  const known = ids.filter(isKnown).length;
  const lines = notUnderstood.length + notUnderstoodLeftOut;
  const parts = [ids.length === 0 ? 'No job ID found yet.' : `${countOf(ids.length, 'job ID')} found.`];
  if (known > 0) parts.push(describeKnown(known, ids.length));
  if (ids.length > 0 && lines > 0) parts.push(`${countOf(lines, 'line has', 'lines have')} none.`);
  if (containsKey) parts.push('An API key is in it, which will not be used.');
  return parts.join(' ');
}

function describeKnown(known: number, all: number): string {
  if (known < all) return `${countOf(known, 'is', 'are')} in the list already.`;
  return all === 1 ? 'It is in the list already.' : 'All are in the list already.';
}
