import { describe, expect, it } from 'vitest';
import { AssetBudget, defaultLimits } from '../../limits.ts';
import { inverse, transformPoint } from '../../matrix.ts';
import type { Collider } from '../../physics.ts';
import { meshSolid } from '../../solids/solid.ts';
import { inspectSurface } from '../../solids/surface.ts';
import { apis, boxMeshText, metres, physicsOfText, type ReadForTest } from './testing/physics-of.ts';

/** An L of two boxes, 2 × 2 with a quarter missing, 1 thick: volume 3, its hull 3.5. */
const angle = (inner: string, metadata: string): string => `def Mesh "Shape" ${metadata} {
  point3f[] points = [(0,0,0), (2,0,0), (2,1,0), (1,1,0), (1,2,0), (0,2,0), (0,0,1), (2,0,1), (2,1,1), (1,1,1), (1,2,1), (0,2,1)]
  int[] faceVertexCounts = [6, 6, 4, 4, 4, 4, 4, 4]
  int[] faceVertexIndices = [5,4,3,2,1,0, 6,7,8,9,10,11, 0,1,7,6, 1,2,8,7, 2,3,9,8, 3,4,10,9, 4,5,11,10, 5,0,6,11]
  uniform token subdivisionScheme = "none"
  ${inner}
}`;
const approximated = (token: string): string => `uniform token physics:approximation = "${token}"`;
const inBody = (text: string, ofBody = ''): string =>
  `${metres}def Xform "Body" ${apis('RigidBody')} { ${ofBody}\n${text} }`;
const angleIn = (token: string, ofBody = ''): string =>
  inBody(angle(approximated(token), apis('Collision', 'MeshCollision')), ofBody);

const path = '/Body/Shape';

/** The hull's corners in the scene. */
function cornersInScene({ scene }: ReadForTest, collider: Collider): [number, number, number][] {
  const matrix = scene.shapes[collider.shape ?? -1]?.matrix;
  const positions = collider.hull?.positions ?? new Float32Array();
  if (matrix === undefined) throw new Error('no shape');
  return Array.from({ length: positions.length / 3 }, (_, at) =>
    transformPoint(matrix, [positions[3 * at] ?? 0, positions[3 * at + 1] ?? 0, positions[3 * at + 2] ?? 0]),
  );
}

const scaledBy = (x: number, y: number, z: number): string =>
  `float3 xformOp:scale = (${x}, ${y}, ${z})\nuniform token[] xformOpOrder = ["xformOp:scale"]`;

