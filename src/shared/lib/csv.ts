/**
 * Tables as text after RFC 4180, with what spreadsheets need beyond it. Source: RFC 4180; for formulas in cells, the
 * OWASP page "CSV Injection".
 */

/** What a spreadsheet would run as a formula, behind any apostrophes of this guard itself. */
const formula = /^'*[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;
const guardedFormula = /^'+[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;
/**
 * Where a formula would begin inside of a cell if its quotes did not hold: a spreadsheet that separates by semicolons or
 * tabs, as most of Europe's do, takes `x,"y;=1"` apart at the semicolon. Spaces and empty quotes may stand before it.
 */
const innerFormula = /[;\t\r\n](?=[ "']*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20])/g;
const guardedInnerFormula = /([;\t\r\n])'(?=[ "']*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20])/g;
const needsQuotes = /[",;\t\r\n]|^\s|\s$/;

/**
 * Without a byte order mark Excel takes the file for the system's old code page and spoils every letter beyond ASCII;
 * all other readers let it pass.
 */
const byteOrderMark = '\uFEFF';

/** A table with its header in the first row: commas, CRLF, quotes where they are needed, formulas disarmed. */
export const writeCsv = (rows: Iterable<readonly string[]>): string => byteOrderMark + writeCsvRows(rows);

/** Further rows of such a table. */
export const writeCsvRows = (rows: Iterable<readonly string[]>): string =>
  Array.from(rows, (row) => `${row.map(writeCell).join(',')}\r\n`).join('');

function writeCell(cell: string): string {
  const inside = cell.replaceAll(innerFormula, `$&'`);
  const safe = formula.test(cell) ? `'${inside}` : inside;
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * The same for the clipboard: separated by tabs, which spreadsheets take apart without asking, and a line for each row
 * whatever stands in it, since what is pasted may be read line by line and not as a table at all.
 */
export const writeTabSeparated = (rows: Iterable<readonly string[]>): string =>
  Array.from(rows, (row) => `${row.map(writeTabbedCell).join('\t')}\n`).join('');

function writeTabbedCell(cell: string): string {
  const line = cell.replace(/\s+/g, ' ').trim();
  if (formula.test(line)) return `'${line}`;
  // A quote at its beginning would take in the cells that follow.
  return line.startsWith('"') ? `"${line.replaceAll('"', '""')}"` : line;
}

/** Takes back what {@link writeCsv} does to a cell that could be run as a formula. */
const disarmed = (cell: string): string =>
  (guardedFormula.test(cell) ? cell.slice(1) : cell).replaceAll(guardedInnerFormula, '$1');

export interface CsvLimits {
  /** Rows read at most, the header among them. */
  rows: number;
  /** Cells of a row kept at most. */
  cells: number;
}

const separators = [',', ';', '\t'] as const;

/**
 * Reads a table as {@link writeCsv} or a spreadsheet writes it: separated by whatever separates its first row, with line
 * feeds inside of quotes, blank lines left out. Never throws, takes time in proportion to the text; a quote that is never
 * closed ends with the text.
 */
export function readCsv(text: string, limits: CsvLimits): string[][] {
  const start = text.startsWith(byteOrderMark) ? 1 : 0;
  const separator = separatorOf(text, start);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = start;
  while (at < text.length && rows.length < limits.rows) {
    const cell = text.charAt(at) === '"' ? quotedCell(text, at, separator) : plainCell(text, at, separator);
    if (row.length < limits.cells) row.push(disarmed(cell.value));
    at = cell.end;
    if (text.charAt(at) === separator) {
      at += 1;
      // The separator was the last character: an empty cell follows it.
      if (at < text.length) continue;
      if (row.length < limits.cells) row.push('');
    } else at += text.startsWith('\r\n', at) ? 2 : 1;
    if (row.some((value) => value !== '')) rows.push(row);
    row = [];
  }
  return rows;
}

/** The one that stands most often in the first line. Quoted titles hold none of them. */
function separatorOf(text: string, start: number): string {
  const line = text.slice(start, endOfLine(text, start));
  const counts = separators.map((separator) => line.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

function endOfLine(text: string, from: number): number {
  let end = from;
  while (end < text.length && text.charAt(end) !== '\n' && text.charAt(end) !== '\r') end += 1;
  return end;
}

interface Cell {
  value: string;
  /** The offset of the separator or line end behind it. */
  end: number;
}

function plainCell(text: string, start: number, separator: string): Cell {
  let end = start;
  for (; end < text.length; end += 1) {
    const character = text.charAt(end);
    if (character === separator || character === '\n' || character === '\r') break;
  }
  return { value: text.slice(start, end), end };
}

function quotedCell(text: string, start: number, separator: string): Cell {
  let close = text.indexOf('"', start + 1);
  while (close >= 0 && text.charAt(close + 1) === '"') close = text.indexOf('"', close + 2);
  if (close < 0) close = text.length;
  const value = text.slice(start + 1, close).replaceAll('""', '"');
  // What stands between the closing quote and the separator is no CSV, and kept all the same.
  const rest = close < text.length ? plainCell(text, close + 1, separator) : { value: '', end: text.length };
  return { value: value + rest.value, end: rest.end };
}
