import { describe, expect, test } from 'vitest';
import { AssetBudget, defaultLimits } from './limits.ts';
import { MemoryFiles } from './testing/memory-files.ts';
import { nodeDecoders } from './testing/gltf-decoders.ts';
import { readAsset } from './read-asset.ts';

const usd = '#usda 1.0\ndef Cube "Cube"\n{\n}\n';
const gltf = JSON.stringify({ asset: { version: '2.0' } });

const read = (file: string, text: string | Uint8Array, files = new MemoryFiles({ [file]: text })) =>
  readAsset(file, files, new AssetBudget(), nodeDecoders());

describe('an asset', () => {
  test.each([
    ['a.usd', usd, 'usd'],
    ['a.glb', usd, 'usd'],
    ['a.gltf', gltf, 'gltf'],
    ['a.usd', `\n ${gltf}`, 'gltf'],
  ])('is read as what it begins as: %s %j', async (file, text, format) => {
    expect(await read(file, text)).toMatchObject({ format, file });
  });

  test.each([
    ['a.usd', ''],
    ['a.usd', '<html>'],
    ['a.xml', '<mujoco/>'],
    ['a.usda', '#usd 1.0'],
  ])('that is neither is refused: %s %j', async (file, text) => {
    await expect(read(file, text)).rejects.toMatchObject({ code: 'not-understood' });
  });

  test('is read from where it is once', async () => {
    for (const [file, text] of Object.entries({ 'a.usda': usd, 'a.gltf': gltf })) {
      const files = new MemoryFiles({ [file]: text });
      await read(file, text, files);
      expect([...files.reads]).toEqual([[file, 1]]);
    }
  });

  test('that is missing, or larger than is read, is not opened', async () => {
    const files = new MemoryFiles({ 'a.usda': usd });
    const budget = new AssetBudget({ ...defaultLimits, maxFileBytes: 10 });
    await expect(readAsset('a.usda', files, budget, nodeDecoders())).rejects.toMatchObject({
      code: 'too-large',
    });
    expect(files.reads.size).toBe(0);
    await expect(read('b.usda', usd, files)).rejects.toMatchObject({ code: 'missing' });
  });
});
