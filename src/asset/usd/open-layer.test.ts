import { describe, expect, it } from 'vitest';
import { AssetBudget, AssetError, defaultLimits } from '../limits.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { describeSharedAssets, readSharedAsset } from '../testing/shared-assets.ts';
import { PackageFiles } from '../zip/package-files.ts';
import { makeZip } from '../zip/testing/make-zip.ts';
import { writeCrate } from './crate/testing/write-crate.ts';
import type { Layer } from './layer.ts';
import { openLayer } from './open-layer.ts';

const crate = writeCrate({ prims: { Crate: { specifier: 'def' } } });
const text = '#usda 1.0\ndef "Text" {}\n';

const open = (
  files: Record<string, string | Uint8Array>,
  file: string,
  limits = defaultLimits,
): Promise<Layer | null> => openLayer(file, new MemoryFiles(files), new AssetBudget(limits));
const primsOf = (layer: Layer | null): unknown => layer && [...layer.root.children.keys()];

describe('a layer', () => {
  it.each([
    ['a.usd', crate, 'Crate'],
    ['a.usd', text, 'Text'],
    ['a.usda', crate, 'Crate'],
    ['a.usdc', text, 'Text'],
    ['a.usdz', text, 'Text'],
  ])('in %s is known by its beginning', async (file, bytes, prim) => {
    const layer = await open({ [file]: bytes }, file);
    expect(layer?.file).toBe(file);
    expect(primsOf(layer)).toEqual([prim]);
  });

  it('that is not there is none', async () => {
    expect(await open({}, 'a.usd')).toBeNull();
    expect(await open({ 'a.usdz': makeZip([]) }, 'a.usdz[b.usd]')).toBeNull();
    expect(await open({}, 'a.usdz[b.usd]')).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['a picture', '\x89PNG'],
    ['a start of either', 'PXR-USD'],
  ])('that is %s is not understood', async (_, bytes) => {
    await expect(open({ 'a.usd': bytes }, 'a.usd')).rejects.toThrow(
      new AssetError('not-understood', 'a.usd: no layer of USD'),
    );
  });

  it('that is too large is not read', async () => {
    const files = new MemoryFiles({ 'a.usda': text });
    const budget = new AssetBudget({ ...defaultLimits, maxFileBytes: text.length - 1 });
    await expect(openLayer('a.usda', files, budget)).rejects.toThrow(new AssetError('too-large', 'a.usda'));
    expect(files.reads.size).toBe(0);
  });
});

