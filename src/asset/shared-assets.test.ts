import { boundsOf, sizeOf } from './bounds.ts';
import { expect, test } from 'vitest';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { describeSharedAssets, sharedAssetPath } from './testing/shared-assets.ts';
import { AssetBudget } from './limits.ts';
import type { AssetFiles } from './files.ts';
import type { AssetScene } from './scene.ts';
import { nodeDecoders } from './testing/gltf-decoders.ts';
import { readAsset } from './read-asset.ts';
import { readUsdWithStage } from './usd/read-usd.ts';
import type { StagePrim } from './usd/stage.ts';

/** The folder of a file as one asset, as the app has it. */
function folderOf(path: string): { file: string; files: AssetFiles } {
  const parts = path.split('/');
  const top = parts.slice(0, parts.length > 2 ? 2 : 1).join('/');
  const at = (inner: string): string => `${sharedAssetPath(top)}/${inner}`;
  const isFile = (inner: string): boolean => existsSync(at(inner)) && statSync(at(inner)).isFile();
  const files: AssetFiles = {
    paths: readdirSync(at('.'), { recursive: true, encoding: 'utf8' }).filter(isFile),
    sizeOf: (inner) => (isFile(inner) ? statSync(at(inner)).size : null),
    read: async (inner) => (isFile(inner) ? new Uint8Array(readFileSync(at(inner))) : null),
  };
  return { file: path.slice(top.length + 1), files };
}

function read(path: string): Promise<AssetScene> {
  const { file, files } = folderOf(path);
  return readAsset(file, files, new AssetBudget(), nodeDecoders());
}

/** What INDEX.md beside the files says of them. */
interface Expected {
  /** Null: not authored, so USD's own. */
  metersPerUnit: number | null;
  upAxis: 'Y' | 'Z' | null;
  /** Of meshes alone. */
  meshes: number;
  triangles: number;
  points?: number;
  /** Along x, y and z in units of the file, of meshes, or of all shapes where there are none. Within 1 %. */
  size?: [number, number, number];
  purposes: Partial<Record<AssetScene['shapes'][number]['purpose'], number>>;
  materials: number;
  bodies: number;
  /** Kilograms, of all bodies. */
  mass?: number;
  /** By approximation. */
  colliders: Record<string, number>;
  joints: number;
  /** Codes and details. */
  notes: Record<string, string[]>;
}

/** A file of one shape, and nothing of what is not named. */
const file = (
  metersPerUnit: Expected['metersPerUnit'],
  upAxis: Expected['upAxis'],
  others: Partial<Expected> = {},
): Expected => ({
  metersPerUnit,
  upAxis,
  meshes: 0,
  triangles: 0,
  purposes: { default: 1 },
  materials: 0,
  bodies: 0,
  colliders: {},
  joints: 0,
  notes: {},
  ...others,
});
const foundation = 'usd/usdwg-foundation/foundation';
const axes = file(0.01, 'Y', { purposes: { default: 3 }, size: [2.2, 2.2, 2.2] });
const cube = file(0.01, 'Y', { size: [2, 2, 2] });
const box = file(1, 'Y', { meshes: 1, triangles: 12, size: [1, 1, 1], materials: 1 });
const curves = ['Points', 'BasisCurves', 'NurbsCurves'];
const subdivision = { 'not-read': ['subdivision surface'] };