describe('a collider', () => {
  it('is what has PhysicsCollisionAPI, and its shape and body know of it', async () => {
    const { physics, scene, collider } = await physicsOfText(
      inBody(`def Cube "Solid" ${apis('Collision')} {}\ndef Cube "Drawn" {}`),
    );
    expect(physics.colliders).toHaveLength(1);
    expect(collider('/Body/Solid')).toMatchObject({
      name: 'Solid',
      shape: 0,
      body: 0,
      isEnabled: true,
      fallback: null,
      hull: null,
    });
    expect(physics.bodies[0]?.colliders).toEqual([0]);
    expect(scene.shapes.map(({ path, body, collider }) => [path, body, collider])).toEqual([
      ['/Body/Solid', 0, 0],
      ['/Body/Drawn', 0, null],
    ]);
  });

  it('without a body stands still', async () => {
    const { collider, scene } = await physicsOfText(`${metres}def Cube "Floor" ${apis('Collision')} {}`);
    expect(collider('/Floor').body).toBeNull();
    expect(scene.shapes[0]).toMatchObject({ body: null, collider: 0 });
  });

  it('belongs to the nearest body above it, or to the prim that is both', async () => {
    const { collider } = await physicsOfText(`${metres}def Xform "Outer" ${apis('RigidBody')} {
      def Xform "Group" { def Cube "Inner" ${apis('RigidBody', 'Collision')} { def Cube "Deep" ${apis('Collision')} {} } }
    }`);
    expect(collider('/Outer/Group/Inner').body).toBe(1);
    expect(collider('/Outer/Group/Inner/Deep').body).toBe(1);
  });

  it('may be turned off', async () => {
    const off = inBody(`def Cube "A" ${apis('Collision')} { bool physics:collisionEnabled = 0 }`);
    expect((await physicsOfText(off)).collider('/Body/A').isEnabled).toBe(false);
  });

  it('that is no geometry has no shape', async () => {
    const { collider } = await physicsOfText(inBody(`def Xform "Group" ${apis('Collision')} {}`));
    expect(collider('/Body/Group')).toMatchObject({
      shape: null,
      hull: null,
      volume: null,
      usd: { typeName: 'Xform' },
    });
  });

  it('inside an instance is one for each instance', async () => {
    const { physics } = await physicsOfText(`${metres}
      def Xform "A" (instanceable = true
        references = </Prototype>) {}
      def Xform "B" (instanceable = true
        references = </Prototype>) {}
      class Xform "Prototype" ${apis('RigidBody')} { def Cube "Solid" ${apis('Collision')} {} }`);
    expect(physics.colliders.map(({ path, body, usd }) => [path, body, usd?.isInstanceProxy])).toEqual([
      ['/A/Solid', 0, true],
      ['/B/Solid', 1, true],
    ]);
    expect(physics.bodies.map(({ path, usd }) => [path, usd?.isInstanceProxy])).toEqual([
      ['/A', false],
      ['/B', false],
    ]);
  });

  it('of an abstract prim, of an over of nothing, and of what is not active is none', async () => {
    const { physics } = await physicsOfText(`${metres}
      class Cube "Abstract" ${apis('Collision')} {}
      over "Nothing" ${apis('Collision')} {}
      def Cube "Asleep" (
        active = false
        prepend apiSchemas = ["PhysicsCollisionAPI"]) {}`);
    expect(physics.colliders).toEqual([]);
  });

  it('below an instancer is named, and left out', async () => {
    const { physics, scene } = await physicsOfText(`${metres}def PointInstancer "Many" {
      rel prototypes = </Many/One>
      int[] protoIndices = [0]
      point3f[] positions = [(0, 0, 0)]
      def Cube "One" ${apis('Collision')} {}
    }`);
    expect(physics.colliders).toEqual([]);
    expect(scene.notes).toContainEqual({
      code: 'not-read',
      place: '/Many',
      detail: 'physics below PointInstancer',
    });
  });
});

it('an instancer without physics is not named', async () => {
  const { scene } = await physicsOfText(`${metres}def PointInstancer "Many" { def Cube "One" {} }`);
  expect(scene.notes.filter(({ detail }) => detail.includes('physics'))).toEqual([]);
});

