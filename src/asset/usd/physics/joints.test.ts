import { describe, expect, it } from 'vitest';
import type { Joint } from '../../physics.ts';
import { apis, metres, physicsOfText } from './testing/physics-of.ts';

/** Two bodies, the second at (0, 0, 5) and turned by 90° about z; each with a part below it that is no body. */
const world = (joint: string): string => `${metres}
  def Xform "A" ${apis('RigidBody')} { def Xform "Part" {
    double3 xformOp:translate = (1, 0, 0)
    uniform token[] xformOpOrder = ["xformOp:translate"]
  } }
  def Xform "B" ${apis('RigidBody')} {
    double3 xformOp:translate = (0, 0, 5)
    float xformOp:rotateZ = 90
    uniform token[] xformOpOrder = ["xformOp:translate", "xformOp:rotateZ"]
    def Xform "Part" {}
  }
  def Cube "Wall" ${apis('Collision')} {}
  ${joint}`;
const jointOf = async (type: string, inner: string, metadata = ''): Promise<Joint> =>
  (await physicsOfText(world(`def ${type} "Joint" ${metadata} { ${inner} }`))).joint('/Joint');
const between = 'rel physics:body0 = </A>\nrel physics:body1 = </B>';

function expectNear(actual: readonly number[] | null, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [at, value] of expected.entries()) expect(actual?.[at]).toBeCloseTo(value, 6);
}

