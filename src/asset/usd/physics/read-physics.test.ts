import { describe, expect, it } from 'vitest';
import { apis, metres, physicsOfText } from './testing/physics-of.ts';

describe('gravity', () => {
  const gravityOf = async (inner: string, header = metres): Promise<number[] | null> =>
    (await physicsOfText(`${header}def PhysicsScene "Scene" { ${inner} }`)).physics.gravity;
  const centimetres = '(\n  metersPerUnit = 0.01\n  upAxis = "Y"\n)\n';

  it('is not said where there is no PhysicsScene', async () => {
    expect((await physicsOfText(metres)).physics.gravity).toBeNull();
  });

  it("is the earth's, down, where nothing is written", async () => {
    expect(await gravityOf('')).toEqual([0, 0, -9.81]);
    expect(await gravityOf('', centimetres)).toEqual([0, -9.81, 0]);
  });

  it("of -inf, or less than 0, is the earth's, whatever the units", async () => {
    expect(await gravityOf('float physics:gravityMagnitude = -inf', centimetres)).toEqual([0, -9.81, 0]);
    expect(await gravityOf('float physics:gravityMagnitude = -1', centimetres)).toEqual([0, -9.81, 0]);
  });

  it('is in metres, along a direction of any length', async () => {
    const gravity = await gravityOf(
      'vector3f physics:gravityDirection = (0, 3, -4)\nfloat physics:gravityMagnitude = 500',
      centimetres,
    );
    for (const [at, value] of [0, 3, -4].entries()) expect(gravity?.[at]).toBeCloseTo(value, 6);
  });

  it('of a direction of zeros is down', async () => {
    expect(
      await gravityOf('vector3f physics:gravityDirection = (0, 0, 0)\nfloat physics:gravityMagnitude = 2'),
    ).toEqual([0, 0, -2]);
  });

  it('of a direction that is none is down', async () => {
    expect(await gravityOf('vector3f physics:gravityDirection = (inf, 0, 0)')).toEqual([0, 0, -9.81]);
  });

  it('says where it is from', async () => {
    const sourceOf = async (inner: string) =>
      (await physicsOfText(`${metres}def PhysicsScene "Scene" { ${inner} }`)).physics.usd?.gravity;
    expect(await sourceOf('')).toEqual({
      value: [0, 0, -9.81],
      origin: 'derived',
      file: 'root.usda',
      place: '/Scene',
    });
    expect(await sourceOf('float physics:gravityMagnitude = 2')).toEqual({
      value: [0, 0, -2],
      origin: 'authored',
      file: 'root.usda',
      place: '/Scene.physics:gravityMagnitude',
    });
    expect(await sourceOf('vector3f physics:gravityDirection = (0, 1, 0)')).toMatchObject({
      value: [0, 9.81, 0],
      origin: 'authored',
      place: '/Scene.physics:gravityDirection',
    });
  });

  it('of 0 is none', async () => {
    expect(await gravityOf('float physics:gravityMagnitude = 0')).toEqual([0, 0, 0]);
  });

  it('is that of the first scene, and others are named', async () => {
    const { physics, scene } = await physicsOfText(`${metres}
      def PhysicsScene "A" { float physics:gravityMagnitude = 1 }
      def PhysicsScene "B" { float physics:gravityMagnitude = 2 }`);
    expect(physics.gravity).toEqual([0, 0, -1]);
    expect(scene.notes).toContainEqual({ code: 'not-read', place: '/B', detail: 'second PhysicsScene' });
  });
});

