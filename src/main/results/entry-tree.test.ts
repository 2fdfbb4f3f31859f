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

  it.each([
    ['/etc/passwd', 'absolute'],
    ['C:/windows/a.dll', 'absolute'],
    ['c:a', 'absolute'],
    ['../a', 'outside'],
    ['usd/../../a', 'outside'],
    ['usd/..', 'outside'],
    ['', 'without a name'],
    ['usd//a', 'without a name'],
    ['usd//', 'without a name'],
    ['.', 'without a name'],
    ['usd/.', 'without a name'],
    ['usd/a:b', 'character'],
    ['usd/a?b', 'character'],
    ['usd/a\0b', 'character'],
    ['usd/a\nb', 'character'],
    ['usd/NUL.txt', 'device'],
    ['con/a', 'device'],
    ['usd/a.', 'dot or a space'],
    ['usd /a', 'dot or a space'],
  ])('is refused as %j', (name, reason) => {
    expect(judge(name)).toEqual(refused(reason));
  });

  it('is refused where no system could hold its name', () => {
    expect(judge('x'.repeat(255))).toMatchObject({ kind: 'file' });
    expect(judge('x'.repeat(256))).toEqual(refused('too long a name'));
    expect(judge('x/'.repeat(512))).toMatchObject({ kind: 'folder' });
    expect(judge(`${'x/'.repeat(512)}x`)).toEqual(refused('too long a path'));
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

  it('may not be there twice', () => {
    expect(judge('a/b', 'a/b')).toEqual(refused('twice'));
    expect(judge('a/', 'a/')).toEqual(refused('twice'));
    expect(judge('a/', 'a/b', 'a/')).toEqual(refused('twice'));
  });

  it('may not be the same file on a system that ignores case or how accents are composed', () => {
    expect(judge('a/Wood.png', 'a/wood.PNG')).toEqual({
      reason: '“a/wood.PNG” and “a/Wood.png” differ only in case or accents.',
    });
    expect(judge('caf\u00e9', 'cafe\u0301')).toEqual(refused('case or accents'));
    expect(judge('Textures/a', 'textures/b')).toEqual(refused('case or accents'));
  });

  it('may not be both a file and a folder', () => {
    expect(judge('a', 'a/b')).toEqual(refused('both'));
    expect(judge('a/b', 'a')).toEqual(refused('both'));
    expect(judge('a/', 'a')).toEqual(refused('both'));
  });
});
