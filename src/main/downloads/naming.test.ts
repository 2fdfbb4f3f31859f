import { describe, expect, it, vi } from 'vitest';
import { freeName, markOf, placeOf, readableName } from './naming.ts';

const ofFile = (filename: string | null): string =>
  readableName('abc123', { filename, jobType: 'glb_to_simready' }, 'all');
const ofPrompt = (filename: string): string =>
  readableName('abc123', { filename, jobType: 'text_to_simready' }, 'all');

describe('the name of a result', () => {
  it('is the file without its ending', () => {
    expect(['toolbox.glb', 'Stuhl.USDZ', 'front.jpeg', 'my.robot.v2.fbx'].map(ofFile)).toEqual([
      'toolbox',
      'Stuhl',
      'front',
      'my.robot.v2',
    ]);
  });

  it('keeps an ending that is no file format', () => {
    expect(ofFile('chair v1.5')).toBe('chair v1.5');
  });

  it('is none that Windows shows as an object of its own, also where it is cut', () => {
    const id = '{645FF040-5081-101B-9F08-00AA002F954E}';
    expect([ofFile(`bin.${id}`), ofFile(`bin.${id} . `)]).toEqual([`bin_${id}`, `bin_${id}`]);
    const long = `${'x'.repeat(41)}.${id}`;
    expect(ofPrompt(`${long} and more`)).toBe(long.replace('.', '_'));
    const template = '{batch}/{id}';
    expect(
      placeOf('k3v9', { filename: null, jobType: null, template, batch: `k.${id}` }, 'all', 0).group,
    ).toBe(`k_${id}`);
  });

  it('is none that macOS may start or install when the folder is opened, also where it is cut', () => {
    expect([ofFile('chair.app'), ofFile('chair.prefPane.glb'), ofPrompt('chair.pkg . ')]).toEqual([
      'chair_app',
      'chair_prefPane',
      'chair_pkg',
    ]);
    expect(ofPrompt(`${'x'.repeat(75)}.app and more`)).toBe(`${'x'.repeat(75)}_app`);
    const naming = { filename: 'chair', jobType: null, template: '{batch}.app/{name}.pkg', batch: 'k' };
    expect(placeOf('k3v9', naming, 'all', 0)).toEqual({ group: 'k_app', name: 'chair_pkg' });
    expect(placeOf('k3v9', naming, 'usd', 0).name).toBe('chair_pkg (USD)');
    expect(freeName('chair_app', ['chair_app'])).toBe('chair_app (2)');
  });

  it('is the last part of a path', () => {
    expect([ofFile('models/kitchen/chair.glb'), ofFile('C:\\models\\chair.glb')]).toEqual(['chair', 'chair']);
  });

  it('is the whole prompt of a text job, also when it ends like a file', () => {
    expect(ofPrompt('a red/blue chair like chair.glb')).toBe('a red-blue chair like chair_glb');
  });

  it('says which part of a result it is', () => {
    const naming = { filename: 'toolbox.glb', jobType: null };
    expect(readableName('abc', naming, 'usd')).toBe('toolbox (USD)');
    expect(readableName('abc', naming, 'mjcf')).toBe('toolbox (MJCF)');
    expect(readableName('abc', naming, 'all')).toBe('toolbox');
  });

  it('cuts a long prompt where a word ends', () => {
    const prompt =
      'a small wooden stool with three legs, a round seat and a carved pattern of leaves, painted green';
    expect(ofPrompt(prompt)).toBe(
      'a small wooden stool with three legs, a round seat and a carved pattern of',
    );
    expect(ofPrompt(`${'x'.repeat(50)} ${'y'.repeat(29)} and more`)).toBe(
      `${'x'.repeat(50)} ${'y'.repeat(29)}`,
    );
    expect(ofPrompt(`${'x'.repeat(60)}, ${'y'.repeat(60)}`)).toBe('x'.repeat(60));
  });

  it('cuts a long word rather than lose most of the name', () => {
    expect(ofPrompt(`one ${'x'.repeat(99)}`)).toBe(`one ${'x'.repeat(76)}`);
  });

  it('takes no time for a prompt made to cost some', () => {
    expect(ofPrompt(`x${' .'.repeat(200_000)}x`)).toBe('x');
  });

  it('cuts text without spaces between characters, never inside one', () => {
    expect(ofPrompt('椅'.repeat(60))).toBe('椅'.repeat(26));
    const family = '👨‍👩‍👧‍👦';
    expect(ofPrompt(family.repeat(10))).toBe(family.repeat(3));
  });

  it('never has more than 80 bytes, with its suffix', () => {
    for (const filename of [
      'x'.repeat(400),
      '椅'.repeat(99),
      'word '.repeat(99),
      `e${'\u0301'.repeat(300)}`,
    ]) {
      const name = readableName('id', { filename, jobType: 'text_to_simready' }, 'mjcf');
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(80);
      expect(name).toMatch(/^[^ ].* \(MJCF\)$/u);
    }
  });

  it('keeps emoji and scripts of all languages', () => {
    for (const name of ['🪑 стул', '椅子', 'کرسی‌ها', 'कुर्सी', 'Küchenstuhl', '❤️ chair'])
      expect(ofPrompt(name)).toBe(name);
  });

  it('is the same however accents were composed', () => {
    expect(ofPrompt('cafe\u0301')).toBe('caf\u00e9');
  });

  it('has no character that some system forbids', () => {
    expect(ofPrompt('a "red" chair: 1/2 <old> or new? *|\\')).toBe("a 'red' chair- 1-2 old or new --");
  });

  it('has nothing that hides or turns text around', () => {
    expect(ofPrompt('chair\u202egnp\u200b\u2066.x\ufeff\u0007\n\u3164a\ud800\uFFFF')).toBe('chairgnp.x a');
  });

  it('neither begins nor ends with what file managers hide or drop', () => {
    expect(ofPrompt(' ..chair. . ')).toBe('chair');
    expect(ofFile('.rigyd-desk-parts')).toBe('rigyd-desk-parts');
  });

  it.each(['con.glb', 'NUL.v2.glb', 'com1.obj'])('is no device name of Windows for %s', (filename) => {
    expect(ofFile(filename)).toMatch(/^_/);
  });

  it.each([null, '', '   ', '...', '.glb', '\u200d', '\u202e\u2066', '??'])(
    'is the ID of the job for %j',
    (filename) => {
      expect(ofFile(filename)).toBe('Job abc123');
    },
  );

  it('is safe also where only the ID is left', () => {
    expect(readableName('../../etc', { filename: null, jobType: null }, 'all')).toBe('Job ..-..-etc');
  });
});

