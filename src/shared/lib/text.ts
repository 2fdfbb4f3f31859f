/**
 * Text from outside, made safe to hand on. Not every receiver copes with every string: Linux' message bus ends the process
 * that sends a Unicode non-character, and control characters break lines where there is one line only.
 */

/** What takes the place of a character that cannot be shown. */
const replacement = '\uFFFD';

/** Non-characters (U+FFFF, U+FDD0, U+1FFFE …) and control characters but for tab and line ends. */
const unsafe = /\p{Noncharacter_Code_Point}|[^\P{Cc}\t\n\r]/gu;

/**
 * The same text without half surrogates, non-characters, and control characters other than tab, line feed and carriage
 * return: each becomes U+FFFD. Text that is well formed comes back as it is.
 *
 * @param longest UTF-16 units that are kept at most; longer text ends in an ellipsis
 */
export function wellFormed(text: string, longest = Infinity): string {
  return cutText(text, longest).toWellFormed().replace(unsafe, replacement);
}

/** Whether a text is well formed as it is, and on one line. */
export const isWellFormedLine = (text: string): boolean =>
  wellFormed(text) === text && !/[\t\n\r]/.test(text);

/** The same on one line: line ends and tabs become spaces, and what stands around the text is taken off. */
export const wellFormedLine = (text: string, longest = Infinity): string =>
  // Cut before it is searched, so that megabytes cost nothing, and after it, for what the ellipsis needs.
  cutText(
    wellFormed(text.slice(0, longest * 2))
      .replace(/\s+/g, ' ')
      .trim(),
    longest,
  );

/**
 * The beginning of a text, with an ellipsis where something is left out. Never parts a character in two.
 *
 * @param longest UTF-16 units of the outcome at most
 */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = longest - 1;
  const isInsideOfPair = (text.codePointAt(end - 1) ?? 0) > 0xffff;
  return `${text.slice(0, isInsideOfPair ? end - 1 : end)}…`;
}

/**
 * A text without the characters of a class at its end. A pattern such as `/ +$/` begins anew at every space of a text that
 * goes on after them, so its time grows with the square of their number.
 *
 * @param character matches one character
 */
export function trimCharactersEnd(text: string, character: RegExp): string {
  let end = text.length;
  while (end > 0 && character.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** A text without the characters of a class at both ends. See {@link trimCharactersEnd}. */
export function trimCharacters(text: string, character: RegExp): string {
  const trimmed = trimCharactersEnd(text, character);
  let start = 0;
  while (start < trimmed.length && character.test(trimmed.charAt(start))) start += 1;
  return trimmed.slice(start);
}
