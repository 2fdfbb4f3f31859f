import { expect, it } from 'vitest';
import { AssetBudget } from '../../limits.ts';
import { describeSharedAssets, readSharedAsset } from '../../testing/shared-assets.ts';
import { composeStage } from '../compose/compose-stage.ts';
import { readScene } from '../scene/read-scene.ts';
import { filesOf } from '../scene/testing/usd-of.ts';
import { openLayer } from '../open-layer.ts';
import { readPhysics } from './read-physics.ts';
import { lookUp, type ReadForTest } from './testing/physics-of.ts';

async function read(path: string): Promise<ReadForTest> {
  const budget = new AssetBudget();
  const files = filesOf({ [path]: readSharedAsset(path) });
  const root = await openLayer(path, files, budget);
  if (root === null) throw new Error(path);
  const stage = await composeStage(root, (file) => openLayer(file, files, budget), budget);
  const scene = await readScene(stage, files, budget);
  return lookUp(readPhysics(stage, scene, budget), scene);
}

describeSharedAssets('the physics of a real file', () => {
  it('by OpenUSD has one falling box of the default density, over one that stands still', async () => {
    const { physics, body, collider } = await read('usd/openusd-BoxOnBox.usda');
    expect(physics.bodies).toHaveLength(1);
    expect(physics.colliders).toHaveLength(2);
    expect(physics.gravity).toEqual([0, 0, -9.81]);
    // 25 cm of 1000 kg/m³.
    expect(body('/World/BoxActor').mass).toMatchObject({ origin: 'derived', place: '/World/BoxActor' });
    expect(body('/World/BoxActor').mass?.value).toBeCloseTo(15.625, 6);
    expect(collider('/World/Ground')).toMatchObject({ body: null, material: null });
    expect(collider('/World/Ground').volume).toBeCloseTo(1500 * 1500 * 20, 0);
  });

  it('by OpenUSD has two balls with a material each, scaled to 25 cm', async () => {
    const { physics, body, collider } = await read('usd/openusd-SpheresWithMaterial.usda');
    expect(physics).toMatchObject({
      bodies: { length: 2 },
      colliders: { length: 3 },
      materials: { length: 2 },
    });
    expect(physics.colliders.map(({ material }) => material)).toEqual([0, 1, null]);
    expect(physics.materials.map(({ restitution }) => restitution?.value)).toEqual([
      expect.closeTo(0.1, 6),
      expect.closeTo(0.8, 6),
    ]);
    const ball = body('/World/RegularSphere');
    // A density of 10 kg for each cubic centimetre is what the file says.
    expect(ball.mass).toMatchObject({
      origin: 'derived',
      place: '/World/Looks/RegularMaterial.physics:density',
    });
    expect(ball.mass?.value).toBeCloseTo((4 / 3) * Math.PI * 25 ** 3 * 10, 2);
    expect(collider('/World/RegularSphere').hull).toBeNull();
    expect(collider('/World/Ground')).toMatchObject({ approximation: 'none', fallback: null, body: null });
  });

  it('by OpenUSD has a joint with five limits that lock, and a drive', async () => {
    const { physics, joint } = await read('usd/openusd-Joints.usda');
    expect(physics).toMatchObject({ bodies: { length: 1 }, colliders: { length: 2 }, joints: { length: 1 } });
    const { usd, ...generic } = joint('/World/D6Joint');
    expect(generic).toMatchObject({
      kind: 'generic',
      bodies: [null, 0],
      hasDrive: true,
      missing: [],
      axis: null,
    });
    expect(generic.anchor).toEqual([0, 60, 1000]);
    expect(usd?.degrees.map(({ name, isLocked, drive }) => [name, isLocked, drive?.targetVelocity])).toEqual([
      ['transX', true, undefined],
      ['transY', true, undefined],
      ['transZ', true, undefined],
      ['rotX', true, undefined],
      ['rotY', true, undefined],
      ['rotZ', false, 10],
    ]);
  });

  it('by Newton has two boxes as convex hulls, of which neither has a mass', async () => {
    const { physics, body, collider, joint } = await read('usd/newton-simple_articulation_with_mesh.usda');
    expect(physics.usd?.articulationRoots).toEqual(['/Robot']);
    expect(physics.usd?.engineSchemas.map(({ name }) => name)).toContain('PhysxConvexHullCollisionAPI');
    for (const side of ['left', 'right']) {
      expect(collider(`/Robot/${side}_rigid/${side}_collider`)).toMatchObject({
        approximation: 'convexHull',
        hull: { positions: { length: 24 } },
      });
      expect(body(`/Robot/${side}_rigid`).mass).toMatchObject({ origin: 'derived' });
      expect(body(`/Robot/${side}_rigid`).mass?.value).toBeCloseTo(250, 6);
    }
    expect(body('/Robot/left_rigid').usd?.massApi).toBeNull();
    expect(body('/Robot/right_rigid').usd?.massApi).not.toBeNull();
    expect(joint('/Robot/joints/RevoluteJoint')).toMatchObject({
      kind: 'revolute',
      bodies: [0, 1],
      anchor: [0, 0, 0],
      axis: [0, 1, 0],
      limits: null,
      usd: { breakForce: null, breakTorque: null },
    });
  });

  it('of a gate has two bodies of 4.1 kg, four capsules that are seen, and two fixed joints', async () => {
    const { physics, scene, body, joint } = await read('usd/omnidrones-gate_fixed.usd');
    expect(physics.bodies.map(({ path }) => path)).toEqual(['/Gate/mount', '/Gate/frame']);
    expect(physics.bodies.reduce((sum, { mass }) => sum + (mass?.value ?? 0), 0)).toBeCloseTo(4.1, 6);
    const frame = body('/Gate/frame');
    expect([frame.mass, frame.centerOfMass, frame.inertia].map((each) => each?.origin)).toEqual(
      Array(3).fill('authored'),
    );
    expect(frame.centerOfMass?.value.map((value) => Number(value.toFixed(6)))).toEqual([0.001, -0.002, 0.29]);
    expect(frame.inertia?.value.map((value) => Number(value.toFixed(6)))).toEqual([0.01, 0.01, 0.0075]);
    expect(frame.colliders).toHaveLength(4);
    for (const collider of physics.colliders) {
      expect(collider).toMatchObject({ hull: null, usd: { typeName: 'Capsule' } });
      expect(collider.volume).toBeCloseTo(Math.PI * 0.04 ** 2 * (1 + (4 / 3) * 0.04), 9);
      expect(scene.shapes[collider.shape ?? -1]?.purpose).toBe('default');
    }
    expect(physics.joints.map(({ kind }) => kind)).toEqual(['fixed', 'fixed']);
    expect(joint('/Gate/rootJoint').bodies).toEqual([null, 0]);
    expect(joint('/Gate/mount_frame').bodies).toEqual([0, 1]);
    expect(physics.usd?.articulationRoots).toEqual(['/Gate']);
  });

  it('of a rotor has a cylinder of a guide, which stands in for the mesh', async () => {
    const { physics, scene } = await read('usd/omnidrones-rotor.usd');
    expect(physics.bodies).toHaveLength(1);
    expect(physics.bodies[0]?.mass?.value).toBeCloseTo(0.0065, 9);
    const [a = 0, b = 0, c = 0] = physics.bodies[0]?.inertia?.value ?? [];
    expect([a, b, c]).toEqual([
      expect.closeTo(2.2154e-6, 9),
      expect.closeTo(7.0815e-5, 8),
      expect.closeTo(7.2933e-5, 8),
    ]);
    expect(a + b).toBeGreaterThan(c);
    expect(physics.colliders).toHaveLength(1);
    expect(physics.colliders[0]?.volume).toBeCloseTo(Math.PI * 0.1143 ** 2 * 0.005, 6);
    const shape = scene.shapes[physics.colliders[0]?.shape ?? -1];
    expect(shape).toMatchObject({ purpose: 'guide', collider: 0, body: 0 });
  });

  it('of a drone has five bodies of 0.0282 kg, one collider whose parent is a guide, and its material', async () => {
    const { physics, scene } = await read('usd/omnidrones-cf2x_isaac.usd');
    expect(physics.bodies).toHaveLength(5);
    expect(physics.bodies.reduce((sum, { mass }) => sum + (mass?.value ?? 0), 0)).toBeCloseTo(0.0282, 8);
    expect(physics.bodies.filter(({ colliders }) => colliders.length === 0)).toHaveLength(4);
    expect(physics.colliders).toHaveLength(1);
    const [collider] = physics.colliders;
    expect(collider?.volume).toBeCloseTo(0.1 * 0.1 * 0.03, 9);
    expect(scene.shapes[collider?.shape ?? -1]).toMatchObject({ purpose: 'guide', body: 0 });
    const material = physics.materials[collider?.material ?? -1];
    expect(material).toMatchObject({
      staticFriction: { value: 1 },
      dynamicFriction: { value: 1 },
      restitution: { value: 1 },
      density: { value: 1, origin: 'authored' },
    });
    // Its drawn parts follow the body as well.
    expect(scene.shapes.every(({ body }) => body !== null)).toBe(true);
    expect(physics.joints.map(({ kind }) => kind)).toEqual(Array(4).fill('revolute'));
  });

  it('of an empty world has a body without a mass, as its hull would be flat', async () => {
    const { physics, scene } = await read('usd/pegasus-Empty.usd');
    expect(physics.bodies).toMatchObject([{ isEnabled: true, isKinematic: false, mass: null }]);
    expect(physics.colliders).toMatchObject([{ approximation: 'convexHull', hull: null, volume: null }]);
    expect(scene.notes).toContainEqual({
      code: 'no-hull',
      place: '/World/Plane',
      detail: 'convexHull: flat',
    });
    expect(physics.usd?.engineSchemas.map(({ name }) => name)).toContain('PhysxCookedDataAPI');
  });

  it('of a room has five meshes that stand still, simplified', async () => {
    const { physics } = await read('usd/pegasus-Box.usd');
    expect(physics.bodies).toEqual([]);
    expect(physics.colliders).toMatchObject(
      Array(5).fill({ approximation: 'meshSimplification', fallback: null, hull: null, body: null }),
    );
  });

  it('of a bunny has none', async () => {
    const { physics } = await read('usd/newton-bunny.usd');
    expect(physics).toMatchObject({ bodies: [], colliders: [], joints: [], gravity: null });
  });
});
