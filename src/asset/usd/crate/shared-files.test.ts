import { expect, it } from 'vitest';
import { AssetBudget } from '../../limits.ts';
import { describeSharedAssets, readSharedAsset } from '../../testing/shared-assets.ts';
import type { Layer, ListOp, PrimSpec, Value } from '../layer.ts';
import { readCrate } from './read-crate.ts';
import { askForAll, primsOf } from './testing/ask-for-all.ts';

const read = (name: string): Layer => readCrate(readSharedAsset(`usd/${name}.usd`), name, new AssetBudget());

const prims = (layer: Layer): PrimSpec[] => [...primsOf(layer)].map(([, prim]) => prim);

function primAt(layer: Layer, path: string): PrimSpec {
  const found = [...primsOf(layer)].find(([at]) => at === path);
  if (found === undefined) throw new Error(`no prim ${path}`);
  return found[1];
}

function valueOf(prim: PrimSpec, name: string): Value | null | undefined {
  const property = prim.properties.get(name);
  return property?.kind === 'attribute' ? property.value() : undefined;
}

/** How many prims have a schema applied. */
const applied = (layer: Layer, schema: string): number =>
  prims(layer).filter(({ fields }) => {
    const list = fields.get('apiSchemas') as ListOp<string> | undefined;
    return [...(list?.explicit ?? []), ...(list?.prepended ?? []), ...(list?.appended ?? [])].includes(
      schema,
    );
  }).length;

const ofType = (layer: Layer, type: string): PrimSpec[] =>
  prims(layer).filter(({ typeName }) => typeName === type);

/** Triangles of all meshes, quads and more cut into them. */
const triangles = (layer: Layer): number =>
  ofType(layer, 'Mesh').reduce((sum, mesh) => {
    const property = mesh.properties.get('faceVertexCounts');
    const counts =
      property?.kind === 'attribute' ? (property.value() ?? property.samples?.value(0) ?? null) : null;
    return sum + (counts instanceof Int32Array ? counts.reduce((all, count) => all + count - 2, 0) : NaN);
  }, 0);

