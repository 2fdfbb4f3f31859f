import type { GivenText } from './given-text.ts';

/** Text of a file, and its encoding where that had to be guessed. */
export type DecodedText = Pick<GivenText, 'text' | 'encoding'>;

/** What Windows-1252 has at 0x80 to 0x9F; all else is as in Latin-1. Source: the WHATWG Encoding Standard. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/** Characters that are put together at once; a function takes so many arguments. */
const mostAtOnce = 10_000;

/** Of the beginning so many bytes tell whether every second is NUL. */
const lookedAt = 4_000;

const replacement = '\uFFFD';

/**
 * The text of a file that a person gave. It is UTF-8 as a rule; a spreadsheet also saves UTF-16 ("Unicode text"), and as
 * "CSV" the old encoding of the system, which in the West is Windows-1252 and nothing in the file says so.
 *
 * @param decodeUtf8 puts U+FFFD in the place of what is none, and leaves out a byte order mark or not
 */
export function decodeText(bytes: Uint8Array, decodeUtf8: (bytes: Uint8Array) => string): DecodedText {
  const order = utf16Order(bytes);
  if (order !== null) return { text: withoutMark(decodeUnits(bytes, order)) };
  const text = withoutMark(decodeUtf8(bytes));
  return isOldEncoding(bytes, text) ? { text: decodeBytes(bytes), encoding: 'windows-1252' } : { text };
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

function decodeUnits(bytes: Uint8Array, order: 'little' | 'big'): string {
  const [low, high] = order === 'little' ? [0, 1] : [1, 0];
  const parts: string[] = [];
  for (let start = 0; start + 1 < bytes.length; start += 2 * mostAtOnce) {
    const units: number[] = [];
    const end = Math.min(bytes.length - 1, start + 2 * mostAtOnce);
    for (let at = start; at < end; at += 2)
      units.push((bytes[at + low] ?? 0) + 256 * (bytes[at + high] ?? 0));
    parts.push(String.fromCharCode(...units));
  }
  return parts.join('').toWellFormed();
}

/**
 * Whether a text that is no UTF-8 is rather of an old encoding than UTF-8 with some damage, or no text at all. `text` is
 * what it is as UTF-8.
 */
function isOldEncoding(bytes: Uint8Array, text: string): boolean {
  if (!text.includes(replacement)) return false;
  let broken = 0;
  let whole = 0;
  for (const character of text) {
    if (character === replacement) broken += 1;
    else if (character > '\u007F') whole += 1;
    else if (character < ' ' && !'\t\n\r\f\v'.includes(character)) return false;
  }
  return broken - countMarked(bytes) > whole;
}

/** How often the replacement character itself is in the file: a program before put it there. */
function countMarked(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1))
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) count += 1;
  return count;
}

function decodeBytes(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += mostAtOnce)
    parts.push(String.fromCharCode(...bytes.subarray(start, start + mostAtOnce)));
  return parts.join('').replace(/[\u0080-\u009F]/g, (one) => windows1252[one.charCodeAt(0) - 0x80] ?? one);
}
