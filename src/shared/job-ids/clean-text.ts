import { endOfToken } from './id-shape.ts';

/** Text as a person sees it: line ends are `\n`, and nothing invisible stands between its characters. */
export interface CleanText {
  text: string;
  /** True where this is not text at all: a model, an archive or an image, dropped by mistake. */
  binary: boolean;
  /** True where an API key stood in it. The key is gone from `text`. */
  containsKey: boolean;
}

const escape = String.fromCharCode(27);
/** Colours and cursor moves (`ESC [ … m`), and hyperlinks or window titles (`ESC ] … BEL`). */
const terminalCodes = new RegExp(
  `${escape}(?:\\[[0-9;:?]{0,100}[ -/]{0,4}[@-~]|\\][^${escape}\\u0007\\n]{0,2000}(?:\\u0007|${escape}\\\\)?)`,
  'g',
);
/** Zero-width characters, byte order marks, soft hyphens and marks of direction. */
const invisible = /\p{Cf}/gu;
/** No-break and other special spaces, which web pages indent code with, and Unicode's own line separators. */
const specialSpaces = /[\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;
/** Control characters but for line feed and tab. NULs separate lists (`find -print0`). */
const controls = /[^\P{Cc}\n\t]/gu;
/** The doc pages' `rgyd_live_...` is none. Real ones have 43 characters; a part of one is as secret. */
const keyPrefix = /rgyd_(?:live|test)_/gi;
const minKeyLength = 8;

/**
 * Prepares what was dropped or pasted. Decodes nothing but one thing: UTF-16 that was read as if it were UTF-8, as a
 * dropped file from Windows is.
 */
export function cleanText(input: string): CleanText {
  const decoded = isSpacedByNuls(input) ? input.replaceAll('\0', '').replace(/^\uFFFD{2}/, '') : input;
  const binary = isBinary(decoded.slice(0, 64)) || isBinary(decoded);
  const visible = decoded
    .replace(terminalCodes, '')
    .replace(invisible, '')
    .replace(/\r\n?/g, '\n')
    .replace(specialSpaces, ' ')
    .replace(controls, ' ');
  const text = withoutKeys(visible);
  return { text, binary, containsKey: text !== visible };
}

function withoutKeys(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  for (const match of text.matchAll(keyPrefix)) {
    if (match.index < kept) continue;
    const start = match.index + match[0].length;
    const end = endOfToken(text, start);
    if (end - start < minKeyLength) continue;
    parts.push(text.slice(kept, start), '[redacted]');
    kept = end;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(kept);
}

/** Whether (nearly) every second character is NUL and the others are not. */
function isSpacedByNuls(input: string): boolean {
  const nuls = [0, 0];
  for (let at = 0; at < input.length; at += 1) {
    if (input.charCodeAt(at) === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1;
  }
  const [fewer = 0, more = 0] = nuls.sort((a, b) => a - b);
  const pairs = input.length / 2;
  return more > 0.8 * pairs && fewer < 0.1 * pairs;
}

/**
 * Whether more than one in twenty characters is a control character that text has no use for. Compressed data has one
 * in ten, the head of a GLB, ZIP or PNG more; a NUL-separated list of IDs one in twenty-five; a log with a few stray
 * ones is text.
 */
function isBinary(text: string): boolean {
  let strange = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    // Codes 8 to 13 are backspace, tab and line ends.
    if ((code < 32 && (code < 8 || code > 13) && code !== 27) || (code >= 127 && code < 160)) strange += 1;
  }
  return strange >= 4 && strange * 20 > text.length;
}
