import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AssetFiles } from '../../files.ts';
import { AssetBudget } from '../../limits.ts';
import { readUsd } from '../read-usd.ts';
import type { AssetScene } from '../../scene.ts';
import { describeSharedAssets, readSharedAsset, sharedAssetPath } from '../../testing/shared-assets.ts';
import { objectShapes, totalsOf } from '../../totals.ts';
import { filesOf } from './testing/usd-of.ts';

/** One file, or a folder of them, of the shared assets. */
function filesAt(path: string): AssetFiles {
  const root = sharedAssetPath(path);
  if (statSync(root).isFile()) return filesOf({ [path]: readSharedAsset(path) });
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const inside = names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => statSync(join(root, name)).isFile());
  return filesOf(
    Object.fromEntries(inside.map((name) => [`${path}/${name}`, readSharedAsset(`${path}/${name}`)])),
  );
}

const read = (file: string, folder = file): Promise<AssetScene> =>
  readUsd(file, filesAt(folder), new AssetBudget());

const withinOnePercent = (sizes: number[]): unknown =>
  sizes.map((size) => (size === 0 ? 0 : (expect.closeTo(size, 2 - Math.log10(size)) as unknown)));

/** What INDEX.md says of the meshes of a file: triangles, points and size in metres of all that is no guide. */
const meshes: [
  string,
  { triangles: number; points?: number; shapes?: number; size: number[]; upAxis: 'Y' | 'Z' },
][] = [
  [
    'usd/newton-bunny.usd',
    { triangles: 12_200, points: 6102, shapes: 1, size: [1.613, 1.619, 1.231], upAxis: 'Y' },
  ],
  [
    'usd/newton-crazyflie.usd',
    { triangles: 6726, points: 3413, shapes: 12, size: [0.09316, 0.02649, 0.09126], upAxis: 'Y' },
  ],
  [
    'usd/omnidrones-cf2x_isaac.usd',
    { triangles: 3954, shapes: 10, size: [0.1091, 0.07642, 0.02718], upAxis: 'Z' },
  ],
  ['usd/omnidrones-gate_fixed.usd', { triangles: 4096, shapes: 4, size: [0.08, 1.08, 1.08], upAxis: 'Z' }],
  [
    'usd/omnidrones-rotor.usd',
    { triangles: 300, points: 900, shapes: 1, size: [0.0002865, 0.002293, 0.0001922], upAxis: 'Z' },
  ],
  [
    'usd/openusd-Ball.maya.usd',
    { triangles: 760, shapes: 1, size: [0.05715, 0.05715, 0.05715], upAxis: 'Y' },
  ],
  [
    'usd/openusd-top.geom.usd',
    { triangles: 340, points: 180, shapes: 1, size: [0.012566, 0.011951, 0.010002], upAxis: 'Z' },
  ],
  ['usd/pegasus-Box.usd', { triangles: 50, shapes: 5, size: [101, 201, 10], upAxis: 'Z' }],
  ['usd/pegasus-Empty.usd', { triangles: 2, points: 4, shapes: 1, size: [100, 100, 0], upAxis: 'Z' }],
  [
    'usd/mujoco-usd_golden.usda',
    { triangles: 12, points: 8, shapes: 1, size: [0.02, 0.02, 0.02], upAxis: 'Z' },
  ],
  [
    'usd/newton-simple_articulation_with_mesh.usda',
    { triangles: 24, shapes: 2, size: [0.25, 1, 2], upAxis: 'Z' },
  ],
  ['usd/usdwg-UtahTeapot.usd', { triangles: 2472, shapes: 1, size: [0.3053, 0.2296, 0.491], upAxis: 'Y' }],
  ['usdz/usdwg-BoxAnimated.usdz', { triangles: 254, size: [1, 1, 1], upAxis: 'Y' }],
  ['usdz/usdwg-CesiumMan.usdz', { triangles: 4672, shapes: 1, size: [1.138, 1.507, 0.312], upAxis: 'Y' }],
];