describe('a joint', () => {
  it.each([
    ['PhysicsJoint', 'generic'],
    ['PhysicsFixedJoint', 'fixed'],
    ['PhysicsRevoluteJoint', 'revolute'],
    ['PhysicsPrismaticJoint', 'prismatic'],
    ['PhysicsSphericalJoint', 'spherical'],
    ['PhysicsDistanceJoint', 'distance'],
    ['PhysxPhysicsGearJoint', 'PhysxPhysicsGearJoint'],
  ])('of type %s is called %s', async (type, kind) => {
    expect(await jointOf(type, between)).toMatchObject({
      kind,
      name: 'Joint',
      isEnabled: true,
      bodies: [0, 1],
      limits: null,
      hasDrive: false,
      missing: [],
      usd: { isExcludedFromArticulation: false, collides: false, breakForce: null, breakTorque: null },
    });
  });

  it('joins the body around a prim that is none', async () => {
    const joint = await jointOf(
      'PhysicsFixedJoint',
      'rel physics:body0 = </A/Part>\nrel physics:body1 = </B/Part>',
    );
    expect(joint.bodies).toEqual([0, 1]);
    expectNear(joint.anchor, [1, 0, 0]);
  });

  it('joins the world, where it names nothing or what stands still', async () => {
    expect((await jointOf('PhysicsFixedJoint', 'rel physics:body1 = </B>')).bodies).toEqual([null, 1]);
    expect(
      (await jointOf('PhysicsFixedJoint', 'rel physics:body0 = </Wall>\nrel physics:body1 = </B>')).bodies,
    ).toEqual([null, 1]);
  });

  it('names what is not there', async () => {
    const read = await physicsOfText(
      world(
        'def PhysicsFixedJoint "Joint" { rel physics:body0 = [</Gone>, </A>]\nrel physics:body1 = </B> }',
      ),
    );
    expect(read.joint('/Joint')).toMatchObject({
      bodies: [null, 1],
      missing: ['/Gone'],
      usd: { targets: [['/Gone', '/A'], ['/B']] },
    });
    expect(read.scene.notes).toContainEqual({ code: 'missing-prim', place: '/Joint', detail: '/Gone' });
  });

  it('is where the frame in its first body says', async () => {
    const joint = await jointOf(
      'PhysicsFixedJoint',
      `${between}\npoint3f physics:localPos0 = (1, 2, 3)\npoint3f physics:localPos1 = (9, 9, 9)`,
    );
    expectNear(joint.anchor, [1, 2, 3]);
    expect(joint.axis).toBeNull();
  });

  it('is where the frame in its second body says, where there is no first', async () => {
    const joint = await jointOf(
      'PhysicsRevoluteJoint',
      'rel physics:body1 = </B>\npoint3f physics:localPos0 = (9, 9, 9)\npoint3f physics:localPos1 = (1, 0, 0)',
    );
    expectNear(joint.anchor, [0, 1, 5]);
    expectNear(joint.axis, [0, 1, 0]);
  });

  it('says how far apart its ends are, which an engine pulls together', async () => {
    const at = (first: string, second: string): string =>
      `${between}\npoint3f physics:localPos0 = ${first}\npoint3f physics:localPos1 = ${second}`;
    // B is at (0, 0, 5), and its x axis is the y axis of the scene.
    expect((await jointOf('PhysicsRevoluteJoint', at('(0, 1, 5)', '(1, 0, 0)'))).gap).toBeCloseTo(0, 6);
    expect((await jointOf('PhysicsFixedJoint', at('(0, 1, 5)', '(1, 0, 2)'))).gap).toBeCloseTo(2, 6);
    const toWorld = 'rel physics:body1 = </B>\npoint3f physics:localPos0 = (0, 0, 4)';
    expect((await jointOf('PhysicsSphericalJoint', toWorld)).gap).toBeCloseTo(1, 6);
  });

  it('has no gap where its ends may be apart, or one is not there', async () => {
    for (const type of ['PhysicsPrismaticJoint', 'PhysicsDistanceJoint', 'PhysicsJoint'])
      expect((await jointOf(type, between)).gap).toBeNull();
    const lost = 'rel physics:body0 = </Gone>\nrel physics:body1 = </B>';
    expect((await jointOf('PhysicsFixedJoint', lost)).gap).toBeNull();
    expect((await jointOf('PhysicsFixedJoint', '')).gap).toBeNull();
  });

  it('is in the scene, where it names no prim that is there', async () => {
    const joint = await jointOf(
      'PhysicsRevoluteJoint',
      'point3f physics:localPos0 = (7, 8, 9)\nuniform token physics:axis = "Y"',
    );
    expectNear(joint.anchor, [7, 8, 9]);
    expectNear(joint.axis, [0, 1, 0]);
  });

  it.each([
    ['', [1, 0, 0]],
    ['uniform token physics:axis = "Y"', [0, 1, 0]],
    ['uniform token physics:axis = "Z"', [0, 0, 1]],
    // By 90° about z.
    ['quatf physics:localRot0 = (0.70710678, 0, 0, 0.70710678)', [0, 1, 0]],
  ])('turns about the axis of its frame { %s }', async (inner, axis) => {
    expectNear((await jointOf('PhysicsRevoluteJoint', `${between}\n${inner}`)).axis, axis);
  });

  it.each([
    [
      'PhysicsRevoluteJoint',
      'float physics:lowerLimit = -30\nfloat physics:upperLimit = 45',
      { lower: -30, upper: 45 },
    ],
    ['PhysicsPrismaticJoint', 'float physics:upperLimit = 2', { lower: -Infinity, upper: 2 }],
    ['PhysicsPrismaticJoint', 'float physics:lowerLimit = -inf\nfloat physics:upperLimit = inf', null],
    [
      'PhysicsRevoluteJoint',
      'float physics:lowerLimit = -3.4028235e38\nfloat physics:upperLimit = 3.4028235e38',
      null,
    ],
    ['PhysicsDistanceJoint', 'float physics:minDistance = 1', { lower: 1, upper: Infinity }],
    ['PhysicsDistanceJoint', 'float physics:maxDistance = 3', { lower: 0, upper: 3 }],
    ['PhysicsDistanceJoint', 'float physics:minDistance = -1\nfloat physics:maxDistance = -1', null],
    ['PhysicsFixedJoint', 'float physics:lowerLimit = -30\nfloat physics:upperLimit = 45', null],
  ])('%s { %s } has its limits', async (type, inner, limits) => {
    expect((await jointOf(type, `${between}\n${inner}`)).limits).toEqual(limits);
  });

  it('on a prim that is scaled to nothing has no direction', async () => {
    const read = await physicsOfText(`${metres}
      def Xform "Flat" {
        float3 xformOp:scale = (0, 0, 0)
        uniform token[] xformOpOrder = ["xformOp:scale"]
      }
      def PhysicsRevoluteJoint "Joint" { rel physics:body0 = </Flat> }`);
    expect(read.joint('/Joint').axis).toBeNull();
  });

  it('of a ball leans as far as its cone', async () => {
    const joint = await jointOf(
      'PhysicsSphericalJoint',
      `${between}\nfloat physics:coneAngle0Limit = 60\nfloat physics:coneAngle1Limit = -1`,
    );
    expect(joint.usd?.degrees).toEqual([
      { name: 'coneAngle0', isLimited: true, lower: null, upper: 60, isLocked: false, drive: null },
    ]);
  });

  it('has limits and drives of single degrees of freedom, where they are applied', async () => {
    const joint = await jointOf(
      'PhysicsJoint',
      `${between}
       float limit:transX:physics:low = 1
       float limit:transX:physics:high = -1
       float limit:rotY:physics:high = 20
       float limit:rotZ:physics:high = 30
       float drive:rotZ:physics:targetVelocity = 10
       float drive:rotZ:physics:damping = 9
       uniform token drive:rotZ:physics:type = "acceleration"`,
      '(prepend apiSchemas = ["PhysicsLimitAPI:transX", "PhysicsLimitAPI:rotY", "PhysicsDriveAPI:rotZ"])',
    );
    expect(joint.hasDrive).toBe(true);
    const none = { isLimited: true, isLocked: false, drive: null };
    expect(joint.usd?.degrees).toEqual([
      { ...none, name: 'transX', lower: 1, upper: -1, isLocked: true },
      { ...none, name: 'rotY', lower: null, upper: 20 },
      {
        ...none,
        name: 'rotZ',
        // Its limits are not applied.
        isLimited: false,
        lower: null,
        upper: null,
        drive: {
          type: 'acceleration',
          stiffness: 0,
          damping: 9,
          targetPosition: 0,
          targetVelocity: 10,
          maxForce: null,
        },
      },
    ]);
  });

  it('says every number that is written, and where', async () => {
    const joint = await jointOf(
      'PhysicsRevoluteJoint',
      `${between}
       float physics:lowerLimit = -30
       point3f physics:localPos0 = (1, 2, 3)
       float drive:angular:physics:stiffness = 5
       float other:number = 6`,
      '(prepend apiSchemas = ["PhysicsDriveAPI:angular"])',
    );
    const at = (value: number, name: string) => ({
      value,
      origin: 'authored',
      file: 'root.usda',
      place: `/Joint.${name}`,
    });
    expect(joint.usd?.written.toSorted((a, b) => a.value - b.value)).toEqual([
      at(-30, 'physics:lowerLimit'),
      at(5, 'drive:angular:physics:stiffness'),
    ]);
  });

  it('may be turned off, break, collide and stay out of articulations', async () => {
    const joint = await jointOf(
      'PhysicsFixedJoint',
      `${between}
       bool physics:jointEnabled = 0
       bool physics:collisionEnabled = 1
       uniform bool physics:excludeFromArticulation = 1
       float physics:breakForce = 12
       float physics:breakTorque = inf`,
    );
    expect(joint).toMatchObject({
      isEnabled: false,
      usd: { collides: true, isExcludedFromArticulation: true, breakForce: 12, breakTorque: null },
    });
  });
});
