import { expect, it } from 'vitest';
import { AssetBudget } from '../../limits.ts';
import { describeSharedAssets, readSharedAsset } from '../../testing/shared-assets.ts';
import type { Layer, PrimSpec, Value } from '../layer.ts';
import { readText } from './read-text.ts';
import { attributeOf, primAt, relationshipOf } from './testing/read-lines.ts';

const read = (path: string): Layer => readText(readSharedAsset(path), path, new AssetBudget());

function* primsBelow(prim: PrimSpec): Generator<PrimSpec> {
  for (const child of prim.children.values()) {
    yield child;
    yield* primsBelow(child);
  }
}

const typesOf = (layer: Layer): string[] => [...primsBelow(layer.root)].map((prim) => prim.typeName);
const schemasOf = (prim: PrimSpec): Value | undefined => prim.fields.get('apiSchemas');

describeSharedAssets('the text of a real file', () => {
  it('by OpenUSD has two boxes, one of them a body', () => {
    const layer = read('usd/openusd-BoxOnBox.usda');
    expect(Object.fromEntries(layer.fields)).toMatchObject({
      upAxis: 'Z',
      metersPerUnit: 0.01,
      kilogramsPerUnit: 1,
    });
    const boxes = [...primsBelow(layer.root)].filter((prim) => prim.typeName === 'Cube');
    expect(boxes.map((box) => schemasOf(box))).toMatchObject([
      { prepended: ['PhysicsCollisionAPI', 'PhysicsRigidBodyAPI'] },
      { prepended: ['PhysicsCollisionAPI'] },
    ]);
  });

  it('by OpenUSD binds physics materials, one of them with its strength', () => {
    const layer = read('usd/openusd-SpheresWithMaterial.usda');
    const bindings = [...primsBelow(layer.root)].flatMap((prim) => {
      const binding = prim.properties.get('material:binding:physics');
      return binding?.kind === 'relationship' ? [binding] : [];
    });
    expect(bindings.length).toBe(2);
    expect(bindings.map(({ fields }) => fields.get('bindMaterialAs')).sort()).toEqual([
      'weakerThanDescendants',
      undefined,
    ]);
    expect(typesOf(layer).filter((type) => type === 'Material').length).toBe(2);
  });

  it('by OpenUSD has a joint with five limits and a drive', () => {
    const layer = read('usd/openusd-Joints.usda');
    const joint = [...primsBelow(layer.root)].find((prim) => prim.typeName === 'PhysicsJoint');
    const schemas = joint && schemasOf(joint);
    const names =
      schemas !== undefined && typeof schemas === 'object' && 'prepended' in schemas ? schemas.prepended : [];
    const kinds = names.map((name) => String(name).split(':')[0]);
    expect(kinds.filter((kind) => kind === 'PhysicsLimitAPI').length).toBe(5);
    expect(kinds.filter((kind) => kind === 'PhysicsDriveAPI').length).toBe(1);
  });

  it('by OpenUSD inside .usd has all four purposes', () => {
    const purposes = [...primsBelow(read('usd/openusd-InheritedPurposes.usd').root)].flatMap((prim) => {
      const purpose = prim.properties.get('purpose');
      return purpose?.kind === 'attribute' ? [purpose.value()] : [];
    });
    expect([...new Set(purposes)].sort()).toEqual(['default', 'guide', 'proxy', 'render']);
  });

  it('by MuJoCo has a box of 12 triangles', () => {
    const layer = read('usd/mujoco-usd_golden.usda');
    expect(layer.fields.get('upAxis')).toBe('Z');
    expect(layer.fields.has('metersPerUnit')).toBe(false);
    const mesh = [...primsBelow(layer.root)].find((prim) => prim.typeName === 'Mesh');
    expect(mesh && attributeOf(mesh, 'faceVertexIndices').value()).toHaveLength(36);
  });

  it('by Newton has two bodies with hulls, and a joint between them', () => {
    const layer = read('usd/newton-simple_articulation_with_mesh.usda');
    const prims = [...primsBelow(layer.root)];
    const hulls = prims.filter((prim) => prim.properties.has('physics:approximation'));
    expect(hulls.map((prim) => attributeOf(prim, 'physics:approximation').value())).toEqual([
      'convexHull',
      'convexHull',
    ]);
    const joint = prims.find((prim) => prim.typeName === 'PhysicsRevoluteJoint');
    expect(joint && attributeOf(joint, 'physics:axis').value()).toBe('Y');
    const target = joint && relationshipOf(joint, 'physics:body0').targets?.explicit?.[0];
    expect(primAt(layer, target ?? '').typeName).toBe('Xform');
  });

  it('by the USD working group is a teapot with four subsets', () => {
    const layer = read('usd/usdwg-UtahTeapot.usd');
    const types = typesOf(layer);
    expect(types.filter((type) => type === 'GeomSubset').length).toBe(4);
    const mesh = [...primsBelow(layer.root)].find((prim) => prim.typeName === 'Mesh');
    const counts = mesh && attributeOf(mesh, 'faceVertexCounts').value();
    expect(counts).toBeInstanceOf(Int32Array);
    expect(counts instanceof Int32Array && counts.reduce((sum, count) => sum + count - 2, 0)).toBe(2472);
    const points = mesh && attributeOf(mesh, 'points').value();
    if (!(points instanceof Float32Array)) throw new Error('no points');
    const size = [0, 1, 2].map((axis) => {
      const values = points.filter((_, index) => index % 3 === axis);
      return Math.max(...values) - Math.min(...values);
    });
    [0.3053, 0.2296, 0.491].forEach((expected, axis) => expect(size[axis]).toBeCloseTo(expected, 3));
  });

  it('by the USD working group has units, sublayers, references and an invalid purpose', () => {
    const folder = 'usd/usdwg-foundation/foundation';
    const units = read(`${folder}/stage_configuration/metersPerUnit/metersPerUnit_10.usda`);
    expect(units.fields.get('metersPerUnit')).toBe(10);
    const up = read(`${folder}/stage_configuration/upAxis/upAxis_invalid.usda`);
    expect(up.fields.get('upAxis')).toBe('invalid');
    expect(up.fields.get('subLayers')).toEqual(['../../../_common/axis.usda']);
    const missing = read(`${folder}/stage_composition/references/reference_invalid.usda`);
    const reference = [...primsBelow(missing.root)].flatMap((prim) => prim.fields.get('references') ?? []);
    expect(reference).toMatchObject([{ kind: 'list' }]);
    const purposes = [...primsBelow(read(`${folder}/stage_composition/purpose.usda`).root)].flatMap((prim) =>
      prim.properties.has('purpose') ? [attributeOf(prim, 'purpose').value()] : [],
    );
    expect(purposes).toContain('other');
    expect(primAt(units, '/World/cube_10').typeName).toBe('Cube');
  });

  it.each([
    'usd/openusd-BoxOnBox.usda',
    'usd/openusd-SpheresWithMaterial.usda',
    'usd/openusd-Joints.usda',
    'usd/openusd-InheritedPurposes.usd',
    'usd/mujoco-usd_golden.usda',
    'usd/newton-simple_articulation_with_mesh.usda',
    'usd/usdwg-UtahTeapot.usd',
    'usd/usdwg-foundation/_common/axis.usda',
  ])('%s is read whole', (path) => {
    expect(read(path).notes).toEqual([]);
  });
});
