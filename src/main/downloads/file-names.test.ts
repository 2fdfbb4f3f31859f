import { describe, expect, it } from 'vitest';
import {
  foldName,
  isReservedName,
  plainFolderName,
  possibleName as possible,
  shownName,
} from './file-names.ts';

const possibleName = (name: string): string => possible(name, 'file');

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

  it.each(['App', 'pkg', 'prefPane', 'bundle', 'workflow', 'saver', 'scptd'])(
    'are none of a folder that macOS starts or installs when it is opened (.%s)',
    (ending) => {
      expect(possible(`chair.${ending}`, 'folder')).toBe(`chair_${ending}`);
      // Dots and spaces at the end count for some systems only.
      expect(possible(`chair.${ending}.`, 'folder')).toBe(`chair.${ending}_`);
    },
  );

  it('leave the folders alone that something in a result may name', () => {
    const names = ['chair.fbm', 'my.robot.v2', 'textures.1k', '.thumbs', 'app', 'a.apps'];
    expect(names.map((name) => possible(name, 'folder'))).toEqual(names);
    expect(possibleName('chair.app')).toBe('chair.app');
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

describe('names of folders of the app’s own', () => {
  it('end in nothing that a program on macOS may claim', () => {
    const names = [
      'chair.app',
      'a.b.PrefPane',
      'chair.sketchplugin',
      'chair.3d.vst3',
      'chair.añb',
      '.app',
      'chair.x-y',
    ];
    expect(names.map(plainFolderName)).toEqual([
      'chair_app',
      'a.b_PrefPane',
      'chair_sketchplugin',
      'chair.3d_vst3',
      'chair_añb',
      '_app',
      'chair_x-y',
    ]);
  });

  it('keep versions, and dots in the midst', () => {
    const names = [
      'chair v1.5',
      'my.robot.v2',
      'chair 2026.11',
      'Dr. Who',
      'chair.app (2)',
      'a ... b',
      'chair',
    ];
    expect(names.map(plainFolderName)).toEqual(names);
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
