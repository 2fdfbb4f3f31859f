import { describe, expect, it } from 'vitest';
import { trimCharacters, trimCharactersEnd } from './trim-characters.ts';

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
