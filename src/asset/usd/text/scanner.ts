import { AssetError } from '../../limits.ts';

const code = (character: string): number => character.charCodeAt(0);
const lineEnd = 10;
const carriageReturn = 13;
const quote = code('"');
const apostrophe = code("'");
const backslash = code('\\');
const at = code('@');
const slash = code('/');
const star = code('*');
const hash = code('#');
const zero = code('0');
const dot = code('.');
const minus = code('-');
const plus = code('+');
const exponentMark = code('e');
const colon = code(':');
const closeAngle = code('>');

const digit = 1;
const letter = 2;
/** What each byte can be a part of. Every byte of a character outside ASCII counts as a letter, as names may have those. */
const kinds = new Uint8Array(256).map((_, byte) => {
  if (byte >= zero && byte < zero + 10) return digit;
  return byte >= 0x80 || /\w/.test(String.fromCharCode(byte)) ? letter : 0;
});

/** Powers of ten that a double holds exactly. */
const exactPowers = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** So many digits are exact in a double. */
const exactDigits = 15;

const simpleEscapes = new Map(
  Object.entries({ n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11 }).map(([name, byte]) => [code(name), byte]),
);

/** Bytes: much less than a string can hold. */
const longestText = 2 ** 26;
/** Of a character outside ASCII, all bytes but the first. */
const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80;
const closings: Partial<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
/** In one another, of what is skipped. */
const deepestBrackets = 1000;
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Finds the tokens of a layer that is written as text, over its bytes: strings are made only of what becomes a value.
 * Source: OpenUSD's grammar, `pxr/usd/sdf/textFileFormatParser.h`; it is stricter about where lines may end.
 */
export class Scanner {
  readonly bytes: Uint8Array;
  /** Of the next byte. */
  position = 0;
  readonly #file: string;

  constructor(bytes: Uint8Array, file: string) {
    this.bytes = bytes;
    this.#file = file;
  }

  /** The next byte that is neither space nor comment; 0 at the end of the file. */
  peek(): number {
    const { bytes } = this;
    for (;;) {
      const byte = bytes[this.position];
      if (byte === undefined) return 0;
      if (byte === hash) this.#skipLine();
      else if (byte === slash) this.#skipSlashComment();
      else if (byte === 32 || (byte >= 9 && byte <= carriageReturn)) this.position += 1;
      // A byte of zero is no part of the grammar either.
      else return byte;
    }
  }

  get isAtEnd(): boolean {
    return this.peek() === 0 && this.position >= this.bytes.length;
  }

  /** Whether the next token is this character; it is then passed. */
  take(character: string): boolean {
    if (this.peek() !== character.charCodeAt(0)) return false;
    this.position += 1;
    return true;
  }

  isNext(character: string): boolean {
    return this.peek() === character.charCodeAt(0);
  }

  /** @throws {AssetError} where the next token is another */
  expect(character: string): void {
    if (!this.take(character)) this.fail(`'${character}'`);
  }

  isStringNext(): boolean {
    const byte = this.peek();
    return byte === quote || byte === apostrophe;
  }

  isAssetNext(): boolean {
    return this.peek() === at;
  }

  isNameNext(): boolean {
    return kinds[this.peek()] === letter;
  }

  /** A number, or `inf` and `nan`, which are names as well. */
  isNumberNext(): boolean {
    const byte = this.peek();
    return kinds[byte] === digit || byte === minus || byte === dot;
  }

  /** Whether the statement ends here: its line does, or a `;` or `)` follows. */
  isStatementOver(): boolean {
    let next = this.bytes[this.position];
    while (next === 32 || next === 9) next = this.bytes[(this.position += 1)];
    return (
      next === undefined ||
      next === lineEnd ||
      next === carriageReturn ||
      '#;)'.includes(String.fromCharCode(next))
    );
  }

  /** A name with or without namespaces: `points`, `xformOp:translate`. Empty where none is next. */
  takeName(): string {
    if (!this.isNameNext()) return '';
    const { bytes } = this;
    const start = this.position;
    let end = start;
    for (;;) {
      const byte = bytes[end] ?? 0;
      if (kinds[byte] === 0 && !(byte === colon && (kinds[bytes[end + 1] ?? 0] ?? 0) !== 0)) break;
      end += 1;
    }
    this.position = end;
    return this.#text(start, end);
  }

  name(expected: string): string {
    const name = this.takeName();
    return name === '' ? this.fail(expected) : name;
  }

  /** A name that is next, which stays next. */
  peekName(): string {
    this.peek();
    const start = this.position;
    const name = this.takeName();
    this.position = start;
    return name;
  }

