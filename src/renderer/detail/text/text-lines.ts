/** Characters of a line that are drawn as one; a longer one goes on in the next. A log of one line must not hold up the page. */
const longestLine = 1_000;

/** Lines drawn at most: beyond some more of them a page is higher than the browser can scroll. */
export const mostLines = 1_000_000;

/** Colours and cursor movements that a program wrote for a terminal (ECMA-48), without the escape before them. */
const terminalCodes = /\[[0-9;?]*[A-Za-z]/;
const escape = '\u001b';

/** A text as lines to be drawn: without terminal codes and signs that nobody can see, none of them endless. */
export function textLines(text: string): string[] {
  const lines = plain(text).split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  const drawn = lines.some(({ length }) => length > longestLine) ? lines.flatMap(pieces) : lines;
  return drawn.length > mostLines ? drawn.slice(0, mostLines) : drawn;
}

function plain(text: string): string {
  if (!text.includes(escape)) return text;
  return text
    .split(escape)
    .map((part, index) => (index === 0 ? part : part.replace(new RegExp(`^${terminalCodes.source}`), '')))
    .join('');
}

function pieces(line: string): string[] {
  if (line.length <= longestLine) return [line];
  const count = Math.ceil(line.length / longestLine);
  return Array.from({ length: count }, (_unused, index) =>
    line.slice(index * longestLine, (index + 1) * longestLine),
  );
}
