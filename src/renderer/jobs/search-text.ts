import type { JobRow } from '../../shared/watched-job.ts';

const plainAscii = /^[\x20-\x7e]*$/;

/** Text as the search compares it: lower case, without accents, with single spaces. */
export function foldText(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();
}

/**
 * What a person searches for: words, or several in quotes that stand together. A quote that is not closed yet reaches to
 * the end, so that the list narrows while a phrase is being typed.
 */
export const searchTerms = (query: string): string[] =>
  [...foldText(query).matchAll(/"([^"]*)(?:"|$)|[^\s"]+/g)]
    .map(([term, phrase]) => (phrase ?? term).trim())
    .filter((term) => term !== '');

let texts = new WeakMap<JobRow, string>();

/** Gives the memory back that {@link searchText} took, when nothing is searched any more. */
export const forgetSearchTexts = (): void => void (texts = new WeakMap());

/** All of a row that can be found: name (a text job's prompt), ID, error, note and tags. Made once for each row while something is searched. */
export function searchText(row: JobRow): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const fields = [row.name, row.id, row.error, row.note, ...row.tags];
  // A line break never stands in a folded term, so that no phrase reaches from one field into the next.
  const text = fields.map((field) => (field === null ? '' : foldText(field))).join('\n');
  texts.set(row, text);
  return text;
}
