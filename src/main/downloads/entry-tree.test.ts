import { describe, expect, it } from 'vitest';
import { createEntryTree } from './entry-tree.ts';

/** What the tree says of the last of some names. */
function judge(...names: string[]) {
  const tree = createEntryTree();
  return names.map((name) => tree.add(name)).at(-1);
}
const refused = (reason: string) => ({ reason: expect.stringContaining(reason) as string });

describe('a single entry', () => {
  it('is a file or, ending in a slash, a folder', () => {
    expect(judge('usd/toolbox/toolbox.usd')).toEqual({ path: 'usd/toolbox/toolbox.usd', kind: 'file' });
    expect(judge('usd/toolbox/textures/')).toEqual({ path: 'usd/toolbox/textures', kind: 'folder' });
  });

  it('may be written with the folder it is in', () => {
    expect(judge('./usd/./a.usd')).toEqual({ path: 'usd/a.usd', kind: 'file' });
    expect(judge('./')).toEqual({ path: '', kind: 'folder' });
  });

  it('may be written with more slashes than one', () => {
    expect(judge('usd//a.usd')).toEqual({ path: 'usd/a.usd', kind: 'file' });
    expect(judge('usd//')).toEqual({ path: 'usd', kind: 'folder' });
    expect(judge('/')).toEqual({ path: '', kind: 'folder' });
  });

  it.each([
    ['../a', 'outside'],
    ['usd/../../a', 'outside'],
    ['usd/..', 'outside'],
    ['', 'without a name'],
    ['.', 'without a name'],
    ['usd/.', 'without a name'],
    ['/../a', 'outside'],
    ['C:/../../a', 'outside'],
  ])('is refused as %j', (name, reason) => {
    expect(judge(name)).toEqual(refused(reason));
  });

  it('loses as much of its name as no system could hold, not its ending', () => {
    expect(judge('x'.repeat(255))).toEqual({ path: 'x'.repeat(255), kind: 'file' });
    expect(judge(`${'x'.repeat(256)}.usd`)).toEqual({ path: `${'x'.repeat(251)}.usd`, kind: 'file' });
    expect(judge(`con.${'x'.repeat(256)}.usd`)).toEqual({
      path: `_con.${'x'.repeat(246)}.usd`,
      kind: 'file',
    });
    expect(judge(`usd/${'ä'.repeat(128)}/a`)).toEqual({ path: `usd/${'ä'.repeat(127)}/a`, kind: 'file' });
  });

  it('is refused where no system could hold its path', () => {
    const long = `${'x'.repeat(254)}/`;
    expect(judge(`${long.repeat(4)}a`)).toEqual({ path: `${long.repeat(4)}a`, kind: 'file' });
    expect(judge(`${long.repeat(4)}abcde`)).toEqual(refused('is too long'));
  });

  it('is refused where it lies deeper than any result does', () => {
    expect(judge(`${'x/'.repeat(31)}x`)).toMatchObject({ kind: 'file' });
    expect(judge(`${'x/'.repeat(32)}x`)).toEqual(refused('32 folders deep'));
  });

  it.each([
    ['/usd/a.usd', 'usd/a.usd'],
    ['//usd/a.usd', 'usd/a.usd'],
    ['C:/a.dll', 'C_/a.dll'],
    ['usd/a:b?', 'usd/a_b_'],
    ['usd/a\0b\n', 'usd/a_b_'],
    ['usd/NUL.txt', 'usd/_NUL.txt'],
    ['con/a', '_con/a'],
    ['usd/a.', 'usd/a_'],
    ['usd /a', 'usd_/a'],
    ['.. /a', '___/a'],
  ])('named %j gets a name that every system takes', (name, path) => {
    expect(judge(name)).toEqual({ path, kind: 'file' });
  });

  it('is named in the refusal', () => {
    expect(judge('../evil.txt')).toEqual({ reason: '“../evil.txt” would be written outside its folder.' });
  });
});

describe('entries together', () => {
  it('may share folders, listed or not', () => {
    expect(judge('a/', 'a/b/', 'a/b/c', 'a/b/d', 'a/e')).toEqual({ path: 'a/e', kind: 'file' });
    expect(judge('a/b', 'a/')).toEqual({ path: 'a', kind: 'folder' });
  });

  it('get a number where they have the same name, on any system', () => {
    expect(judge('a/b.png', 'a/b.png')).toEqual({ path: 'a/b (2).png', kind: 'file' });
    expect(judge('a/b', 'a/b', 'a/b')).toEqual({ path: 'a/b (3)', kind: 'file' });
    expect(judge('.b', '.b')).toEqual({ path: '.b (2)', kind: 'file' });
    expect(judge('b (2)', 'b', 'b')).toEqual({ path: 'b (3)', kind: 'file' });
    expect(judge('a/Wood.png', 'a/wood.PNG')).toEqual({ path: 'a/wood (2).PNG', kind: 'file' });
    expect(judge('caf\u00e9', 'cafe\u0301')).toEqual({ path: 'cafe\u0301 (2)', kind: 'file' });
  });

  it('keep to 255 bytes with their number, and a reserved name does with its underscore', () => {
    const long = `${'ä'.repeat(125)}a.png`;
    expect(judge(long, long)).toEqual({ path: `${'ä'.repeat(123)} (2).png`, kind: 'file' });
    const ending = `a.${'b'.repeat(253)}`;
    expect(judge(ending, ending)).toEqual({ path: `a.${'b'.repeat(249)} (2)`, kind: 'file' });
    const reserved = `con.${'x'.repeat(251)}`;
    expect(judge(reserved)).toEqual({ path: `_con.${'x'.repeat(250)}`, kind: 'file' });
  });

  it('share a folder whose names differ in case or accents only', () => {
    expect(judge('Textures/a', 'textures/b')).toEqual({ path: 'Textures/b', kind: 'file' });
    expect(judge('a/', 'a/', 'A/')).toEqual({ path: 'a', kind: 'folder' });
  });

  it('are told where they are called otherwise, a folder once', () => {
    const tree = createEntryTree();
    for (const name of ['fine.usd', 'a: b/one', 'a: b/two', 'a: b/two', 'Wood', 'wood', '/abs', 'Fine.usd/'])
      tree.add(name);
    expect(tree.renamed).toEqual([
      { from: 'a: b', to: 'a_ b' },
      { from: 'a: b/two', to: 'a_ b/two (2)' },
      { from: 'wood', to: 'wood (2)' },
      { from: 'Fine.usd', to: 'Fine (2).usd' },
    ]);
  });

  it('count with the folders that are only named on the way to them', () => {
    const tree = createEntryTree();
    for (const name of ['a/b/c', 'a/b/d', 'A/e', 'f/']) tree.add(name);
    expect(tree.size).toBe(6);
  });

  it('get a number where one is a file and the other a folder', () => {
    expect(judge('a', 'A/b')).toEqual({ path: 'A (2)/b', kind: 'file' });
    expect(judge('a', 'A/b', 'A/c')).toEqual({ path: 'A (2)/c', kind: 'file' });
    expect(judge('a/b', 'a')).toEqual({ path: 'a (2)', kind: 'file' });
    expect(judge('a/', 'a')).toEqual({ path: 'a (2)', kind: 'file' });
  });
});
