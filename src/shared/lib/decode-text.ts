/** Text of a file, and its encoding where that had to be guessed. */
export interface DecodedText {
  text: string;
  encoding?: 'windows-1252' | undefined;
}

/** Decodes what the platform can. It puts U+FFFD in the place of what is broken, and leaves out a byte order mark or not. */
export type Decode = (bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le') => string;

/** What Windows-1252 has at 0x80 to 0x9F; all else is as in Latin-1. Source: the WHATWG Encoding Standard. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/** Of the beginning so many bytes tell whether every second is NUL. */
const lookedAt = 4_000;

const replacement = 0xfffd;

/**
 * The text of a file that a person gave. It is UTF-8 as a rule; a spreadsheet also saves UTF-16 ("Unicode text"), and as
 * "CSV" the old encoding of the system, which in the West is Windows-1252 and nothing in the file says so.
 */
export function decodeText(bytes: Uint8Array, decode: Decode): DecodedText {
  const order = utf16Order(bytes);
  if (order !== null) {
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
    return { text: withoutMark(decode(order === 'little' ? whole : swapped(whole), 'utf-16le')) };
  }
  const text = withoutMark(decode(bytes, 'utf-8'));
  if (!isOldEncoding(bytes, text)) return { text };
  return { text: decode(toUtf16(bytes), 'utf-16le'), encoding: 'windows-1252' };
}

const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

/** By the mark at its beginning, or by what most characters of such a text have for their higher byte. */
function utf16Order(bytes: Uint8Array): 'little' | 'big' | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'little';
  if (first === 0xfe && second === 0xff) return 'big';
  const nuls = { even: 0, odd: 0 };
  const end = Math.min(bytes.length, lookedAt);
  for (let at = 0; at < end; at += 1) if (bytes[at] === 0) nuls[at % 2 === 0 ? 'even' : 'odd'] += 1;
  const many = 0.8 * (end / 2);
  const few = 0.1 * (end / 2);
  if (end < 4) return null;
  if (nuls.odd > many && nuls.even < few) return 'little';
  return nuls.even > many && nuls.odd < few ? 'big' : null;
}

/** UTF-16 with the lower byte of each unit first, of what has the higher one first. */
function swapped(bytes: Uint8Array): Uint8Array {
  const other = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 1) other[at] = bytes[at ^ 1] ?? 0;
  return other;
}

/**
 * Whether a text that is no UTF-8 is rather of an old encoding than UTF-8 with some damage, or no text at all. `text` is
 * what it is as UTF-8.
 */
function isOldEncoding(bytes: Uint8Array, text: string): boolean {
  if (!text.includes('\uFFFD')) return false;
  let broken = 0;
  let whole = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === replacement) broken += 1;
    // The second half of a character counts with the first.
    else if (unit > 0x7f) whole += isLowSurrogate(unit) ? 0 : 1;
    else if (unit < 0x20 && !isSpace(unit)) return false;
  }
  return broken - countMarked(bytes) > whole;
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Tab, line feed, vertical tab, form feed, carriage return. */
const isSpace = (unit: number): boolean => unit >= 0x09 && unit <= 0x0d;

/** How often the replacement character itself is in the file: a program before put it there. */
function countMarked(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1))
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) count += 1;
  return count;
}

/** UTF-16 of a text in Windows-1252. */
function toUtf16(bytes: Uint8Array): Uint8Array {
  const units = new Uint8Array(2 * bytes.length);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const unit = byte >= 0x80 && byte <= 0x9f ? windows1252.charCodeAt(byte - 0x80) : byte;
    units[2 * at] = unit & 0xff;
    units[2 * at + 1] = unit >> 8;
  }
  return units;
}
