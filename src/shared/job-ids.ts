import { cleanText } from './job-ids/clean-text.ts';
import { idOfJobLine, idsInPlainLine } from './job-ids/plain-line.ts';
import type { Place } from './job-ids/response-reader.ts';
import { idsInText } from './job-ids/running-text.ts';
import { findBlock, readBlock } from './job-ids/structured-block.ts';
import { idsInRow, readHeader } from './job-ids/table.ts';
import type { Columns } from './job-ids/table.ts';
import { createTally } from './job-ids/tally.ts';
import type { Tally } from './job-ids/tally.ts';
import { isDecoration } from './job-ids/wrapping.ts';

/** What {@link findJobIds} found. */
export interface FoundIds {
  /** In order of first appearance, each once; at most {@link mostIds}. */
  ids: string[];
  /** How often an ID stood there again. */
  repeated: number;
  /** How many further IDs there were beyond {@link mostIds}. */
  idsLeftOut: number;
  /**
   * Lines in which nothing was recognised, and those of a response where something else stood in an ID's place; at most
   * {@link mostLinesListed}. Blank lines, headers and decoration are not listed. Of a structured value without any
   * ID one line is. `line` counts from 1; `text` is cut to 200 characters and shows no API key.
   */
  notUnderstood: { line: number; text: string }[];
  /** How many further lines there were beyond {@link mostLinesListed}. */
  notUnderstoodLeftOut: number;
  /** True where an API key stood in the text. It is neither taken for an ID nor shown. */
  containsKey: boolean;
  /** True where this is no text at all (a model or an archive, dropped by mistake). Then nothing is listed. */
  binary: boolean;
}

export const mostIds = 100_000;
export const mostLinesListed = 1_000;

/**
 * Finds the job IDs in whatever a person dropped or pasted: IDs, lines, URLs, deep links, the output of the vendor's
 * command line, API responses, CSV, logs. Where the context says that an ID follows, anything that can be one is taken;
 * elsewhere only what has the known shape, see job-ids/id-shape.ts. Never throws, takes time in proportion to the text.
 */
export function findJobIds(input: string): FoundIds {
  const { text, binary, containsKey } = cleanText(input);
  const tally = createTally({ ids: mostIds, lines: mostLinesListed });
  if (!binary) readLines(text, tally);
  return { ...tally.result(), containsKey, binary };
}

function readLines(text: string, tally: Tally): void {
  let columns: Columns | null = null;
  let place: Place = { line: 1, start: 0 };
  while (place.start < text.length) {
    const end = endOfLine(text, place.start);
    const line = text.slice(place.start, end);
    const ids = explicitIds(line, columns);
    if (ids !== null) {
      record(tally, ids, place, line);
    } else {
      const block = findBlock(text, place.start, end);
      if (block >= 0) {
        place = readBlocks(text, block, { ...place }, end, tally);
        continue;
      }
      const header = readHeader(line);
      if (header === null) record(tally, idsInPlainLine(line), place, line);
      else if (header !== 'none') columns = header;
    }
    place = { line: place.line + 1, start: end + 1 };
  }
}

/** The IDs of a line whose form says where they stand; null for any other line. */
function explicitIds(line: string, columns: Columns | null): string[] | null {
  const ids = columns === null ? null : idsInRow(line, columns);
  if (ids !== null) return ids;
  const id = idOfJobLine(line);
  return id === null ? null : [id];
}

function record(tally: Tally, ids: string[], place: Place, line: string): void {
  if (ids.length > 0) tally.add(ids);
  else if (!isDecoration(line)) tally.miss(place.line, line);
}

/**
 * Reads a line that holds structured values, which may reach over many lines, and the text around them. Where none of it
 * holds an ID, the first line that says something is listed.
 *
 * @returns where to go on: the start of the first line not read
 */
function readBlocks(
  text: string,
  firstBlock: number,
  startsOn: Place,
  firstLineEnd: number,
  tally: Tally,
): Place {
  let place = startsOn;
  let lineEnd = firstLineEnd;
  let at = place.start;
  let understood = false;
  const add = (ids: string[]): void => {
    tally.add(ids);
    understood ||= ids.length > 0;
  };

  let block = firstBlock;
  while (block >= 0) {
    add(idsInText(text.slice(at, block)));
    const read = readBlock(text, block, place);
    add(read.ids);
    for (const miss of read.misses) tally.miss(miss.line, lineAt(text, miss));
    if (read.place.line !== place.line) lineEnd = endOfLine(text, read.place.start);
    ({ place, end: at } = read);
    // Behind its first line a value that breaks off leaves the whole line on which it does.
    if (at === place.start) break;
    block = findBlock(text, at, lineEnd);
  }
  if (at > place.start) {
    add(idsInText(text.slice(at, lineEnd)));
    place = { line: place.line + 1, start: lineEnd + 1 };
  }
  if (!understood) missFirstLine(text, startsOn, place, tally);
  return place;
}

function missFirstLine(text: string, from: Place, to: Place, tally: Tally): void {
  for (let { line, start } = from; line < to.line; line += 1) {
    const end = endOfLine(text, start);
    if (!isDecoration(text.slice(start, end))) {
      tally.miss(line, lineAt(text, { line, start }));
      return;
    }
    start = end + 1;
  }
}

/** As much of a line as can be shown. Lines may be megabytes long and asked for thousands of times. */
const lineAt = (text: string, place: Place): string =>
  text.slice(place.start, place.start + 1000).replace(/\n.*$/s, '');

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
