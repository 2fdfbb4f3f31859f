import { describe, expect, it } from 'vitest';
import { decodeText, type Decode } from './decode-text.ts';

const csv = 'job_id,note\r\nabc123def456,Größe prüfen – 5 €\r\n';
const platform: Decode = (bytes, encoding) => new TextDecoder(encoding).decode(bytes);
const decode = (bytes: Uint8Array) => decodeText(bytes, platform);
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
/** As a spreadsheet saves it. */
const windows1252 = (text: string): Buffer =>
  Buffer.from(Array.from(text, (one) => (one === '€' ? 0x80 : one === '–' ? 0x96 : one.charCodeAt(0))));

describe('the text of a file', () => {
  it.each([
    ['UTF-8', Buffer.from(csv)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${csv}`)],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(csv)])],
    ['UTF-16, big end first', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(csv).swap16()])],
    [
      'UTF-16 that was cut within a character',
      Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(csv), Buffer.from([0x20])]),
    ],
    ['UTF-16 without a mark', utf16(csv)],
    ['UTF-16 without a mark, big end first', utf16(csv).swap16()],
  ])('is read as %s', (_what, bytes) => {
    expect(decode(bytes)).toEqual({ text: csv });
  });

  it('is read as Windows-1252 where it is no UTF-8, and said to be', () => {
    expect(decode(windows1252(csv))).toEqual({ text: csv, encoding: 'windows-1252' });
    const long = 'ü'.repeat(30_000);
    expect(decode(windows1252(long))).toEqual({ text: long, encoding: 'windows-1252' });
  });

  it.each([
    ['UTF-8 with a damaged place', Buffer.concat([Buffer.from(csv), Buffer.from([0xc3, 0x28])])],
    ['UTF-8 that a program spoiled before', Buffer.from('abc123,Gr\uFFFD\uFFFDe')],
    ['no text at all', Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xd8, 0xe0, 1, 2, 0xc0])],
    [
      'UTF-8 with characters of two halves and a damaged place',
      Buffer.concat([Buffer.from('🪑🪑'), Buffer.from([0xff])]),
    ],
    ['nothing', Buffer.alloc(0)],
    ['a single byte', Buffer.from('a')],
  ])('stays what it was: %s', (_what, bytes) => {
    expect(decode(bytes)).toEqual({ text: platform(bytes, 'utf-8') });
  });
});
