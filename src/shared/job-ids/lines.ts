/** A line of the text: its number from 1, and the offset at which it begins. */
export interface Place {
  line: number;
  start: number;
}

/** The offset of the line feed that ends the line, or the end of the text. */
export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** As much of a line as is worth showing. A line may be megabytes long and asked for thousands of times. */
export const beginningOfLine = (text: string, place: Place): string =>
  text.slice(place.start, place.start + 1000).split('\n', 1)[0] ?? '';

/** What people and programs put around an ID: quotes, brackets, list marks, separators. */
const around = new Set('"\'`“”„‘’«»‹›()[]{}<>*|,;:');

/**
 * A token without its quotes, brackets and the like. What is left may be anything. A full stop at the end goes; an
 * ellipsis stays, since it says that the token was cut and is not the ID.
 */
export function unwrap(token: string): string {
  let start = 0;
  let end = token.length;
  while (start < end && around.has(token.charAt(start))) start += 1;
  while (end > start && (around.has(token.charAt(end - 1)) || isFullStop(token, end - 1))) end -= 1;
  return token.slice(start, end);
}

const isFullStop = (token: string, at: number): boolean => token[at] === '.' && token[at - 1] !== '.';

/** Bullets, numbers, checkboxes, quote marks and table edges at the start of a line. */
const listMark = /^(?:(?:[-*+•·‣–—>#|]|\d{1,6}[.)]\s|\[[ xX]\]\s)\s*){0,6}/;

/** A line without what makes it an item of a list. */
export const withoutListMark = (line: string): string => line.trimStart().replace(listMark, '');

const codeFence = /^(?:`{3,9}|~{3,9})[\w-]{0,40}$/;
/** What Excel writes first to say which separator the rows have. */
const separatorNote = /^sep=.$/i;

/** Whether a line says nothing: blank, a rule, a bracket, the fence of a code block. */
export function isDecoration(line: string): boolean {
  const text = line.trim();
  return !/[\p{L}\p{N}]/u.test(text) || codeFence.test(text) || separatorNote.test(text);
}