it('the mark of a result is the end of its ID, where IDs that were made one after the other differ', () => {
  expect(markOf('3b3a535f952c0230973b318b')).toBe('3b318b');
  expect(markOf('0b8f6f1e-5d4c-4a55-9f41-2f6a1c0d8-_11')).toBe('c0d811');
  expect(markOf('_-_')).toBe(null);
});

it('a folder of a batch is called as the list it was given in, without the ending of that', () => {
  const folderOf = (batch: string) =>
    placeOf('abc123', { filename: 'chair.glb', jobType: null, template: '{batch}/{name}', batch }, 'all', 0)
      .group;
  expect(folderOf('nightly_run_shard_39.csv')).toBe('nightly_run_shard_39');
  expect(folderOf('.csv')).toBe('csv');
  expect(folderOf('chairs v1.2')).toBe('chairs v1.2');
});

describe('a free name', () => {
  it('is the wanted one where nothing has it', () => {
    expect(freeName('toolbox', ['tool', 'toolbox.zip'])).toBe('toolbox');
  });

  it('counts up from two', () => {
    expect(freeName('toolbox', ['toolbox'])).toBe('toolbox (2)');
    expect(freeName('toolbox', ['toolbox', 'toolbox (2)', 'toolbox (3)'])).toBe('toolbox (4)');
  });

  it('has the mark where one is given, and a number only for a second one of that', () => {
    const free = (...taken: string[]) => freeName('toolbox', taken, () => false, '2f0a9c');
    expect(free()).toBe('toolbox');
    expect(free('toolbox')).toBe('toolbox (2f0a9c)');
    expect(free('toolbox', 'toolbox (2F0A9C)')).toBe('toolbox (2f0a9c 2)');
  });

  it('avoids what only differs in case or in how accents are composed', () => {
    expect(freeName('Toolbox', ['TOOLBOX', 'toolBox (2)'])).toBe('Toolbox (3)');
    expect(freeName('caf\u00e9', ['cafe\u0301'])).toBe('caf\u00e9 (2)');
  });

  it('is cut once for each length of its number, not once for each that is taken', () => {
    const long = 'a chair with four legs '.repeat(4).slice(0, 79);
    const taken = [long];
    while (taken.length < 200) taken.push(freeName(long, taken));
    const cut = vi.spyOn(Intl.Segmenter.prototype, 'segment');
    expect(freeName(long, taken)).toMatch(/ \(201\)$/);
    expect(cut).toHaveBeenCalledTimes(3);
    cut.mockRestore();
  });

  it('stays within 80 bytes', () => {
    const long = 'x'.repeat(80);
    expect(freeName(long, [long])).toBe(`${'x'.repeat(76)} (2)`);
    const oneCharacter = `e${'\u0331'.repeat(39)}`;
    expect(freeName(oneCharacter, [oneCharacter])).toMatch(/^e.+ \(2\)$/u);
  });
});
