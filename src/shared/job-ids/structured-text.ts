import { readToken, type Token } from './json-like-token.ts';
import { type Place, beginningOfLine, endOfLine, isDecoration } from './lines.ts';
import { createResponseReader, type IdsInResponse } from './response-reader.ts';
import { idsInText } from './running-text.ts';
import type { Tally } from './tally.ts';

/** A structured value in the middle of text. */
export interface StructuredBlock extends IdsInResponse {
  /** The offset behind it. */
  end: number;
  /** The line on which it ends. */
  place: Place;
}

/**
 * What may stand behind `{` and `[` for them to begin a value rather than be a remark like `[INFO]`, `[ ]` or `{draft}`;
 * or the end of the line.
 */
const openingOrLineEnd =
  /\{(?=[ \t]{0,40}(?:["']|[A-Za-z_$][\w$]{0,63}[ \t]{0,8}:|$))|\[(?=[ \t]{0,40}(?:["'{[]|$))|\n/gm;

/** The offset at which the next structured value on a line seems to begin, or at which the line ends. */
export function findBlock(text: string, from: number): number {
  openingOrLineEnd.lastIndex = from;
  return openingOrLineEnd.exec(text)?.index ?? text.length;
}

/** No answer of the service comes near. What is deeper is read as if it began there. */
const deepest = 200;

/** An object or array whose end has not been seen, and what would be in order next. */
interface Open {
  end: '}' | ']';
  expects: 'key' | 'colon' | 'value' | 'separator';
}

/**
 * Makes the function that reads the JSON, or what is near to it, that begins at an offset: pretty-printed or not, whole or
 * cut short, JSON Lines, Python's and JavaScript's ways to print an object. It reads as far as the text keeps to the form.
 * Where it does not, the value counts as cut short; the text goes on there, or, behind the value's first line, at the
 * start of that line. Takes time in proportion to what it reads, and no stack.
 */
export function createBlockReader(text: string): (start: number, startsOn: Place) => StructuredBlock {
  const reader = createResponseReader();
  const opened: Open[] = [];
  let place: Place;

  return (start, startsOn) => {
    opened.length = 0;
    place = startsOn;
    let at = start;
    do {
      const character = text.charAt(at);
      if (character === '\n') place = { line: place.line + 1, start: at + 1 };
      if (isSpace(character)) {
        at += 1;
        continue;
      }
      const token = readToken(text, at);
      if (token === null || !take(token)) {
        const end = place.line > startsOn.line ? place.start : at;
        return ended(end);
      }
      at = token.end;
    } while (at < text.length && opened.length > 0);
    return ended(at);
  };

  function ended(end: number): StructuredBlock {
    const { ids, misses } = reader.finish();
    return { ids, misses, end, place };
  }

  /** Follows the form. False where the token is out of place. */
  function take(token: Token): boolean {
    const innermost = opened.at(-1);
    switch (token.kind) {
      case '{':
      case '[':
        return open(token.kind, innermost);
      case '}':
      case ']':
        return close(token.kind, innermost);
      case ':':
        if (innermost?.expects !== 'colon') return false;
        innermost.expects = 'value';
        return true;
      case ',':
        if (innermost?.expects !== 'separator') return false;
        innermost.expects = innermost.end === '}' ? 'key' : 'value';
        return true;
      case 'scalar':
        return scalar(token, innermost);
    }
  }

  function open(kind: '{' | '[', innermost: Open | undefined): boolean {
    if (opened.length >= deepest || (innermost !== undefined && innermost.expects !== 'value')) return false;
    if (innermost !== undefined) innermost.expects = 'separator';
    opened.push(kind === '{' ? { end: '}', expects: 'key' } : { end: ']', expects: 'value' });
    reader.open();
    return true;
  }

  /** A comma before the end is let pass, as JavaScript and Python do. */
  function close(kind: '}' | ']', innermost: Open | undefined): boolean {
    if (innermost === undefined || innermost.end !== kind || innermost.expects === 'colon') return false;
    if (kind === '}' && innermost.expects === 'value') return false;
    opened.pop();
    reader.close();
    return true;
  }

  function scalar(token: Token & { kind: 'scalar' }, innermost: Open | undefined): boolean {
    if (innermost?.expects === 'key') {
      reader.key(token.value);
      innermost.expects = 'colon';
      return true;
    }
    if (innermost?.expects !== 'value') return false;
    reader.scalar(token.value, token.quoted, place);
    innermost.expects = 'separator';
    return true;
  }
}

const isSpace = (character: string): boolean => character === ' ' || character === '\n' || character === '\t';

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
