import type { FileKind } from './preview-slots.ts';

/** Bytes of a file that are enough to tell what it is. */
export const headBytes = 4096;

/**
 * What a file is by its first bytes, if it is of a kind that the window shows; null for everything else. What its host
 * says of it is not asked: a sign-in page is announced as a picture as easily as a picture. SVG and HTML are not among
 * the kinds, since both can carry scripts.
 */
export function contentTypeOf(head: Uint8Array, kind: FileKind): string | null {
  // A TextDecoder would read Windows-1252, where byte 0x89 is another sign.
  const text = Buffer.from(head.subarray(0, headBytes)).toString('latin1');
  if (kind === 'any') return isPage(text) ? null : 'application/octet-stream';
  if (kind === 'text') return isPlainText(text) ? 'text/plain; charset=utf-8' : null;
  const types = kind === 'image' ? images : videos;
  return types.find(({ matches }) => matches(text))?.type ?? null;
}

interface Signature {
  type: string;
  matches: (text: string) => boolean;
}

/** Sources: the PNG, JFIF, GIF89a and WebP specifications. */
const images: Signature[] = [
  { type: 'image/png', matches: (text) => text.startsWith('\x89PNG\r\n\x1a\n') },
  { type: 'image/jpeg', matches: (text) => text.startsWith('\xff\xd8\xff') },
  { type: 'image/gif', matches: (text) => /^GIF8[79]a/.test(text) },
  { type: 'image/webp', matches: (text) => text.startsWith('RIFF') && text.startsWith('WEBP', 8) },
];

/** Sources: ISO/IEC 14496-12 (`ftyp`) and the WebM container guidelines (an EBML header whose document type is WebM). */
const videos: Signature[] = [
  { type: 'video/mp4', matches: (text) => text.startsWith('ftyp', 4) },
  {
    type: 'video/webm',
    matches: (text) => text.startsWith('\x1aE\xdf\xa3') && text.slice(0, 64).includes('webm'),
  },
];

/** What a proxy or a sign-in page answers with in the place of a file. No file of a job is one. */
const isPage = (text: string): boolean =>
  /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)\b/i.test(text);

/** Text has no zero bytes; a page that stands where a log should be is no log. */
const isPlainText = (text: string): boolean =>
  !text.includes('\0') && !/^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml|svg)\b/i.test(text);
