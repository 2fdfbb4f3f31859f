import { describe, expect, it } from 'vitest';
import { cutText, wellFormed, wellFormedLine, trimCharacters, trimCharactersEnd } from './text.ts';

describe('wellFormed', () => {
  it('leaves ordinary text as it is, in any script and with its line ends', () => {
    for (const text of ['', 'a chair.glb', 'Stühle 椅子 كرسي 🪑👩‍🔧', 'first\r\nsecond\tthird\n', 'a\uFFFDb'])
      expect(wellFormed(text)).toBe(text);
  });

  it.each([
    ['a non-character', 'a\uFFFF.glb', 'a\uFFFD.glb'],
    ['one of Arabic Presentation Forms', '\uFDD0.glb', '\uFFFD.glb'],
    ['one beyond the first plane', '\u{1FFFE}x.glb', '\uFFFDx.glb'],
    ['half of a pair', 'a\uD800b', 'a\uFFFDb'],
    ['the other half', 'a\uDC00b', 'a\uFFFDb'],
    ['NUL', 'a\u0000b', 'a\uFFFDb'],
    ['an escape sequence', '\u001B[31mred', '\uFFFD[31mred'],
    ['a C1 control character', 'a\u0085b\u009Bc', 'a\uFFFDb\uFFFDc'],
  ])('replaces %s', (_, text, expected) => {
    expect(wellFormed(text)).toBe(expected);
  });

  it('cuts what is too long, with an ellipsis', () => {
    expect(wellFormed('abcdef', 6)).toBe('abcdef');
    expect(wellFormed('abcdefg', 6)).toBe('abcde…');
  });
});

describe('wellFormedLine', () => {
  it('is one line', () => {
    expect(wellFormedLine('  a\r\nb\t c\u2028d ')).toBe('a b c d');
  });

  it('is no longer than asked for, whatever is in it', () => {
    expect(wellFormedLine('x'.repeat(200_000), 48)).toHaveLength(48);
    expect(wellFormedLine('a\n\n\nb', 3)).toBe('a b');
  });
});

describe('cutText', () => {
  it('never parts a character in two', () => {
    expect(cutText('ab🪑cd', 4)).toBe('ab…');
    expect(cutText('ab🪑cd', 5)).toBe('ab🪑…');
    for (let longest = 1; longest < 8; longest += 1) {
      const cut = cutText('🪑🪑🪑🪑', longest);
      expect(cut.isWellFormed()).toBe(true);
      expect(cut.length).toBeLessThanOrEqual(longest);
    }
  });
});

describe('characters of a class', () => {
  it.each([
    ['..a.b..', 'a.b', '..a.b'],
    ['...', '', ''],
    ['', '', ''],
    ['ab', 'ab', 'ab'],
  ])('are taken from the ends of %j', (text, both, end) => {
    expect(trimCharacters(text, /\./)).toBe(both);
    expect(trimCharactersEnd(text, /\./)).toBe(end);
  });
});