const table: Record<string, Expected> = {
  'usd/omnidrones-gate_fixed.usd': file(1, 'Z', {
    size: [0.08, 1.08, 1.08],
    purposes: { default: 4 },
    bodies: 2,
    mass: 4.1,
    colliders: { none: 4 },
    joints: 2,
  }),
  'usd/omnidrones-rotor.usd': file(null, 'Z', {
    meshes: 1,
    triangles: 300,
    points: 900,
    size: [0.02865, 0.2293, 0.01922],
    purposes: { default: 1, guide: 1 },
    bodies: 1,
    mass: 0.0065,
    colliders: { none: 1 },
    notes: { ...subdivision, 'missing-prim': ['/World/omav/Looks/material_DefaultMaterial'] },
  }),
  'usd/omnidrones-cf2x_isaac.usd': file(1, 'Z', {
    meshes: 10,
    triangles: 3954,
    size: [0.1091, 0.07642, 0.02718],
    purposes: { default: 10, guide: 1 },
    bodies: 5,
    mass: 0.0282,
    colliders: { none: 1 },
    joints: 4,
  }),
  'usd/pegasus-Empty.usd': file(1, 'Z', {
    meshes: 1,
    triangles: 2,
    points: 4,
    size: [100, 100, 0],
    bodies: 1,
    colliders: { convexHull: 1 },
    notes: { 'no-hull': ['convexHull: flat'] },
  }),
  'usd/pegasus-Box.usd': file(1, 'Z', {
    meshes: 5,
    triangles: 50,
    size: [101, 201, 10],
    purposes: { default: 5 },
    materials: 2,
    colliders: { meshSimplification: 5 },
    notes: {
      'not-read': ['MDL Plastic_ABS'],
      'outside-file': [expect.stringContaining('nv_bricks_pavers_grey.jpg') as string],
    },
  }),
  'usd/newton-crazyflie.usd': file(1, 'Y', {
    meshes: 12,
    triangles: 6726,
    points: 3413,
    size: [0.09316, 0.02649, 0.09126],
    purposes: { default: 12 },
  }),
  'usd/newton-bunny.usd': file(1, 'Y', {
    meshes: 1,
    triangles: 12_200,
    points: 6102,
    size: [1.613, 1.619, 1.231],
  }),
  'usd/openusd-Ball.maya.usd': file(null, 'Y', {
    meshes: 1,
    triangles: 760,
    size: [5.715, 5.715, 5.715],
    materials: 1,
    notes: { 'not-read': ['PxrDisney', 'subdivision surface'] },
  }),
  'usd/openusd-top.geom.usd': file(null, 'Z', {
    meshes: 1,
    triangles: 340,
    points: 180,
    size: [1.2566, 1.1951, 1.0002],
    notes: subdivision,
  }),
  'usd/openusd-BoxOnBox.usda': file(0.01, 'Z', {
    size: [1500, 1500, 522.5],
    purposes: { default: 2 },
    bodies: 1,
    // 25 cm of the density that engines take where none is authored.
    mass: 15.625,
    colliders: { none: 2 },
  }),
  'usd/openusd-SpheresWithMaterial.usda': file(0.01, 'Z', {
    meshes: 1,
    triangles: 2,
    size: [1500, 1500, 0],
    purposes: { default: 3 },
    bodies: 2,
    colliders: { none: 3 },
  }),
  'usd/openusd-Joints.usda': file(0.01, 'Z', {
    purposes: { default: 2 },
    bodies: 1,
    colliders: { none: 2 },
    joints: 1,
  }),
  'usd/openusd-InheritedPurposes.usd': file(null, 'Z', {
    // Below each of five xforms a sphere and five xforms with a shape and five more: one of each purpose, one of none.
    purposes: { default: 41, render: 38, proxy: 38, guide: 38 },
  }),
  'usd/mujoco-usd_golden.usda': file(null, 'Z', {
    meshes: 1,
    triangles: 12,
    size: [2, 2, 2],
    materials: 1,
  }),
  'usd/newton-simple_articulation_with_mesh.usda': file(1, 'Z', {
    meshes: 2,
    triangles: 24,
    size: [0.25, 1, 2],
    purposes: { default: 2 },
    bodies: 2,
    colliders: { convexHull: 2 },
    joints: 1,
  }),
  'usd/usdwg-UtahTeapot.usd': file(1, 'Y', {
    meshes: 1,
    triangles: 2472,
    size: [0.3053, 0.2296, 0.491],
    notes: subdivision,
  }),
  [`usd/usdwg-foundation/_common/axis.usda`]: axes,
  [`${foundation}/stage_configuration/upAxis/upAxis_Y.usda`]: axes,
  [`${foundation}/stage_configuration/upAxis/upAxis_Z.usda`]: { ...axes, upAxis: 'Z' },
  [`${foundation}/stage_configuration/upAxis/upAxis_invalid.usda`]: {
    ...axes,
    upAxis: null,
    notes: { damaged: ['upAxis invalid'] },
  },
  [`${foundation}/stage_configuration/metersPerUnit/metersPerUnit_1.usda`]: {
    ...axes,
    metersPerUnit: 1,
    purposes: { default: 4 },
    size: [3.1, 3.1, 3.1],
  },
  [`${foundation}/stage_configuration/metersPerUnit/metersPerUnit_10.usda`]: {
    ...axes,
    metersPerUnit: 10,
    purposes: { default: 4 },
    size: [3.1, 3.1, 3.1],
  },
  [`${foundation}/stage_composition/purpose.usda`]: {
    ...axes,
    purposes: { default: 1, render: 1, proxy: 1, guide: 1 },
    size: [11, 2, 2],
  },
  [`${foundation}/stage_composition/references/reference_same_folder.usda`]: cube,
  [`${foundation}/stage_composition/references/reference_child_folder.usda`]: cube,
  [`${foundation}/stage_composition/references/reference_invalid.usda`]: {
    ...cube,
    notes: { 'missing-file': ['foundation/stage_composition/references/file_does_not_exist.usda'] },
  },
  'usdz/usdwg-BoxAnimated.usdz': file(1, 'Y', {
    meshes: 2,
    triangles: 254,
    size: [1, 1, 1],
    purposes: { default: 2 },
    materials: 2,
  }),
  'usdz/usdwg-CesiumMan.usdz': file(1, 'Y', {
    meshes: 1,
    triangles: 4672,
    size: [1.138, 1.507, 0.312],
    materials: 1,
  }),
  'usdz/openusd-clean_usdc.usdz': {
    ...cube,
    purposes: { default: 5 },
    // Its mesh has no points.
    notes: { 'no-geometry': ['Mesh'], 'not-read': curves },
  },
  'glb/Box.glb': { ...box, points: 24 },
  'glb/BoxMeshopt.glb': box,
  'glb/BoxDraco/BoxDraco.gltf': box,
};

