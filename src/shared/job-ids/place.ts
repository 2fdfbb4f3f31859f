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