describe('the approximation of a mesh', () => {
  it('is "none" where none is written, or PhysicsMeshCollisionAPI is not applied', async () => {
    const bare = await physicsOfText(`${metres}${angle('', apis('Collision', 'MeshCollision'))}`);
    expect(bare.collider('/Shape')).toMatchObject({ approximation: 'none', isApproximationAuthored: false });
    const notApplied = await physicsOfText(
      `${metres}${angle(approximated('convexHull'), apis('Collision'))}`,
    );
    expect(notApplied.collider('/Shape')).toMatchObject({
      approximation: 'none',
      isApproximationAuthored: false,
      usd: { hasMeshCollisionApi: false },
    });
  });

  it('convexHull encloses the mesh, in the space of its shape', async () => {
    const read = await physicsOfText(angleIn('convexHull'));
    const { hull, volume, approximation, isApproximationAuthored, fallback } = read.collider(path);
    expect({ approximation, isApproximationAuthored, fallback }).toEqual({
      approximation: 'convexHull',
      isApproximationAuthored: true,
      fallback: null,
    });
    expect(volume).toBeCloseTo(3.5, 6);
    expect(hull?.positions).toHaveLength(10 * 3);
    expect(
      inspectSurface(hull?.positions ?? new Float32Array(), hull?.indices ?? new Uint32Array()).isClosed,
    ).toBe(true);
    expect(read.body('/Body').mass?.value).toBeCloseTo(3500, 3);
  });

  it('convexHull is in the space of the shape, whatever its scale', async () => {
    const read = await physicsOfText(angleIn('convexHull', scaledBy(1, 2, 0.001)));
    expect(read.collider(path).volume).toBeCloseTo(0.007, 6);
    expect(Math.max(...(read.collider(path).hull?.positions ?? []))).toBeCloseTo(2, 6);
  });

  it.each(['none', 'meshSimplification'])('%s is convexHull for a body that moves', async (token) => {
    const { collider, body } = await physicsOfText(angleIn(token));
    expect(collider(path)).toMatchObject({ approximation: token, fallback: 'convexHull' });
    expect(collider(path).volume).toBeCloseTo(3.5, 6);
    expect(collider(path).hull).not.toBeNull();
    expect(body('/Body').mass?.value).toBeCloseTo(3500, 3);
  });

  it.each(['bool physics:kinematicEnabled = 1', 'bool physics:rigidBodyEnabled = 0'])(
    'none is the mesh itself for a body that physics does not move (%s)',
    async (still) => {
      const { collider } = await physicsOfText(angleIn('none', still));
      expect(collider(path)).toMatchObject({ fallback: null, hull: null });
      expect(collider(path).volume).toBeCloseTo(3, 6);
    },
  );

  it('none is the mesh itself without a body', async () => {
    const { collider } = await physicsOfText(
      `${metres}${angle(approximated('none'), apis('Collision', 'MeshCollision'))}`,
    );
    expect(collider('/Shape')).toMatchObject({ body: null, fallback: null, hull: null });
  });

  it.each(['sdf', 'convexDecomposition'])(
    '%s is made by the engine; it fills what the mesh does',
    async (token) => {
      const { collider, body } = await physicsOfText(angleIn(token));
      expect(collider(path)).toMatchObject({ approximation: token, fallback: null, hull: null });
      expect(collider(path).volume).toBeCloseTo(3, 6);
      expect(body('/Body').mass?.value).toBeCloseTo(3000, 3);
    },
  );

  it.each(['sdf', 'convexDecomposition'])('%s of an open mesh has no volume that is known', async (token) => {
    const { collider, body } = await physicsOfText(
      angleIn(token).replace('[6, 6, 4, 4, 4, 4, 4, 4]', '[6, 6, 4, 4, 4, 4, 4]').replace(', 5,0,6,11', ''),
    );
    expect(collider(path)).toMatchObject({ hull: null, volume: null });
    expect(body('/Body').mass).toBeNull();
  });

  it('of a mesh that is inside out still has a volume', async () => {
    const { collider } = await physicsOfText(
      angleIn('sdf').replace(
        'uniform token subd',
        'uniform token orientation = "leftHanded"\nuniform token subd',
      ),
    );
    expect(collider(path).volume).toBeCloseTo(3, 6);
  });

  it('boundingCube is the smallest box, with scale', async () => {
    const box = inBody(
      boxMeshText(
        'Shape',
        [1, 2, 3],
        `${approximated('boundingCube')}
      float3 xformOp:rotateXYZ = (10, 20, 30)
      float3 xformOp:scale = (2, 1, 1)
      uniform token[] xformOpOrder = ["xformOp:rotateXYZ", "xformOp:scale"]`,
        apis('Collision', 'MeshCollision'),
      ),
    );
    const read = await physicsOfText(box);
    expect(read.collider(path).hull?.positions).toHaveLength(24);
    expect(read.collider(path).volume).toBeCloseTo(12, 4);
    expect((await physicsOfText(angleIn('boundingCube'))).collider(path).volume).toBeCloseTo(4, 5);
  });

  it('boundingSphere is a ball in the scene, also where the mesh is stretched', async () => {
    const box = inBody(
      boxMeshText(
        'Shape',
        [2, 3, 1],
        `${approximated('boundingSphere')}\n${scaledBy(1, 1, 6)}`,
        apis('Collision', 'MeshCollision'),
      ),
    );
    const read = await physicsOfText(box);
    expect(read.collider(path).volume).toBeCloseTo((4 / 3) * Math.PI * 3.5 ** 3, 4);
    for (const corner of cornersInScene(read, read.collider(path)))
      expect(Math.hypot(...corner)).toBeCloseTo(3.5, 4);
  });

  it('that USD does not know is named, and nothing is made of it', async () => {
    const { collider, scene } = await physicsOfText(angleIn('shrinkWrap'));
    expect(collider(path)).toMatchObject({ approximation: 'shrinkWrap', hull: null, volume: null });
    expect(scene.notes).toContainEqual({
      code: 'not-read',
      place: path,
      detail: 'physics:approximation = shrinkWrap',
    });
  });

  it('convexHull of a flat mesh has no hull, and says why', async () => {
    const flat = inBody(
      boxMeshText('Shape', [1, 1, 0], approximated('convexHull'), apis('Collision', 'MeshCollision')),
    );
    const { collider, body, scene } = await physicsOfText(flat);
    expect(collider(path)).toMatchObject({ hull: null, volume: null });
    expect(body('/Body').mass).toBeNull();
    expect(scene.notes).toContainEqual({ code: 'no-hull', place: path, detail: 'convexHull: flat' });
  });

  it('of a mesh with a scale of 0 has no hull, and ends', async () => {
    const { collider } = await physicsOfText(angleIn('convexHull', scaledBy(1, 0, 1)));
    expect(collider(path)).toMatchObject({ hull: null, volume: null });
  });

  it('is made once for instances at the same scale', async () => {
    const budget = new AssetBudget();
    const text = `${metres}${Array.from(
      { length: 5 },
      (_, at) => `
      def Xform "I${at}" (instanceable = true
        references = </Prototype>) {
          float xformOp:rotateZ = ${40 * at}
          uniform token[] xformOpOrder = ["xformOp:rotateZ"]
        }`,
    ).join('')}
      class Xform "Prototype" { ${angle(approximated('convexHull'), apis('Collision', 'MeshCollision'))} }`;
    let hulls = 0;
    const addTriangles = budget.addTriangles.bind(budget);
    budget.addTriangles = (count) => {
      if (count === 16) hulls += 1;
      addTriangles(count);
    };
    const { physics } = await physicsOfText(text, budget);
    expect(physics.colliders.map(({ hull }) => hull?.positions.length)).toEqual(Array(5).fill(30));
    expect(hulls).toBe(1);
  });

  it('is made of no more points than the budget allows, however many scales a mesh has', async () => {
    const instances = Array.from(
      { length: 50 },
      (_, at) => `
      def Xform "I${at}" (instanceable = true
        references = </Prototype>) { ${scaledBy(1, 1, 1 + at)} }`,
    );
    const text = `${metres}${instances.join('')}
      class Xform "Prototype" { ${angle(approximated('convexHull'), apis('Collision', 'MeshCollision'))} }`;
    const tight = new AssetBudget({ ...defaultLimits, maxValues: 1500 });
    await expect(physicsOfText(text, tight)).rejects.toThrow('more than 1500 values');
    const { physics } = await physicsOfText(
      text.replaceAll('convexHull', 'unknown'),
      new AssetBudget({ ...defaultLimits, maxValues: 1500 }),
    );
    expect(physics.colliders).toHaveLength(50);
  });

  it('takes no more than the budget allows', async () => {
    const tight = new AssetBudget({ ...defaultLimits, maxTriangles: 25 });
    await expect(physicsOfText(angleIn('convexHull'), tight)).rejects.toThrow('more than 25 triangles');
  });
});

