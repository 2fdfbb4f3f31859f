import { beginningOfLine, endOfLine } from './place.ts';
import type { Place } from './place.ts';
import { idsInText } from './running-text.ts';
import { createBlockReader, findBlock } from './structured-block.ts';
import type { Tally } from './tally.ts';
import { isDecoration } from './wrapping.ts';

/**
 * Makes the function that reads a line with structured values, which may reach over many lines, and the text around
 * them. Where none of it holds an ID, the first line that says something is listed.
 *
 * It takes the offset of the first value and the line on which that is, and returns the place at which to go on.
 */
export function createStructuredReader(
  text: string,
  tally: Tally,
): (firstBlock: number, startsOn: Place) => Place {
  const readBlock = createBlockReader(text);

  return (firstBlock, startsOn) => {
    let place = startsOn;
    let at = place.start;
    let accountedFor = false;
    const add = (ids: string[]): void => {
      tally.add(ids);
      accountedFor ||= ids.length > 0;
    };

    let block = firstBlock;
    while (block < text.length && text.charAt(block) !== '\n') {
      add(idsInText(text.slice(at, block)));
      const read = readBlock(block, place);
      add(read.ids);
      for (const miss of read.misses) tally.miss(miss.line, beginningOfLine(text, miss));
      accountedFor ||= read.misses.length > 0;
      ({ place, end: at } = read);
      // Behind its first line a value that breaks off leaves the whole line on which it does.
      if (at === place.start) break;
      block = findBlock(text, at);
    }
    if (at > place.start) {
      add(idsInText(text.slice(at, block)));
      place = { line: place.line + 1, start: block + 1 };
    }
    if (!accountedFor) missFirstLine(startsOn, place);
    return place;
  };

  function missFirstLine(from: Place, to: Place): void {
    for (let { line, start } = from; line < to.line; line += 1) {
      const end = endOfLine(text, start);
      if (!isDecoration(text.slice(start, end))) {
        tally.miss(line, beginningOfLine(text, { line, start }));
        return;
      }
      start = end + 1;
    }
  }
}
