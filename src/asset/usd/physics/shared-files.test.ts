import { describe, expect, it } from 'vitest';
import { AssetBudget } from '../../limits.ts';
import { hasSharedAssets, needingSharedAssets, readSharedAsset } from '../../testing/shared-assets.ts';
import { composeStage } from '../compose/compose-stage.ts';
import { readScene } from '../scene/read-scene.ts';
import { filesOf } from '../scene/testing/usd-of.ts';
import { readText } from '../text/read-text.ts';
import { readPhysics } from './read-physics.ts';
import { lookUp, type ReadForTest } from './testing/physics-of.ts';

async function read(path: string): Promise<ReadForTest> {
  const budget = new AssetBudget();
  const stage = await composeStage(readText(readSharedAsset(path), path, budget), async () => null, budget);
  const scene = await readScene(stage, filesOf({}), budget);
  return lookUp(readPhysics(stage, scene, budget), scene);
}

describe.skipIf(!hasSharedAssets)(needingSharedAssets('the physics of a real file'), () => {
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
});
