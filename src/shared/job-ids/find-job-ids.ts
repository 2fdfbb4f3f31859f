import { cleanText } from './clean-text.ts';
import { idOfJobLine, idsInPlainLine } from './running-text.ts';
import { endOfLine, type Place, isDecoration } from './lines.ts';
import { findBlock, createStructuredReader } from './structured-text.ts';
import { idsInRow, readHeader } from './table.ts';
import type { Columns } from './table.ts';
import { createTally } from './tally.ts';
import type { Tally } from './tally.ts';

/** What {@link findJobIds} found. */
export interface FoundIds {
  /** In order of first appearance, each once; at most {@link maxIds}. */
  ids: string[];
  /** How many further IDs there were beyond those. */
  idsLeftOut: number;
  /**
   * Lines in which nothing was recognised, and those of a response where something else stood in an ID's place; at most
   * 1,000. Blank lines, headers and decoration are not listed. Of a structured value without any
   * ID one line is. `line` counts from 1; `text` is cut to 200 characters and shows no API key.
   */
  notUnderstood: { line: number; text: string }[];
  /** How many further lines there were beyond those. */
  notUnderstoodLeftOut: number;
  /** True where an API key stood in the text. It is neither taken for an ID nor shown. */
  containsKey: boolean;
  /** True where this is no text at all (a model or an archive, dropped by mistake). Then nothing is listed. */
  binary: boolean;
}

/** IDs that are taken at once, of one text or of several. */
export const maxIds = 100_000;
const maxLinesListed = 1_000;

/**
 * Finds the job IDs in whatever a person dropped or pasted: IDs, lines, URLs, deep links, the output of the vendor's
 * command line, API responses, CSV, logs. Where the context says that an ID follows, anything that can be one is taken;
 * elsewhere only what has the known shape, see job-ids/id-shape.ts. Never throws, takes time in proportion to the text.
 */
export function findJobIds(input: string): FoundIds {
  const { text, binary, containsKey } = cleanText(input);
  const tally = createTally({ ids: maxIds, lines: maxLinesListed });
  if (!binary) readLines(text, tally);
  return { ...tally.result(), containsKey, binary };
}

function readLines(text: string, tally: Tally): void {
  const readStructured = createStructuredReader(text, tally);
  let columns: Columns | null = null;
  let place: Place = { line: 1, start: 0 };
  while (place.start < text.length) {
    const end = endOfLine(text, place.start);
    const line = text.slice(place.start, end);
    const formal = formalIds(line, columns);
    const block = formal === null ? findBlock(text, place.start) : end;
    if (block < end) {
      place = readStructured(block, place);
      continue;
    }
    const header = formal !== null && formal.length > 0 ? null : readHeader(line);
    if (header === null) record(tally, formal ?? idsInPlainLine(line), place.line, line);
    else if (header !== 'none') columns = header;
    place = { line: place.line + 1, start: end + 1 };
  }
}

/** The IDs of a line whose form says where they would stand, if there are any; null for any other line. */
function formalIds(line: string, columns: Columns | null): string[] | null {
  const ids = columns === null ? null : idsInRow(line, columns);
  if (ids !== null) return ids;
  const id = idOfJobLine(line);
  return id === null ? null : [id];
}

function record(tally: Tally, ids: string[], number: number, line: string): void {
  if (ids.length > 0) tally.add(ids);
  else if (!isDecoration(line)) tally.miss(number, line);
}