  /** In quotes of all four kinds, with what its escapes stand for. */
  string(expected = 'a string in quotes'): string {
    if (!this.isStringNext()) this.fail(expected);
    const { bytes } = this;
    const start = this.position;
    const mark = bytes[start];
    const isTriple = bytes[start + 1] === mark && bytes[start + 2] === mark;
    const from = start + (isTriple ? 3 : 1);
    let hasEscapes = false;
    for (let end = from; end < bytes.length; end += 1) {
      const byte = bytes[end];
      if (byte === backslash) {
        hasEscapes = true;
        end += 1;
      } else if (byte === mark) {
        if (isTriple && (bytes[end + 1] !== mark || bytes[end + 2] !== mark)) continue;
        this.position = end + (isTriple ? 3 : 1);
        return this.#text(from, end, hasEscapes);
      } else if ((byte === lineEnd || byte === carriageReturn) && !isTriple) {
        return this.fail('the end of a string before the end of the line', end);
      }
    }
    return this.fail(`the end of the string that begins at ${this.#where(start)}`, bytes.length);
  }

  /** `@path@`, or `@@@path@@@`, in which `\@@@` stands for three of them. */
  asset(expected = 'an asset in @'): string {
    if (this.peek() !== at) this.fail(expected);
    const { bytes } = this;
    const start = this.position;
    const isTriple = bytes[start + 1] === at && bytes[start + 2] === at;
    const from = start + (isTriple ? 3 : 1);
    for (let end = from; end < bytes.length; end += 1) {
      const byte = bytes[end];
      if (byte === lineEnd || byte === carriageReturn) break;
      if (isTriple && byte === backslash && this.#isTripleAt(end + 1)) end += 3;
      else if (byte === at && !isTriple) {
        this.position = end + 1;
        return this.#text(from, end);
      } else if (isTriple && this.#isTripleAt(end)) {
        // The last three of up to five end it, those before are of the path.
        const most = end + 2;
        while (end < most && bytes[end + 3] === at) end += 1;
        this.position = end + 3;
        return this.#text(from, end).replaceAll('\\@@@', '@@@');
      }
    }
    return this.fail(`the end of the asset that begins at ${this.#where(start)}`, bytes.length);
  }

  /** What stands between `<` and `>`. */
  path(expected = 'a path in <>'): string {
    if (!this.take('<')) this.fail(expected);
    const start = this.position;
    for (let end = start; end < this.bytes.length; end += 1) {
      const byte = this.bytes[end] ?? 0;
      if (byte === closeAngle) {
        this.position = end + 1;
        return this.#text(start, end);
      }
      if (byte <= 32) return this.fail("'>'", end);
    }
    return this.fail("'>'", this.bytes.length);
  }

  /** @throws {AssetError} where none is next */
  number(): number {
    const first = this.peek();
    const { bytes } = this;
    const start = this.position;
    let end = first === minus ? start + 1 : start;
    let mantissa = 0;
    let digits = 0;
    let exponent = 0;
    let hasDigits = false;
    let byte = bytes[end] ?? 0;
    for (; kinds[byte] === digit; byte = bytes[(end += 1)] ?? 0) {
      hasDigits = true;
      mantissa = mantissa * 10 + (byte - zero);
      if (mantissa !== 0) digits += 1;
    }
    if (byte === dot) {
      byte = bytes[(end += 1)] ?? 0;
      for (; kinds[byte] === digit; byte = bytes[(end += 1)] ?? 0) {
        hasDigits = true;
        mantissa = mantissa * 10 + (byte - zero);
        if (mantissa !== 0) digits += 1;
        exponent -= 1;
      }
    }
    if (!hasDigits) return this.#numberInWords(start);
    if ((byte | 32) === exponentMark) {
      let at = end + 1;
      const sign = bytes[at];
      if (sign === minus || sign === plus) at += 1;
      let written = 0;
      if (kinds[bytes[at] ?? 0] !== digit) this.fail('the digits of an exponent', at);
      for (let next = bytes[at] ?? 0; kinds[next] === digit; next = bytes[(at += 1)] ?? 0) {
        written = written * 10 + (next - zero);
      }
      exponent += sign === minus ? -written : written;
      end = at;
    }
    this.position = end;
    // Both operands are exact then, so that there is one rounding, the right one.
    if (digits <= exactDigits && exponent >= -22 && exponent <= 22) {
      const power = exactPowers[Math.abs(exponent)] ?? 1;
      const value = exponent < 0 ? mantissa / power : mantissa * power;
      return first === minus ? -value : value;
    }
    return Number(this.#text(start, end));
  }

  /** Passes what stands between an opening bracket, which is next, and the one that closes it. */
  skipBrackets(): void {
    const open: string[] = [];
    do {
      this.peek();
      const character = String.fromCharCode(this.bytes[this.position] ?? 0);
      const closing = closings[character];
      if (open.length > 0 && this.isStringNext()) this.string();
      else if (open.length > 0 && this.isAssetNext()) this.asset();
      else if (open.length > 0 && this.isNext('<')) this.path();
      else {
        if (closing !== undefined) open.push(closing);
        else if (open.length === 0 || this.isAtEnd) this.fail(`'${open.at(-1) ?? '{'}'`);
        else if (character === open.at(-1)) open.pop();
        else if (')]}'.includes(character)) this.fail(`'${open.at(-1) ?? ''}'`);
        this.position += 1;
      }
      if (open.length > deepestBrackets) throw new AssetError('too-deep', this.#where(this.position));
    } while (open.length > 0);
  }

  /** @throws {AssetError} always: what was expected, what is there, and where */
  fail(expected: string, position = this.position): never {
    throw new AssetError(
      'damaged',
      `${this.#where(position)}: expected ${expected}, found ${this.#found(position)}`,
    );
  }

  #numberInWords(start: number): number {
    this.position = this.bytes[start] === minus ? start + 1 : start;
    const isNegative = this.position > start;
    const word = this.isNameNext() ? this.takeName() : '';
    if (word === 'inf') return isNegative ? -Infinity : Infinity;
    if (word === 'nan') return NaN;
    this.position = start;
    return this.fail('a number');
  }

  #isTripleAt(position: number): boolean {
    const { bytes } = this;
    return bytes[position] === at && bytes[position + 1] === at && bytes[position + 2] === at;
  }

  #skipLine(): void {
    const { bytes } = this;
    for (; this.position < bytes.length; this.position += 1) {
      const byte = bytes[this.position];
      if (byte === lineEnd || byte === carriageReturn) return;
    }
  }

