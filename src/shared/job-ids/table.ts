import {
  compositionRank,
  isColumnTitle,
  isOfComposition,
  jobIdRank,
  namesComposition,
} from './field-names.ts';
import { hasKnownShape, isPlausibleId } from './id-shape.ts';
import { idsInText } from './running-text.ts';
import { unwrap } from './lines.ts';

/** Where a table's header says that the IDs are. */
export interface Columns {
  separator: Separator;
  /** The position of the ID's column, from 0; -1 where there is none, since the rows are no jobs. */
  idAt: number;
  count: number;
}

/** `gap`: two or more spaces, as programs align their output. */
type Separator = '\t' | ';' | ',' | '|' | 'gap';

const separators: readonly Separator[] = ['\t', ';', ',', '|', 'gap'];
const none = -1;
const maxHeaderLength = 2000;
const title = /^[\p{L}#][\p{L}\p{N} _\-./%()#]{0,59}$/u;

/**
 * Reads a line as a table's header. A header has a title that means a job's ID, and titles only.
 *
 * @returns the columns; `none` for a header without several columns or without a job's ID, which is of no use but is
 * no content either; null for another line
 */
export function readHeader(line: string): Columns | 'none' | null {
  if (line.length > maxHeaderLength) return null;
  const columns = columnsOf(line);
  if (columns !== null) return columns;
  if (jobIdRank(unwrap(line.trim())) > 0) return 'none';
  return hasTitlesOnly(line) ? 'none' : null;
}

function hasTitlesOnly(line: string): boolean {
  let titles = 0;
  for (const match of line.matchAll(/[^\s,;|]+/g)) {
    const word = unwrap(match[0]);
    if (word === '') continue;
    if (!isColumnTitle(word)) return false;
    titles += 1;
  }
  return titles > 1;
}

function columnsOf(line: string): Columns | null {
  for (const separator of separators) {
    if (separator === 'gap' ? !/\s\s/.test(line) : !line.includes(separator)) continue;
    const cells = splitRow(line, separator).map(unwrap);
    if (cells.length < 2 || !cells.every(isTitle)) continue;
    const ranks = cells.map(jobIdRank);
    const rank = Math.max(...ranks);
    // A table of compositions has no job but in a column that says so; `id` there is the composition's own.
    const isOfCompositions = cells.some((cell) => namesComposition(cell) || isOfComposition(cell));
    const idAt = isOfCompositions && rank < compositionRank ? none : ranks.indexOf(rank);
    if (rank > 0 || isOfCompositions) return { separator, idAt, count: cells.length };
  }
  return null;
}

const isTitle = (cell: string): boolean => cell === '' || (title.test(cell) && !hasKnownShape(cell));

/**
 * The IDs in a row of a table: those in the ID's column, whatever the others hold.
 *
 * @returns null where the line does not look like a row of this table, so that it must be read in another way
 */
export function idsInRow(line: string, columns: Columns): string[] | null {
  const cells = splitRow(line, columns.separator);
  if (columns.idAt === none) return cells.length >= columns.count ? [] : null;
  const cell = unwrap(cells[columns.idAt] ?? '');
  // Names may hold unquoted separators: more cells than titles are as good.
  if (cells.length >= columns.count && isPlausibleId(cell)) return [cell];
  return cells.length === columns.count ? idsInText(cell) : null;
}

/** A row's cells without the white space around them. A quoted cell may hold separators, and quotes twice. */
export function splitRow(line: string, separator: Separator): string[] {
  if (separator === 'gap') return line.trim().split(/\s{2,}/);
  const row = separator === '|' ? line.trim().replace(/^\||\|$/g, '') : line;
  const cells: string[] = [];
  let start = 0;
  while (start <= row.length) {
    const end = endOfCell(row, start, separator);
    cells.push(row.slice(start, end).trim());
    start = end + 1;
  }
  return cells;
}

function endOfCell(row: string, start: number, separator: string): number {
  let from = start;
  if (row.charAt(start) === '"') {
    from = row.indexOf('"', start + 1);
    while (from >= 0 && row.charAt(from + 1) === '"') from = row.indexOf('"', from + 2);
    if (from < 0) from = start;
  }
  const end = row.indexOf(separator, from);
  return end < 0 ? row.length : end;
}