function countBy(keys: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

function found(scene: AssetScene): Expected {
  const { metersPerUnit, upAxis, shapes, geometries, materials, physics, notes } = scene;
  const isMesh = (shape: (typeof shapes)[number]): boolean => geometries[shape.geometry]?.kind === 'mesh';
  const meshes = shapes.filter(isMesh);
  const bounds = boundsOf(scene, meshes.length > 0 ? meshes : shapes);
  const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
  return {
    metersPerUnit: metersPerUnit.isAuthored ? metersPerUnit.value : null,
    upAxis: upAxis.isAuthored ? upAxis.value : null,
    meshes: meshes.length,
    triangles: sum(meshes.map(({ geometry }) => (geometries[geometry]?.indices.length ?? 0) / 3)),
    points: sum(meshes.map(({ geometry }) => geometries[geometry]?.pointCount ?? 0)),
    ...(bounds && { size: sizeOf(bounds) }),
    purposes: countBy(shapes.map(({ purpose }) => purpose)),
    materials: materials.length,
    bodies: physics?.bodies.length ?? 0,
    mass: sum(physics?.bodies.map(({ mass }) => mass?.value ?? 0) ?? []),
    colliders: countBy(physics?.colliders.map(({ approximation }) => approximation) ?? []),
    joints: physics?.joints.length ?? 0,
    notes: Object.fromEntries(
      [...new Set(notes.map(({ code }) => code))].map((code) => [
        code,
        notes.filter((note) => note.code === code).map(({ detail }) => detail),
      ]),
    ),
  };
}

/** Within one percent. */
const within = (number: number): number =>
  expect.toSatisfy((other: number) => Math.abs(other - number) <= 0.01 * Math.abs(number)) as number;

describeSharedAssets('files of others have what is known of them:', () => {
  test.each(Object.entries(table))('%s', async (path, expected) => {
    const { size, mass, points, ...exact } = expected;
    const all = found(await read(path));
    expect(all).toEqual({
      ...all,
      ...exact,
      ...(size && { size: size.map(within) }),
      ...(mass !== undefined && { mass: within(mass) }),
      ...(points !== undefined && { points }),
    });
  });

  test('eleven materials are in a file of which nothing has any', async () => {
    const { file, files } = folderOf('usd/omnidrones-cf2x_isaac.usd');
    const { scene, stage } = await readUsdWithStage(file, files, new AssetBudget());
    const below = (prim: StagePrim): StagePrim[] => [prim, ...prim.children.flatMap(below)];
    const all = below(stage.root);
    expect(all.filter(({ typeName }) => typeName === 'Material')).toHaveLength(11);
    const bound = all.filter((prim) =>
      prim.propertyNames.some((name) => name.startsWith('material:binding')),
    );
    expect(bound.every((prim) => prim.apiSchemas.includes('PhysicsCollisionAPI'))).toBe(true);
    expect(scene.materials).toEqual([]);
  });

  test('no file that can be read is left out of the table', () => {
    const { files } = folderOf('.');
    const read = files.paths.filter((path) => /\.(usd[acz]?|glb|gltf)$/.test(path));
    const named = new Set(Object.keys(table));
    // Of that one INDEX.md counts geometries, not places: gltf/shared-assets.test.ts.
    const left = read.filter((path) => !named.has(path) && !/\/(_|malformed\/)/.test(path));
    expect(left).toEqual(['glb/ShapeCollection.glb']);
  });
});
