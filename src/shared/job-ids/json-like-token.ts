/**
 * The smallest pieces of JSON and of what looks like it: Python's `{'id': None}`, JavaScript's `{ id: 'a' }`.
 * A `scalar` is a string without its quotes, or a bare word or number.
 */
export type Token =
  | { kind: '{' | '}' | '[' | ']' | ',' | ':'; end: number }
  | { kind: 'scalar'; value: string; quoted: boolean; end: number };

const bareWord = /[A-Za-z0-9_$.+-]+/y;
/** `datetime.datetime(2026, 5, 6)`, `ObjectId('…')`: how far to look for the end of the arguments. */
const maxArgumentsLength = 200;
const escapeSequence = /\\(?:u([0-9A-Fa-f]{4})|(.))/g;

/**
 * The token at an offset where no white space is.
 *
 * @returns null where none begins, or one begins that its line does not end
 */
export function readToken(text: string, at: number): Token | null {
  const character = text.charAt(at);
  switch (character) {
    case '{':
    case '}':
    case '[':
    case ']':
    case ',':
    case ':':
      return { kind: character, end: at + 1 };
    case '"':
    case "'":
      return readString(text, at, character);
    default:
      return readBareWord(text, at);
  }
}

/** Strings end on their line, so that a stray quote costs a line and not the rest of the text. */
function readString(text: string, at: number, quote: string): Token | null {
  let escaped = false;
  for (let end = at + 1; end < text.length; end += 1) {
    const character = text.charAt(end);
    if (character === '\n') return null;
    if (character === '\\' && text.charAt(end + 1) !== '\n') {
      escaped = true;
      end += 1;
    } else if (character === quote) {
      const raw = text.slice(at + 1, end);
      return { kind: 'scalar', value: escaped ? unescaped(raw) : raw, quoted: true, end: end + 1 };
    }
  }
  return null;
}

const unescaped = (raw: string): string =>
  raw.replace(escapeSequence, (_, hex: string | undefined, character: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    return character === undefined || /[bfnrt]/.test(character) ? ' ' : character;
  });

function readBareWord(text: string, at: number): Token | null {
  bareWord.lastIndex = at;
  const match = bareWord.exec(text);
  if (match === null) return null;
  const value = match[0];
  const end = at + value.length;
  if (text.charAt(end) !== '(') return { kind: 'scalar', value, quoted: false, end };
  const afterArguments = skipArguments(text, end);
  return afterArguments === null ? null : { kind: 'scalar', value, quoted: false, end: afterArguments };
}

function skipArguments(text: string, open: number): number | null {
  let depth = 0;
  for (let at = open; at < text.length && at < open + maxArgumentsLength; at += 1) {
    const character = text.charAt(at);
    if (character === '\n') return null;
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}
