import { beforeAll, describe, expect, it } from 'vitest';
import { glbBytes } from '../../simulator/results/glb.ts';
import { modelFor } from '../../simulator/shapes/catalogue.ts';
import { triangleCount } from '../../simulator/shapes/model.ts';
import { AssetError } from '../limits.ts';
import type { AssetScene } from '../scene.ts';
import { readGlb } from '../testing/read-glb.ts';

const model = modelFor('mug');
let whole: Uint8Array;

beforeAll(async () => {
  whole = new Uint8Array(await glbBytes(model, 'mug'));
});

const triangles = ({ geometries, shapes }: AssetScene): number =>
  shapes.reduce((sum, { geometry }) => sum + (geometries[geometry]?.indices.length ?? 0) / 3, 0);

/** Whatever it says, it says it, and what it shows can be drawn. */
async function survives(bytes: Uint8Array): Promise<void> {
  let scene: AssetScene;
  try {
    scene = await readGlb(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(AssetError);
    return;
  }
  if (scene.shapes.length === 0) expect(scene.notes).not.toEqual([]);
  for (const { geometry, matrix, parts } of scene.shapes) {
    const { indices = [], positions = [] } = scene.geometries[geometry] ?? {};
    expect(matrix.every(Number.isFinite) && positions.every(Number.isFinite)).toBe(true);
    expect(indices.every((index) => 3 * index < positions.length)).toBe(true);
    expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(indices.length / 3);
    for (const { material } of parts)
      expect(material === null || material < scene.materials.length).toBe(true);
  }
}

describe('a file as the service makes them', () => {
  it('has the shapes, materials and textures of its model', async () => {
    const scene = await readGlb(whole);
    expect(triangles(scene)).toBe(triangleCount(model));
    expect(scene.shapes).toHaveLength(model.parts.length);
    expect(scene.materials.map(({ name }) => name)).toEqual(
      expect.arrayContaining(model.materials.map(({ name }) => name)),
    );
    expect(scene.textures.every(({ bytes }) => bytes !== null)).toBe(true);
    expect(scene.notes).toEqual([]);
  });

  it('is damaged wherever it is cut off', async () => {
    for (let percent = 0; percent < 100; percent++) {
      const cut = whole.subarray(0, Math.floor((whole.length * percent) / 100));
      await expect(readGlb(cut)).rejects.toMatchObject({ code: 'damaged' });
    }
  });

  it('is survived wherever it is cut off and says that it is whole', async () => {
    for (let percent = 5; percent < 100; percent++) {
      const cut = whole.slice(0, Math.floor((whole.length * percent) / 100));
      const view = new DataView(cut.buffer);
      view.setUint32(8, cut.length, true);
      const binary = 20 + view.getUint32(12, true);
      if (binary + 8 <= cut.length) view.setUint32(binary, cut.length - binary - 8, true);
      await survives(cut);
    }
  });

  it('is survived with any byte changed', async () => {
    const headers = 20 + new DataView(whole.buffer).getUint32(12, true);
    for (let at = 0; at < headers + 200; at += 7)
      for (const bit of [1, 64]) {
        const flipped = whole.slice();
        flipped[at] = (flipped[at] ?? 0) ^ bit;
        await survives(flipped);
      }
  });
});