describe('a plain shape', () => {
  const volumeOf = async (type: string, inner: string): Promise<number | null> =>
    (await physicsOfText(inBody(`def ${type} "Shape" ${apis('Collision')} { ${inner} }`))).collider(path)
      .volume;

  it.each([
    ['Cube', '', 8],
    ['Cube', 'double size = 3', 27],
    ['Sphere', '', (4 / 3) * Math.PI],
    ['Sphere', 'double radius = 0.5', Math.PI / 6],
    ['Cylinder', '', 2 * Math.PI],
    ['Cylinder', 'double radius = 2\ndouble height = 3\ntoken axis = "X"', 12 * Math.PI],
    ['Cone', '', (2 / 3) * Math.PI],
    ['Capsule', '', Math.PI / 4 + Math.PI / 6],
    ['Capsule', 'double radius = 1\ndouble height = 3\ntoken axis = "Y"', 3 * Math.PI + (4 / 3) * Math.PI],
  ])('%s { %s } has a volume of %f', async (type, inner, volume) => {
    expect(await volumeOf(type, inner)).toBeCloseTo(volume, 9);
  });

  it.each([
    ['Sphere', 'double radius = inf'],
    ['Sphere', scaledBy(1, 0, 1)],
    ['Cube', scaledBy(1, 0, 1)],
  ])('%s { %s } has no volume, and gives no mass', async (type, inner) => {
    const read = await physicsOfText(inBody(`def ${type} "Shape" ${apis('Collision')} { ${inner} }`));
    expect(read.collider(path)).toMatchObject({ hull: null, volume: null });
    expect(read.body('/Body').mass).toBeNull();
  });

  it('of none has none: a plane', async () => {
    expect(await volumeOf('Plane', '')).toBeNull();
  });

  it('that has two radii has the volume of what is drawn', async () => {
    const exact = (Math.PI * 2 * (1 + 0.5 + 0.25)) / 3;
    const volume =
      (await volumeOf('Cylinder_1', 'double radiusBottom = 1\ndouble radiusTop = 0.5\ndouble height = 2')) ??
      0;
    expect(volume / exact).toBeGreaterThan(0.98);
    expect(volume / exact).toBeLessThan(1.01);
  });

  it.each([
    ['Sphere', '', [3, 3, 3]],
    ['Cylinder', 'token axis = "Z"', [2, 2, 3]],
    ['Cylinder', 'token axis = "X"', [1, 3, 3]],
    ['Cone', 'token axis = "Y"', [3, 2, 3]],
    ['Capsule', 'double radius = 1\ndouble height = 2\ntoken axis = "X"', [4, 3, 3]],
  ] as const)(
    '%s { %s } that is stretched takes the greatest scale for its radius',
    async (type, inner, half) => {
      const read = await physicsOfText(
        inBody(`def ${type} "Shape" ${apis('Collision')} { ${inner}\n${scaledBy(1, 2, 3)} }`),
      );
      const corners = cornersInScene(read, read.collider(path));
      for (const axis of [0, 1, 2] as const)
        expect(Math.max(...corners.map((corner) => corner[axis]))).toBeCloseTo(half[axis], 5);
      const facets = meshSolid(
        Float64Array.from(corners.flat()),
        read.collider(path).hull?.indices ?? new Uint32Array(),
      );
      const share = facets.volume / (read.collider(path).volume ?? 0);
      expect(share).toBeGreaterThan(0.95);
      expect(share).toBeLessThan(1);
    },
  );

  it('that is scaled evenly, or a cube in any way, is what is drawn', async () => {
    for (const [type, scale] of [
      ['Sphere', scaledBy(2, 2, 2)],
      ['Cube', scaledBy(1, 2, 3)],
    ]) {
      const { collider } = await physicsOfText(
        inBody(`def ${type} "Shape" ${apis('Collision')} { ${scale} }`),
      );
      expect(collider(path).hull).toBeNull();
    }
  });

  it('puts its mass where it stands: the tip of a cone is up its axis', async () => {
    const cone = (axis: string): string =>
      inBody(`def Cone "Shape" ${apis('Collision')} { double height = 4
        token axis = "${axis}"
        double3 xformOp:translate = (10, 0, 0)
        float xformOp:rotateY = 90
        uniform token[] xformOpOrder = ["xformOp:translate", "xformOp:rotateY"] }`);
    const centerOf = async (axis: string) =>
      (await physicsOfText(cone(axis))).body('/Body').centerOfMass?.value;
    // Turned by 90° about y, x goes to -z and z to x.
    for (const [axis, expected] of [
      ['Z', [9, 0, 0]],
      ['X', [10, 0, 1]],
      ['Y', [10, -1, 0]],
    ] as const)
      for (const [at, value] of ((await centerOf(axis)) ?? []).entries())
        expect(value).toBeCloseTo(expected[at] ?? NaN, 9);
  });
});

it('bodies have a matrix to the scene, which the matrix of their shapes agrees with', async () => {
  const { body, scene } = await physicsOfText(
    inBody(
      `def Cube "Shape" ${apis('Collision')} {}`,
      'double3 xformOp:translate = (1, 2, 3)\nuniform token[] xformOpOrder = ["xformOp:translate"]',
    ),
  );
  const back = inverse(body('/Body').matrix);
  const shape = scene.shapes[0]?.matrix;
  if (back === null || shape === undefined) throw new Error('no matrix');
  expect(transformPoint(back, transformPoint(shape, [1, 1, 1]))).toEqual([1, 1, 1]);
});
