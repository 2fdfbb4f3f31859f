import { readToken } from './json-like-token.ts';
import type { Token } from './json-like-token.ts';
import type { Place } from './place.ts';
import { createResponseReader } from './response-reader.ts';
import type { IdsInResponse } from './response-reader.ts';

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