describe('a package', () => {
  it.each([
    ['its first layer', ['b/root.usda', 'c.usda'], 'a.usdz[b/root.usda]'],
    ['its first layer, where another file is first', ['picture.png', 'b.USDC', 'c.usd'], 'a.usdz[b.USDC]'],
    ['its first layer, even behind a package', ['b.usdz', 'c.usd'], 'a.usdz[c.usd]'],
    [
      'its first layer, not what macOS puts beside it',
      ['__MACOSX/._b.usd', '._b.usd', 'b.usd'],
      'a.usdz[b.usd]',
    ],
  ])('is %s', async (_, names, file) => {
    const archive = makeZip(names.map((name) => ({ name, bytes: text })));
    expect((await open({ 'a.usdz': archive }, 'a.usdz'))?.file).toBe(file);
  });

  it('in a package is the root where there is no layer beside it', async () => {
    const inner = makeZip([{ name: 'c/d.usdc', bytes: crate, isDeflated: true }]);
    const outer = makeZip([{ name: 'b.usdz', bytes: inner, isDeflated: true }]);
    const layer = await open({ 'x/a.usdz': outer }, 'x/a.usdz');
    expect(layer?.file).toBe('x/a.usdz[b.usdz[c/d.usdc]]');
    expect(primsOf(layer)).toEqual(['Crate']);
    expect(primsOf(await open({ 'x/a.usdz': outer }, 'x/a.usdz[b.usdz[c/d.usdc]]'))).toEqual(['Crate']);
    expect(primsOf(await open({ 'x/a.usdz': outer }, 'x/a.usdz[b.usdz]'))).toEqual(['Crate']);
  });

  it('is read once, for its root and all else in it', async () => {
    const memory = new MemoryFiles({
      'a.usdz': makeZip([
        { name: 'b.usda', bytes: text },
        { name: 'c.png', bytes: 'picture' },
      ]),
    });
    const budget = new AssetBudget();
    const files = new PackageFiles(memory, budget);
    await openLayer('a.usdz', files, budget);
    await openLayer('a.usdz[b.usda]', files, budget);
    expect(files.sizeOf('a.usdz[c.png]')).toBe(7);
    expect(await files.read('a.usdz[c.png]')).toEqual(new TextEncoder().encode('picture'));
    expect(memory.reads.get('a.usdz')).toBe(1);
  });

  it('without a layer is not understood', async () => {
    await expect(
      open({ 'a.usdz': makeZip([{ name: 'b.png', bytes: 'picture' }]) }, 'a.usdz'),
    ).rejects.toThrow(new AssetError('not-understood', 'a.usdz: no layer of USD in it'));
  });

  it('of packages without end is too deep', async () => {
    let archive = makeZip([{ name: 'a.usda', bytes: text }]);
    for (let depth = 0; depth < 10; depth += 1) archive = makeZip([{ name: 'a.usdz', bytes: archive }]);
    const limits = { ...defaultLimits, maxDepth: 9 };
    await expect(open({ 'a.usdz': archive }, 'a.usdz', limits)).rejects.toThrow(
      expect.objectContaining({ code: 'too-deep' }) as AssetError,
    );
    expect(primsOf(await open({ 'a.usdz': archive }, 'a.usdz'))).toEqual(['Text']);
  });

  it('counts what is unpacked, before it is', async () => {
    const archive = makeZip([{ name: 'b.usda', bytes: text + ' '.repeat(10_000), isDeflated: true }]);
    const limits = { ...defaultLimits, maxTotalBytes: archive.length + text.length + 10_000 };
    expect(primsOf(await open({ 'a.usdz': archive }, 'a.usdz', limits))).toEqual(['Text']);
    const less = { ...limits, maxTotalBytes: limits.maxTotalBytes - 1 };
    await expect(open({ 'a.usdz': archive }, 'a.usdz', less)).rejects.toThrow(
      new AssetError('too-large', 'a.usdz[b.usda]'),
    );
  });
});

describeSharedAssets('a real package', () => {
  it.each([
    ['usdz/usdwg-BoxAnimated.usdz', 'Y', 1],
    ['usdz/usdwg-CesiumMan.usdz', 'Y', 1],
    ['usdz/openusd-clean_usdc.usdz', 'Y', 0.01],
  ])('%s is %s up, with units of %d m', async (path, up, metres) => {
    const layer = await open({ [path]: readSharedAsset(path) }, path);
    expect(layer?.file.startsWith(`${path}[`)).toBe(true);
    expect(layer?.fields.get('upAxis')).toBe(up);
    expect(layer?.fields.get('metersPerUnit')).toBe(metres);
    expect(layer?.notes).toEqual([]);
  });

  it('by OpenUSD names layers that are in it', async () => {
    const path = 'usdz/openusd-clean_usdc.usdz';
    const files = { [path]: readSharedAsset(path) };
    const layer = await open(files, path);
    expect(layer?.fields.get('subLayers')).toHaveLength(1);
  });

  it('cut off at every hundredth, or changed, is a layer or an AssetError', async () => {
    const bytes = readSharedAsset('usdz/openusd-clean_usdc.usdz');
    const outcome = async (file: Uint8Array): Promise<string> => {
      try {
        return (await open({ 'a.usdz': file }, 'a.usdz'))?.file ?? 'none';
      } catch (error) {
        if (error instanceof AssetError) return error.code;
        throw error;
      }
    };
    for (let percent = 0; percent < 100; percent += 1)
      expect(['damaged', 'not-understood']).toContain(
        await outcome(bytes.subarray(0, Math.floor((bytes.length * percent) / 100))),
      );
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Uint8Array.from(bytes);
      changed[at] = 255 - (changed[at] ?? 0);
      expect(await outcome(changed)).toMatch(/^(damaged|not-understood|a\.usdz\[.*\])$/);
    }
  });
});