describe('a body', () => {
  it('moves unless it is turned off or kinematic', async () => {
    const { body } = await physicsOfText(`${metres}
      def Xform "A" ${apis('RigidBody')} {}
      def Xform "B" ${apis('RigidBody')} { bool physics:rigidBodyEnabled = 0 }
      def Xform "C" ${apis('RigidBody')} { bool physics:kinematicEnabled = 1 }`);
    expect(body('/A')).toMatchObject({ isEnabled: true, isKinematic: false });
    expect(body('/B')).toMatchObject({ isEnabled: false, isKinematic: false });
    expect(body('/C')).toMatchObject({ isEnabled: true, isKinematic: true });
  });

  it('below another knows it, and whether it stands on its own', async () => {
    const { body } = await physicsOfText(`${metres}
      def Xform "A" ${apis('RigidBody')} {
        double3 xformOp:translate = (1, 0, 0)
        uniform token[] xformOpOrder = ["xformOp:translate"]
        def Scope "Group" {
          def Xform "B" ${apis('RigidBody')} {
            double3 xformOp:translate = (0, 1, 0)
            uniform token[] xformOpOrder = ["!resetXformStack!", "xformOp:translate"]
          }
          def Xform "C" ${apis('RigidBody')} {}
        }
      }`);
    expect(body('/A')).toMatchObject({ parent: null, usd: { typeName: 'Xform', resetsXformStack: false } });
    expect(body('/A/Group/B')).toMatchObject({ parent: 0, usd: { resetsXformStack: true } });
    expect([...body('/A/Group/B').matrix.subarray(12, 15)]).toEqual([0, 1, 0]);
    expect(body('/A/Group/C')).toMatchObject({ parent: 0, usd: { resetsXformStack: false } });
  });

  it('is not mistaken for one whose name starts alike', async () => {
    const { scene } = await physicsOfText(`${metres}
      def Xform "Box" ${apis('RigidBody')} { def Cube "Shape" {} }
      def Xform "BoxLid" { def Cube "Shape" {} }`);
    expect(scene.shapes.map(({ path, body }) => [path, body])).toEqual([
      ['/Box/Shape', 0],
      ['/BoxLid/Shape', null],
    ]);
  });
});

it.each(['Unheard', 'toString', 'constructor'])(
  'a collider of a type that is no shape (%s) has none',
  async (type) => {
    const { collider } = await physicsOfText(`${metres}def ${type} "A" ${apis('Collision')} {}`);
    expect(collider('/A')).toMatchObject({ shape: null, hull: null, volume: null });
  },
);

describe('the physics material', () => {
  const materialOf = async (text: string): Promise<string | undefined> => {
    const { physics, collider } = await physicsOfText(metres + text);
    return physics.materials[collider('/World/Body/Shape').material ?? -1]?.path;
  };
  const world = (ofWorld: string, ofBody: string, ofShape: string): string => `
    def Material "Ice" ${apis('Material')} {}
    def Material "Rubber" ${apis('Material')} {}
    def Material "Paint" {}
    def Xform "World" {
      ${ofWorld}
      def Xform "Body" ${apis('RigidBody')} {
        ${ofBody}
        def Cube "Shape" ${apis('Collision')} { ${ofShape} }
      }
    }`;
  const ice = 'rel material:binding:physics = </Ice>';
  const strongIce = `${ice} ( bindMaterialAs = "strongerThanDescendants" )`;
  const rubber = 'rel material:binding:physics = </Rubber>';

  it('says its numbers, and where from', async () => {
    const { physics } = await physicsOfText(`(
        metersPerUnit = 0.01
        kilogramsPerUnit = 0.001
      )
      def Material "Ice" ${apis('Material')} {
        float physics:staticFriction = 0.25
        float physics:restitution = 0.5
        float physics:density = 2
      }`);
    const at = (value: number, name: string) => ({
      value,
      origin: 'authored',
      file: 'root.usda',
      place: `/Ice.physics:${name}`,
    });
    expect(physics.materials).toEqual([
      {
        path: '/Ice',
        name: 'Ice',
        staticFriction: at(0.25, 'staticFriction'),
        dynamicFriction: null,
        restitution: at(0.5, 'restitution'),
        density: at(0.002, 'density'),
        frictions: null,
      },
    ]);
  });

  it('is bound on the collider, or on a prim above it', async () => {
    expect(await materialOf(world('', '', ice))).toBe('/Ice');
    expect(await materialOf(world('', ice, ''))).toBe('/Ice');
    expect(await materialOf(world(ice, '', ''))).toBe('/Ice');
    expect(await materialOf(world('', '', ''))).toBeUndefined();
  });

  it('is the nearest, unless one above is stronger', async () => {
    expect(await materialOf(world(ice, '', rubber))).toBe('/Rubber');
    expect(await materialOf(world(strongIce, '', rubber))).toBe('/Ice');
  });

  it('is bound for physics before one for everything', async () => {
    expect(await materialOf(world('', '', `rel material:binding = </Ice>\n${rubber}`))).toBe('/Rubber');
    expect(await materialOf(world(rubber, '', 'rel material:binding = </Ice>'))).toBe('/Rubber');
    expect(await materialOf(world('', '', 'rel material:binding = </Ice>'))).toBe('/Ice');
  });

  it('is none where what is bound is only painted', async () => {
    expect(await materialOf(world('', '', 'rel material:binding = </Paint>'))).toBeUndefined();
    expect(
      await materialOf(
        world('', '', 'rel material:binding:physics = </Paint>\nrel material:binding = </Ice>'),
      ),
    ).toBeUndefined();
  });

  it('that is bound for everything and not there is named once, though drawing finds that as well', async () => {
    const { scene } = await physicsOfText(metres + world('', '', 'rel material:binding = </Gone>'));
    expect(scene.notes.filter(({ detail }) => detail === '/Gone')).toHaveLength(1);
  });

  it('that is bound and not there is named', async () => {
    const { scene } = await physicsOfText(metres + world('', '', 'rel material:binding:physics = </Gone>'));
    expect(scene.notes).toContainEqual({ code: 'missing-prim', place: '/World/Body/Shape', detail: '/Gone' });
  });
});

