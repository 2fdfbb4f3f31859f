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
