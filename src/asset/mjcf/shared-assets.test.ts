import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { MainModule } from '@mujoco/mujoco';
import { AssetBudget } from '../limits.ts';
import type { AssetScene } from '../scene.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { nodeMujoco } from '../testing/node-mujoco.ts';
import { describeSharedAssets, readSharedAsset, sharedAssetPath } from '../testing/shared-assets.ts';
import { gatherFiles } from './gather-files.ts';
import { readMjcf } from './read-mjcf.ts';
import { groundDrop, groundStability, testRest } from './rest-tests.ts';
import { Simulation } from './simulation.ts';

let mujoco: MainModule;
let files: MemoryFiles;

function pathsBelow(folder: string): string[] {
  return readdirSync(sharedAssetPath(folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(sharedAssetPath(path)).isDirectory() ? pathsBelow(path) : [path];
  });
}

const read = (path: string): Promise<AssetScene> => readMjcf(path, files, new AssetBudget(), mujoco);
const totalMass = ({ physics }: AssetScene): number =>
  (physics?.bodies ?? []).reduce((sum, { mass }) => sum + (mass?.value ?? 0), 0);

function meshTriangles({ geometries, shapes }: AssetScene): number {
  const shown = shapes.map(({ geometry }) => geometries[geometry]);
  return shown.reduce((sum, one) => sum + (one?.kind === 'mesh' ? one.indices.length / 3 : 0), 0);
}

describeSharedAssets('MJCF files of others', () => {
  beforeAll(async () => {
    mujoco = await nodeMujoco();
    files = new MemoryFiles(
      Object.fromEntries(pathsBelow('mjcf').map((path) => [path, readSharedAsset(path)])),
    );
  });

  it('have the mug with its boxes, mesh and picture', async () => {
    const scene = await read('mjcf/mujoco-mug/mug.xml');
    const kinds = scene.shapes.map(({ geometry }) => scene.geometries[geometry]?.kind);
    const count = (kind: string): number => kinds.filter((one) => one === kind).length;
    expect([kinds.length, count('cube'), count('cylinder'), count('mesh'), count('plane')]).toEqual([
      36, 33, 1, 1, 1,
    ]);
    expect(scene.physics?.bodies).toHaveLength(2);
    expect(scene.physics?.colliders).toHaveLength(35);
    expect(totalMass(scene)).toBeCloseTo(0.763521, 6);
    expect(meshTriangles(scene)).toBe(24_544);
    expect(scene.textures).toMatchObject([{ reference: 'mug', pixels: { width: 1024, height: 1024 } }]);
    expect(scene.materials.find(({ name }) => name === 'mug')?.maps.color?.texture).toBe(0);
    // What is seen of it is the mesh alone.
    const seen = scene.shapes.filter(({ purpose }) => purpose === 'default');
    expect(seen.map(({ geometry }) => scene.geometries[geometry]?.kind)).toEqual(['mesh']);
    expect(scene.notes).toEqual([]);
  });

  it('have the rack, whose visual mesh weighs as well', async () => {
    const scene = await read('mjcf/libero-simple_rack/simple_rack.xml');
    expect(totalMass(scene)).toBeCloseTo(0.334344, 6);
    expect(meshTriangles(scene)).toBe(1748);
    const { colliders = [], materials = [] } = scene.physics ?? {};
    expect(colliders).toHaveLength(15);
    expect(colliders.every(({ density }) => density?.value === 100)).toBe(true);
    expect(materials.map(({ frictions }) => frictions)).toEqual([[0.95, 0.3, 0.1]]);
    expect(scene.shapes.map(({ purpose }) => purpose)).toEqual([
      'default',
      ...Array<string>(15).fill('guide'),
    ]);
  });

  it('have every kind of geom, without the sites', async () => {
    const scene = await read('mjcf/converter-geoms/geoms.xml');
    expect(scene.shapes).toHaveLength(22);
    expect(scene.physics?.colliders).toHaveLength(17);
    expect(totalMass(scene)).toBeCloseTo(1021.76, 2);
  });

  it('have the frictions of geoms of the world', async () => {
    const scene = await read('mjcf/converter-physics_materials.xml');
    expect(scene.shapes).toHaveLength(7);
    expect(scene.physics?.materials.map(({ frictions }) => frictions)).toEqual([
      [0.8, 0.1, 0.05],
      [0.5, 0.2, 0.1],
      [1, 0.005, 0.0001],
      [0.3, 0.01, 0.001],
    ]);
    expect(totalMass(scene)).toBe(0);
  });

  it.each([
    [
      'converter-meshes/meshes.xml',
      /number of faces should be between 1 and 200000.*perhaps this is an ASCII file\?/s,
    ],
    [
      'converter-mass_bake_uncompilable.xml',
      /size 0 must be positive in geom\s+Element name 'degenerate', id 1, line 9/,
    ],
  ])('are refused in MuJoCo’s words: %s', async (path, words) => {
    await expect(read(`mjcf/${path}`)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(words) as unknown,
    });
  });

  it('come to rest where they can fall', async () => {
    const open = async (path: string) =>
      Simulation.open(await gatherFiles(`mjcf/${path}`, files, new AssetBudget()), mujoco);
    expect(await open('libero-simple_rack/simple_rack.xml')).toBe('fixed');
    expect(await open('converter-physics_materials.xml')).toBe('no-body');
    const mug = await open('mujoco-mug/mug.xml');
    if (!(mug instanceof Simulation)) throw new Error(mug);
    expect(mug.floorHeight).toBe(0);
    expect(testRest(mug, groundDrop)).toMatchObject({ kind: 'at-rest' });
    expect(testRest(mug, groundStability)).toMatchObject({ kind: 'at-rest' });
    mug.delete();
  });
});
