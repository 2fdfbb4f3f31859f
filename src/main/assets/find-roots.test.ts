import { describe, expect, it } from 'vitest';
import type { AssetContent } from './asset-content.ts';
import { findRoots } from './find-roots.ts';

/** An asset in memory, which counts how many of its files are opened and left open. */
function contentOf(files: Record<string, string>) {
  const count = { opened: 0, open: 0 };
  const content: AssetContent = {
    files: Object.entries(files).map(([path, text]) => ({ path, bytes: text.length })),
    isCut: false,
    open: async (path) => {
      count.opened += 1;
      count.open += 1;
      const pieces = [Buffer.from(files[path] ?? '')];
      return {
        bytes: 0,
        next: async () => pieces.shift() ?? null,
        close: async () => void (count.open -= 1),
      };
    },
    close: async () => {},
  };
  return { content, count };
}

const all = ['usd', 'gltf', 'mjcf'] as const;
const usda = '#usda 1.0';

describe('the files of an asset that can be shown', () => {
  it('begin with the one that is called as its folder, then come those that lie highest', async () => {
    const { content, count } = contentOf({
      'usd/chair/parts/leg.usd': usda,
      'usd/chair/chair.usd': usda,
      'usd/aaa.usd': usda,
      'usd/chair/textures/wood.png': 'PNG',
    });
    expect(await findRoots(content, 'chair', ['usd'])).toEqual([
      'usd/chair/chair.usd',
      'usd/aaa.usd',
      'usd/chair/parts/leg.usd',
    ]);
    expect(count.open).toBe(0);
  });

  it('begin with one at the top that is called as the asset’s folder', async () => {
    const { content } = contentOf({ 'a.usd': usda, 'chair.usda': usda });
    expect(await findRoots(content, 'chair', all)).toEqual(['chair.usda', 'a.usd']);
  });

  it('are of the formats that are looked for, USD before others', async () => {
    const { content } = contentOf({ 'a.glb': 'glTF', 'b.xml': '<mujoco>', 'c.usd': usda });
    expect(await findRoots(content, '', all)).toEqual(['c.usd', 'a.glb', 'b.xml']);
    expect(await findRoots(content, '', ['mjcf'])).toEqual(['b.xml']);
  });

  it('are only those that are what they are called', async () => {
    const { content } = contentOf({ 'a.usd': 'junk', 'b.xml': '<robot>', 'c.glb': '' });
    expect(await findRoots(content, '', all)).toEqual([]);
  });

  it('are no more than are looked for, and nothing else is opened', async () => {
    const { content, count } = contentOf({ 'a.usd': 'junk', 'b.usd': usda, 'c.usd': usda });
    expect(await findRoots(content, '', all, 1)).toEqual(['b.usd']);
    expect(count).toEqual({ opened: 2, open: 0 });
  });

  it('are looked for in no more than a hundred', async () => {
    const files = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`${index}.xml`, '<robot>']));
    const { content, count } = contentOf(files);
    await findRoots(content, '', all);
    expect(count).toEqual({ opened: 100, open: 0 });
  });
});
