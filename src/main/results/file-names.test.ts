import { describe, expect, it } from 'vitest';
import { foldName, isReservedName, possibleName, shownName } from './file-names.ts';

describe('names that some system does not take', () => {
  it.each(['<', '>', ':', '"', '|', '?', '*', '\\', '/', '\0', '\n', '\x7f'])('replaces %j', (character) => {
    expect(possibleName(`a${character}b${character}`)).toBe('a_b_');
  });

  it('has nothing against the rest', () => {
    const name = "Stuhl (2) – l'été, 椅子 🪑 & co.usd";
    expect(possibleName(name)).toBe(name);
  });

  it.each(['con', 'PRN', 'aux.txt', 'NUL.tar.gz', 'com1', 'LPT9.png', 'COM¹', 'conin$', 'nul .txt'])(
    'knows that %s is a device on Windows',
    (name) => {
      expect(isReservedName(name)).toBe(true);
    },
  );

  it.each(['console', 'com', 'com10', 'aux_1', 'my.con', 'null'])('leaves %s alone', (name) => {
    expect(isReservedName(name)).toBe(false);
  });

  it('get a sign in front where they are devices on Windows', () => {
    expect(['aux.png', 'con', 'console'].map(possibleName)).toEqual(['_aux.png', '_con', 'console']);
  });

  it('are not those that Windows shows as an object of its own', () => {
    const id = '{645FF040-5081-101b-9F08-00AA002F954E}';
    expect([`bin.${id}`, `.${id}`, `a.${id} `, `a.${id}.usd`, 'a.{b c}', id].map(possibleName)).toEqual([
      `bin_${id}`,
      `_${id}`,
      `a.${id}_`,
      `a.${id}.usd`,
      'a.{b c}',
      id,
    ]);
  });

  it('keep their length where they end in dots and spaces', () => {
    expect(['a.', 'a. ', 'a', '.a', ' a', '...'].map(possibleName)).toEqual([
      'a_',
      'a__',
      'a',
      '.a',
      ' a',
      '___',
    ]);
  });
});

describe('comparing names', () => {
  it.each([
    ['Wood.PNG', 'wood.png'],
    ['caf\u00e9', 'cafe\u0301'],
    ['CAFE\u0301', 'caf\u00e9'],
    ['STRASSE', 'straße'],
    ['ΟΔΟΣ', 'οδος'],
  ])('takes %s and %s for the same file', (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });

  it('tells different names apart', () => {
    expect(foldName('wood1')).not.toBe(foldName('wood2'));
  });
});

describe('showing a foreign name', () => {
  it('shows what would hide or turn text around', () => {
    expect(shownName('a\u202egnp.exe\n')).toBe('“a\uFFFDgnp.exe\uFFFD”');
  });

  it('shows no half characters and none that Unicode has not', () => {
    expect(shownName('a\uFFFFb\ud800')).toBe('“a\uFFFDb\uFFFD”');
    expect(shownName(`${'x'.repeat(119)}🪑 and more`).isWellFormed()).toBe(true);
  });

  it('cuts what nobody would read', () => {
    expect(shownName('x'.repeat(5_000))).toBe(`“${'x'.repeat(120)}…”`);
  });
});