it('a collider that is larger than its positions can say has no hull', async () => {
  const { collider } = await physicsOfText(
    `${metres}def Sphere "A" ${apis('Collision')} {
      double radius = 1e36
      float3 xformOp:scale = (1, 1, 1000)
      uniform token[] xformOpOrder = ["xformOp:scale"]
    }`,
  );
  expect(collider('/A').hull).toBeNull();
});

describe('what takes no part in shapes, masses and joints', () => {
  it('is named', async () => {
    const { physics } = await physicsOfText(`${metres}
      def Xform "Robot" (prepend apiSchemas = ["PhysicsArticulationRootAPI", "PhysxArticulationAPI"]) {
        def Xform "Arm" (prepend apiSchemas = ["PhysicsRigidBodyAPI", "PhysicsFilteredPairsAPI", "PhysxRigidBodyAPI"]) {
          rel physics:filteredPairs = [</Robot/Hand>]
        }
        def Xform "Hand" (prepend apiSchemas = ["PhysicsRigidBodyAPI", "PhysxRigidBodyAPI", "MjcBodyAPI", "PhysxLimitAPI:rotX", "PhysxLimitAPI:rotY"]) {}
      }
      def PhysicsCollisionGroup "Group" (prepend apiSchemas = ["CollectionAPI:colliders"]) {
        rel collection:colliders:includes = [</Robot/Arm>]
        rel physics:filteredGroups = [</Group>]
        bool physics:invertFilteredGroups = 1
      }
      def NewtonScene "Newton" {}`);
    expect(physics.usd).toEqual({
      gravity: null,
      articulationRoots: ['/Robot'],
      filteredPairs: [{ path: '/Robot/Arm', others: ['/Robot/Hand'] }],
      collisionGroups: [{ path: '/Group', members: ['/Robot/Arm'], filtered: ['/Group'], isInverted: true }],
      ineffective: [],
      engineSchemas: [
        { name: 'PhysxArticulationAPI', paths: ['/Robot'] },
        { name: 'PhysxRigidBodyAPI', paths: ['/Robot/Arm', '/Robot/Hand'] },
        { name: 'MjcBodyAPI', paths: ['/Robot/Hand'] },
        { name: 'PhysxLimitAPI', paths: ['/Robot/Hand'] },
        { name: 'NewtonScene', paths: ['/Newton'] },
      ],
    });
  });

  it('is named where a schema is of no effect', async () => {
    const { physics } = await physicsOfText(`${metres}
      def Mesh "A" ${apis('MeshCollision')} {}
      def Cube "B" ${apis('Collision', 'MeshCollision')} {}
      def Mesh "C" ${apis('Collision', 'MeshCollision')} {}
      def Xform "D" ${apis('Mass')} {}`);
    expect(physics.usd?.ineffective).toEqual([
      { schema: 'PhysicsMeshCollisionAPI', path: '/A' },
      { schema: 'PhysicsMeshCollisionAPI', path: '/B' },
      { schema: 'PhysicsMassAPI', path: '/D' },
    ]);
  });

  it('is nothing in a file without physics', async () => {
    const { physics } = await physicsOfText(`${metres}def Cube "A" {}`);
    expect(physics).toEqual({
      bodies: [],
      colliders: [],
      materials: [],
      joints: [],
      gravity: null,
      usd: {
        gravity: null,
        articulationRoots: [],
        filteredPairs: [],
        collisionGroups: [],
        ineffective: [],
        engineSchemas: [],
      },
    });
  });
});
