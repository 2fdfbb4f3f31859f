import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';

/** What UTF-16 of ASCII looks like when read as UTF-8. */
const utf16 = (ascii: string): string => ascii.replaceAll(/./gs, '$&\0');

const text = (input: string): string => cleanText(input).text;
const binary = (input: string): boolean => cleanText(input).binary;

describe('clean text', () => {
  it.each([
    ['line ends', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a byte order mark', '\ufeffa', 'a'],
    ['zero-width characters, soft hyphens and marks of direction', 'a\u200b\u200d\u00ad\u202e\u2066b', 'ab'],
    ['special spaces', 'a\u00a0b\u2009c\u3000d\u2028e', 'a b c d e'],
    ['control characters but for tabs', 'a\0b\u0007c\td\u0085e', 'a b c\td e'],
    ['colours', '\u001b[1;31ma\u001b[0m\u001b[Kb\u001b[38:5:8mc', 'abc'],
    ['moves of the cursor', '\u001b[?25la\u001b[2 qb', 'ab'],
    ['links, ended in either way', '\u001b]8;;x://y\u0007a\u001b]8;;\u001b\\b', 'ab'],
    ['a link that never ends', `\u001b]8;;x://y\na`, '\na'],
    ['UTF-16 with a byte order mark, read as UTF-8', `\uFFFD\uFFFD${utf16('abc\nabcdef')}`, 'abc\nabcdef'],
    ['UTF-16 in the other order', `\0${utf16('abc\nabcdef')}`, 'abc\nabcdef'],
  ])('has no trace of %s', (_, input, expected) => {
    expect(text(input)).toBe(expected);
  });

  it('keeps a few stray NULs apart from the words', () => {
    expect(text('ab\0cd\0')).toBe('ab cd ');
    expect(text(`${'a\0'.repeat(7)}abcdef`)).toBe(`${'a '.repeat(7)}abcdef`);
  });

  it('keeps everything else', () => {
    const input = 'Stühle, 椅子 🪑 [1m {"a": 1}\n\t“x”';
    expect(cleanText(input)).toEqual({ text: input, binary: false, containsKey: false });
  });
});

describe('binary data', () => {
  const noise = Array.from({ length: 4000 }, (_, n) => String.fromCharCode((n * 7919) % 251)).join('');

  it.each([
    ['a GLB', `glTF\u0002\0\0\0\u0010\0\0\0${'{"asset":{}}'.repeat(100)}`],
    ['a PNG', `\uFFFDPNG\r\n\u001a\n\0\0\0\rIHDR\0\0\u0004\0${'x'.repeat(1000)}`],
    ['a ZIP', `PK\u0003\u0004\u0014\0\0\0\b\0${'x'.repeat(1000)}`],
    [
      'a text header before compressed data',
      `ply\nformat binary_little_endian 1.0\n${'x'.repeat(500)}${noise}`,
    ],
    ['nothing but NULs', '\0'.repeat(1000)],
    ['C1 and DEL', '\u0081\u007f\u009f\u0080 a'.repeat(3)],
  ])('is %s', (_, input) => {
    expect(binary(input)).toBe(true);
  });

  it.each([
    ['text of a NUL or three', 'a\0b\u0001c\u0002'],
    ['a NUL-separated list', 'cmq1x2y3z4a5b6c7d8e9f0g1\0'.repeat(50)],
    ['a log with a hole of NULs', `${'INFO all is well\n'.repeat(100)}${'\0'.repeat(40)}\n`],
    ['coloured text', '\u001b[1ma\u001b[0m'.repeat(50)],
    ['tabs and line ends', 'a\t\r\n\f\v\b'.repeat(50)],
    ['text in an encoding that was not understood', 'St\uFFFDhle \uFFFD\uFFFD\uFFFD\uFFFD'.repeat(50)],
    ['UTF-16', 'a\0'.repeat(100)],
  ])('is not %s', (_, input) => {
    expect(binary(input)).toBe(false);
  });
});

describe('an API key', () => {
  it.each([
    ['rgyd_live_a1B2-_c3', 'rgyd_live_[redacted]'],
    ['"RGYD_TEST_a1b2c3d4"', '"RGYD_TEST_[redacted]"'],
    ['rgyd_live_a1b2c3d4 rgyd_test_a1b2c3d4.', 'rgyd_live_[redacted] rgyd_test_[redacted].'],
    ['rgyd_live_a1b2rgyd_live_a1b2c3d4', 'rgyd_live_[redacted]'],
    ['xrgyd_live_a1b2c3d4', 'xrgyd_live_[redacted]'],
    ['rgyd_live_\u001b[1ma1b2\u001b[0mc3d4', 'rgyd_live_[redacted]'],
  ])('%j becomes %j', (input, expected) => {
    expect(cleanText(input)).toEqual({ text: expected, binary: false, containsKey: true });
  });

  it.each(['rgyd_live_...', 'rgyd_live_a1b2c3d', 'rgyd_', 'rgyd_other_a1b2c3d4'])('%s is none', (input) => {
    expect(cleanText(input)).toEqual({ text: input, binary: false, containsKey: false });
  });
});