  #skipSlashComment(): void {
    const { bytes } = this;
    const start = this.position;
    if (bytes[start + 1] === slash) {
      this.#skipLine();
      return;
    }
    if (bytes[start + 1] !== star) this.fail('a comment');
    for (let end = start + 2; end < bytes.length; end += 1) {
      if (bytes[end] === star && bytes[end + 1] === slash) {
        this.position = end + 2;
        return;
      }
    }
    this.fail(`the end of the comment that begins at ${this.#where(start)}`, bytes.length);
  }

  #text(start: number, end: number, hasEscapes = false): string {
    if (end - start > longestText) throw new AssetError('too-large', `${this.#where(start)}: a text`);
    if (hasEscapes) return unescape(this.bytes.subarray(start, end));
    // A decoder takes longer to start than most names take.
    if (end - start > 24) return utf8.decode(this.bytes.subarray(start, end));
    let text = '';
    for (let index = start; index < end; index += 1) {
      const byte = this.bytes[index] ?? 0;
      if (byte >= 0x80) return utf8.decode(this.bytes.subarray(start, end));
      text += String.fromCharCode(byte);
    }
    return text;
  }

  #where(position: number): string {
    let line = 1;
    let column = 1;
    for (let index = 0; index < position; index += 1) {
      const byte = this.bytes[index] ?? 0;
      if (byte === lineEnd) {
        line += 1;
        column = 1;
      } else if (!isContinuation(byte)) column += 1;
    }
    return `${this.#file}:${line}:${column}`;
  }

  #found(position: number): string {
    if (position >= this.bytes.length) return 'the end of the file';
    const [character = ''] = utf8.decode(this.bytes.subarray(position, position + 4));
    return JSON.stringify(character);
  }
}

/** As `TfEscapeString` of OpenUSD reads what stands between quotes. */
function unescape(bytes: Uint8Array): string {
  const plain = new Uint8Array(bytes.length);
  let length = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    let byte = bytes[index] ?? 0;
    if (byte === backslash) {
      byte = bytes[(index += 1)] ?? 0;
      const base = byte === code('x') ? 16 : 8;
      const from = base === 16 ? index + 1 : index;
      let end = from;
      let value = 0;
      for (; end < from + (base === 16 ? 2 : 3); end += 1) {
        const next = Number.parseInt(String.fromCharCode(bytes[end] ?? 0), base);
        if (Number.isNaN(next)) break;
        value = value * base + next;
      }
      if (end > from) {
        byte = value;
        index = end - 1;
      } else byte = simpleEscapes.get(byte) ?? byte;
    }
    plain[length] = byte;
    length += 1;
  }
  return utf8.decode(plain.subarray(0, length));
}