describeSharedAssets('a crate file by others', () => {
  it.each([
    ['omnidrones-gate_fixed', 7],
    ['omnidrones-rotor', 7],
    ['omnidrones-cf2x_isaac', 7],
    ['pegasus-Empty', 8],
    ['pegasus-Box', 9],
    ['newton-crazyflie', 8],
    ['newton-bunny', 8],
    ['openusd-Ball.maya', 7],
    ['openusd-top.geom', 4],
  ])('%s is read to its last value, of version 0.%i.0', (name, version) => {
    expect(readSharedAsset(`usd/${name}.usd`)[9]).toBe(version);
    const layer = read(name);
    expect(askForAll(layer)).toBeGreaterThan(0);
    expect(layer.notes).toEqual([]);
  });

  it('has the bodies, masses and inlined scales of the gate', () => {
    const layer = read('omnidrones-gate_fixed');
    expect([...layer.fields]).toEqual(
      expect.arrayContaining([
        ['upAxis', 'Z'],
        ['metersPerUnit', 1],
      ]),
    );
    expect(applied(layer, 'PhysicsRigidBodyAPI')).toBe(2);
    expect(applied(layer, 'PhysicsMassAPI')).toBe(2);
    expect(applied(layer, 'PhysicsArticulationRootAPI')).toBe(1);
    expect(ofType(layer, 'PhysicsFixedJoint')).toHaveLength(2);
    const masses = prims(layer)
      .map((prim) => valueOf(prim, 'physics:mass'))
      .filter((mass) => mass !== undefined);
    expect(masses).toEqual([0.1, 4].map((mass) => expect.closeTo(mass, 6) as number));
    const frame = prims(layer).find((prim) => valueOf(prim, 'physics:mass') === 4);
    expect(frame && valueOf(frame, 'physics:diagonalInertia')).toEqual(
      Float64Array.from([0.01, 0.01, 0.0075], Math.fround),
    );
    const capsules = ofType(layer, 'Capsule');
    expect(capsules).toHaveLength(4);
    for (const capsule of capsules) {
      expect(valueOf(capsule, 'radius')).toBeCloseTo(0.04, 6);
      expect(valueOf(capsule, 'height')).toBe(1);
      expect(valueOf(capsule, 'xformOp:scale')).toEqual(Float64Array.of(1, 1, 1));
      expect(capsule.properties.has('purpose')).toBe(false);
    }
  });

  it('has the drone with five bodies, one collider and all its triangles', () => {
    const layer = read('omnidrones-cf2x_isaac');
    expect(applied(layer, 'PhysicsRigidBodyAPI')).toBe(5);
    expect(applied(layer, 'PhysicsCollisionAPI')).toBe(1);
    const masses = prims(layer).map((prim) => Number(valueOf(prim, 'physics:mass') ?? 0));
    expect(masses.reduce((sum, mass) => sum + mass)).toBeCloseTo(0.0282, 6);
    expect(ofType(layer, 'Mesh')).toHaveLength(10);
    expect(triangles(layer)).toBe(3_954);
    expect(ofType(layer, 'Material')).toHaveLength(11);
  });

  it('has the rotor without metersPerUnit, and its guide', () => {
    const layer = read('omnidrones-rotor');
    expect(layer.fields.has('metersPerUnit')).toBe(false);
    expect(triangles(layer)).toBe(300);
    const [cylinder] = ofType(layer, 'Cylinder');
    expect(cylinder && ['radius', 'height', 'purpose'].map((name) => valueOf(cylinder, name))).toEqual([
      expect.closeTo(0.1143, 6),
      expect.closeTo(0.005, 6),
      'guide',
    ]);
  });

  it('has the plane whose cooked data is an array of bytes', () => {
    const layer = read('pegasus-Empty');
    expect(triangles(layer)).toBe(2);
    const plane = ofType(layer, 'Mesh')[0];
    expect(plane && valueOf(plane, 'xformOp:scale')).toEqual(Float64Array.of(100, 100, 1));
    const cooked = prims(layer).flatMap(({ properties }) =>
      [...properties].filter(([name]) => name.includes('Cooked')),
    );
    expect(cooked.length).toBeGreaterThan(0);
    for (const [, property] of cooked)
      expect(property.kind === 'attribute' && property.value()).toBeInstanceOf(Uint8Array);
  });

  it('has the box of five colliders without a body', () => {
    const layer = read('pegasus-Box');
    expect(applied(layer, 'PhysicsCollisionAPI')).toBe(5);
    expect(applied(layer, 'PhysicsRigidBodyAPI')).toBe(0);
    expect(
      prims(layer).filter((prim) => valueOf(prim, 'physics:approximation') === 'meshSimplification'),
    ).toHaveLength(5);
    expect(triangles(layer)).toBe(50);
  });

  it.each([
    ['newton-crazyflie', 12, 6_726, 3_413],
    ['newton-bunny', 1, 12_200, 6_102],
  ])('has %s with its %i meshes, %i triangles and %i points', (name, meshes, count, points) => {
    const layer = read(name);
    expect(ofType(layer, 'Mesh')).toHaveLength(meshes);
    expect(triangles(layer)).toBe(count);
    const all = ofType(layer, 'Mesh').map((mesh) => valueOf(mesh, 'points'));
    const lengths = all.map((one) => (one instanceof Float32Array ? one.length / 3 : NaN));
    expect(lengths.reduce((sum, length) => sum + length)).toBe(points);
  });

  it('has the size of a pool ball in centimetres', () => {
    const layer = read('openusd-Ball.maya');
    expect(triangles(layer)).toBe(760);
    const points = ofType(layer, 'Mesh').flatMap((mesh) =>
      Array.from(valueOf(mesh, 'points') as Float32Array),
    );
    const heights = points.filter((_, index) => index % 3 === 1);
    expect(Math.max(...heights) - Math.min(...heights)).toBeCloseTo(5.715, 3);
  });

  it('has the arrays with a rank of 0.4, all in time samples', () => {
    const layer = read('openusd-top.geom');
    const mesh = ofType(layer, 'Mesh')[0];
    const points = mesh?.properties.get('points');
    const samples = points?.kind === 'attribute' ? points.samples : null;
    expect(samples?.times).toEqual([48]);
    expect(samples?.value(0)).toHaveLength(180 * 3);
    expect(triangles(layer)).toBe(340);
    expect(points?.kind === 'attribute' && points.value()).toBeUndefined();
  });

  it('has values in its dictionaries, down to the innermost', () => {
    const layer = read('omnidrones-gate_fixed');
    expect(layer.fields.get('customLayerData')).toMatchObject({
      kind: 'dictionary',
      entries: expect.objectContaining({ size: 4 }) as Map<string, Value>,
    });
    expect(primAt(layer, '/Gate').specifier).toBe('def');
  });
});
