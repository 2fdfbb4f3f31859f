import { describe, expect, it } from 'vitest';
import { AssetBudget, AssetError, defaultLimits } from '../limits.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { PackageFiles } from './package-files.ts';
import { makeZip } from './testing/make-zip.ts';

const inner = makeZip([{ name: 'c/d.usdc', bytes: 'in both' }]);
const outer = makeZip([
  { name: 'b.usdz', bytes: inner, isDeflated: true },
  { name: 'e[1].png', bytes: 'picture' },
]);
const files = (): MemoryFiles =>
  new MemoryFiles({ 'a.usdz': outer, 'plain[1]': 'plain', 'bad.usdz': 'PK\x03\x04' });

async function textOf(all: PackageFiles, path: string): Promise<string | null> {
  const bytes = await all.read(path);
  return bytes && new TextDecoder().decode(bytes);
}

describe('files with those in packages', () => {
  it.each([
    ['plain[1]', 'plain'],
    ['a.usdz[e[1].png]', 'picture'],
    ['a.usdz[b.usdz[c/d.usdc]]', 'in both'],
    ['a.usdz[none]', null],
    ['a.usdz[e[1].png[x]]', null],
    ['a.usdz[b.usdz[none]]', null],
    ['a.usdz[none[c/d.usdc]]', null],
    ['none.usdz[b]', null],
    ['none', null],
  ])('have at %s %j', async (path, text) => {
    const all = new PackageFiles(files(), new AssetBudget());
    const isPicture = path.includes('png[');
    if (isPicture) await expect(textOf(all, path)).rejects.toThrow('a.usdz[e[1].png]: it has no end');
    else expect(await textOf(all, path)).toBe(text);
  });

  it('have the paths of the files alone', () => {
    expect(new PackageFiles(files(), new AssetBudget()).paths).toEqual(['a.usdz', 'plain[1]', 'bad.usdz']);
  });

  it('know the size of what is in a package that is open', async () => {
    const all = new PackageFiles(files(), new AssetBudget());
    expect(all.sizeOf('a.usdz')).toBe(outer.length);
    expect(all.sizeOf('a.usdz[e[1].png]')).toBeNull();
    await all.read('a.usdz[b.usdz[c/d.usdc]]');
    expect(all.sizeOf('a.usdz[e[1].png]')).toBe(7);
    expect(all.sizeOf('a.usdz[b.usdz[c/d.usdc]]')).toBe(7);
    expect(all.sizeOf('a.usdz[none]')).toBeNull();
  });

  it('read a package once', async () => {
    const memory = files();
    const all = new PackageFiles(memory, new AssetBudget());
    await all.read('a.usdz[e[1].png]');
    await all.read('a.usdz[b.usdz[c/d.usdc]]');
    expect(memory.reads.get('a.usdz')).toBe(1);
  });

  it('say what is wrong with a package that is damaged, and read it once as well', async () => {
    const memory = files();
    const all = new PackageFiles(memory, new AssetBudget());
    for (let time = 0; time < 2; time += 1)
      await expect(all.read('bad.usdz[a]')).rejects.toThrow(
        new AssetError('damaged', 'bad.usdz: it has no end'),
      );
    expect(memory.reads.get('bad.usdz')).toBe(1);
  });

  it('count packages that are opened, and refuse what is too large before it is read or unpacked', async () => {
    const limits = {
      ...defaultLimits,
      maxFileBytes: outer.length,
      maxTotalBytes: outer.length + inner.length,
    };
    await expect(
      textOf(new PackageFiles(files(), new AssetBudget(limits)), 'a.usdz[b.usdz[c/d.usdc]]'),
    ).resolves.toBe('in both');
    const less = { ...limits, maxTotalBytes: limits.maxTotalBytes - 1 };
    await expect(
      new PackageFiles(files(), new AssetBudget(less)).read('a.usdz[b.usdz[c/d.usdc]]'),
    ).rejects.toThrow(new AssetError('too-large', 'a.usdz[b.usdz]'));
    const memory = files();
    const least = { ...limits, maxFileBytes: outer.length - 1 };
    await expect(new PackageFiles(memory, new AssetBudget(least)).read('a.usdz[e[1].png]')).rejects.toThrow(
      new AssetError('too-large', 'a.usdz'),
    );
    expect(memory.reads.size).toBe(0);
  });

  it('refuse a bomb by the size that it says', async () => {
    const bomb = makeZip([{ name: 'a', bytes: new Uint8Array(1_000_000), isDeflated: true }]);
    const limits = { ...defaultLimits, maxFileBytes: 100_000 };
    const all = new PackageFiles(new MemoryFiles({ 'a.usdz': bomb }), new AssetBudget(limits));
    await expect(all.read('a.usdz[a]')).rejects.toThrow(new AssetError('too-large', 'a.usdz[a]'));
  });
});