describeSharedAssets('the scene of a real file', () => {
  it.each(meshes)('%s is as large and fine as it is', async (file, { size, upAxis, ...counts }) => {
    const scene = await read(file);
    const object = totalsOf(scene, objectShapes(scene));
    expect(object).toMatchObject(counts);
    expect(object.size).toEqual(withinOnePercent(size));
    expect(scene.upAxis).toEqual({ value: upAxis, isAuthored: true });
  });

  it.each([
    ['usd/omnidrones-rotor.usd', 0.01, false],
    ['usd/openusd-Ball.maya.usd', 0.01, false],
    ['usd/openusd-BoxOnBox.usda', 0.01, true],
    ['usd/pegasus-Box.usd', 1, true],
  ])('%s says what a unit is, or not', async (file, value, isAuthored) => {
    expect((await read(file)).metersPerUnit).toEqual({ value, isAuthored });
  });

  describe('by OmniDrones', () => {
    it('has guides that are told from the object', async () => {
      const rotor = await read('usd/omnidrones-rotor.usd');
      expect(rotor.shapes.map(({ name, purpose }) => [name, purpose])).toEqual([
        ['visuals', 'default'],
        ['collisions', 'guide'],
      ]);
    });

    it('has a guide by the Xform above it, scaled to the size of the drone', async () => {
      const drone = await read('usd/omnidrones-cf2x_isaac.usd');
      expect(drone.shapes.filter(({ purpose }) => purpose === 'guide')).toMatchObject([
        { path: '/cf2x/base_link/body_collision/geometry', parts: [{ material: null }] },
      ]);
      const guides = drone.shapes.filter(({ purpose }) => purpose === 'guide');
      expect(totalsOf(drone, guides).size).toEqual(withinOnePercent([0.1, 0.1, 0.03]));
      expect(drone.notes).toEqual([]);
    });

    it('has capsules that are all there is to see of a gate', async () => {
      const gate = await read('usd/omnidrones-gate_fixed.usd');
      expect(gate.geometries.every(({ kind }) => kind === 'capsule')).toBe(true);
      expect(gate.shapes.every(({ purpose, isVisible }) => purpose === 'default' && isVisible)).toBe(true);
    });
  });

  it('by Pegasus names a material of MDL and a picture that is not in the asset', async () => {
    const { notes, textures } = await read('usd/pegasus-Box.usd');
    expect(notes).toMatchObject([
      { code: 'not-read', detail: 'MDL Plastic_ABS' },
      { code: 'outside-file', detail: textures[0]?.reference },
    ]);
    expect(textures).toMatchObject([{ path: null, bytes: null }]);
  });

  it('by Cesium has its picture from inside the package, and coordinates for it', async () => {
    const { textures, materials, geometries } = await read('usdz/usdwg-CesiumMan.usdz');
    expect(textures).toMatchObject([{ reference: '0/CesiumMan_img0.jpg' }]);
    expect([...(textures[0]?.bytes?.subarray(0, 3) ?? [])]).toEqual([0xff, 0xd8, 0xff]);
    expect(materials[0]?.maps.color).toMatchObject({ texture: 0, channel: 'rgb', isSrgb: true });
    expect(geometries[0]?.uvs).toHaveLength(2 * 3273);
  });

  it('by Cesium has two materials', async () => {
    const { materials, shapes } = await read('usdz/usdwg-BoxAnimated.usdz');
    expect(materials.map(({ name }) => name)).toEqual(['outer', 'inner']);
    expect(shapes.map(({ parts }) => parts.map(({ material }) => material))).toEqual([[0], [1]]);
  });

  it('by OpenUSD in a package of layers has all plain shapes, and names what it does not draw', async () => {
    const { shapes, notes } = await read('usdz/openusd-clean_usdc.usdz');
    expect(shapes.map(({ name }) => name)).toEqual(['sphere', 'cylinder', 'cone', 'capsule', 'cube']);
    expect(notes.map(({ code, detail }) => [code, detail])).toEqual([
      ['no-geometry', 'Mesh'],
      ['not-read', 'Points'],
      ['not-read', 'BasisCurves'],
      ['not-read', 'NurbsCurves'],
    ]);
  });

  it('by OpenUSD has purposes as they are inherited, past prims without a type', async () => {
    const { shapes } = await read('usd/openusd-InheritedPurposes.usd');
    const purposeOf = (path: string): string | undefined =>
      shapes.find((shape) => shape.path === path)?.purpose;
    const kinds = ['Fallback', 'Render', 'Default', 'Guide', 'Proxy'];
    for (const outer of kinds)
      for (const inner of kinds) {
        const nearest = [inner, outer, 'Default'].find((kind) => kind !== 'Fallback')?.toLowerCase();
        const scope = `/Root/${outer}Xform/${inner}Xform/Scope`;
        expect([scope, purposeOf(`${scope}/FallbackCube`)]).toEqual([scope, nearest]);
        for (const own of kinds.slice(1)) expect(purposeOf(`${scope}/${own}Sphere`)).toBe(own.toLowerCase());
      }
  });

  it('has the subsets of the teapot once a layer over it gives them materials', async () => {
    const teapot = 'usd/usdwg-UtahTeapot.usd';
    const parts = ['Handle', 'Spout', 'Body', 'Lid'];
    const bound = parts.map(
      (part) => `over "${part}" {
        uniform token familyName = "materialBind"
        rel material:binding = </UtahTeapot/${part}Look>
      }`,
    );
    const looks = parts.map(
      (part) => `def Material "${part}Look" {
        token outputs:surface.connect = </UtahTeapot/${part}Look/S.outputs:out>
        def Shader "S" { uniform token info:id = "UsdPreviewSurface"\n token outputs:out }
      }`,
    );
    const over = `#usda 1.0
      ( subLayers = [@${teapot}@] )
      over "UtahTeapot" { over "Geometry" { ${bound.join('\n')} }
        ${looks.join('\n')}
      }`;
    const files = filesOf({ 'over.usda': over, [teapot]: readSharedAsset(teapot) });
    const { shapes, materials } = await readUsd('over.usda', files, new AssetBudget());
    const counts = shapes[0]?.parts.map(({ count, material }) => [materials[material ?? -1]?.name, count]);
    expect(counts?.map(([name]) => name)).toEqual(parts.map((part) => `${part}Look`));
    expect(shapes[0]?.parts.reduce((sum, { count }) => sum + count, 0)).toBe(2472);
  });

  describe('by the working group', () => {
    let sizes: Record<string, number[] | null>;
    const folder = 'usd/usdwg-foundation';
    const readOf = (path: string): Promise<AssetScene> => read(`${folder}/foundation/${path}.usda`, folder);

    beforeAll(async () => {
      sizes = {};
      for (const unit of ['metersPerUnit_1', 'metersPerUnit_10']) {
        const scene = await readOf(`stage_configuration/metersPerUnit/${unit}`);
        const cubes = scene.shapes.filter(({ name }) => name.startsWith('cube'));
        sizes[unit] = totalsOf(scene, cubes).size;
      }
    });

    it('has a cube of 2 and of 20 metres', () => {
      expect(sizes).toEqual({ metersPerUnit_1: [2, 2, 2], metersPerUnit_10: [20, 20, 20] });
    });

    it.each([
      ['upAxis_Y', { value: 'Y', isAuthored: true }],
      ['upAxis_Z', { value: 'Z', isAuthored: true }],
      ['upAxis_invalid', { value: 'Y', isAuthored: false }],
    ])('has %s', async (name, upAxis) => {
      const scene = await readOf(`stage_configuration/upAxis/${name}`);
      expect(scene.upAxis).toEqual(upAxis);
      expect(scene.notes.map(({ detail }) => detail)).toEqual(upAxis.isAuthored ? [] : ['upAxis invalid']);
    });

    it('has purposes, and none where one is invalid', async () => {
      const { shapes } = await readOf('stage_composition/purpose');
      expect(shapes.map(({ name, purpose }) => [name, purpose])).toEqual([
        ['CubeIsGuide', 'guide'],
        ['CubeIsRender', 'render'],
        ['CubeIsProxy', 'proxy'],
        ['CubeIsOther', 'default'],
      ]);
    });

    it.each(['reference_same_folder', 'reference_child_folder'])('has what is named: %s', async (name) => {
      const scene = await readOf(`stage_composition/references/${name}`);
      expect(scene.shapes.length).toBeGreaterThan(0);
      expect(scene.notes).toEqual([]);
    });

    it('names a file that is not there', async () => {
      const { notes } = await readOf('stage_composition/references/reference_invalid');
      expect(notes).toMatchObject([{ code: 'missing-file' }]);
    });
  });
});
