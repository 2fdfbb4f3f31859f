import { describe, expect, it } from 'vitest';
import type { Sourced } from '../../physics.ts';
import { apis, metres, physicsOfText } from './testing/physics-of.ts';

const file = 'root.usda';
const massOf = async (text: string, path = '/Body'): Promise<Sourced<number> | null> =>
  (await physicsOfText(text)).body(path).mass;

/** A body of a cube of 2 × 2 × 2 units. */
const cube = (inner: string, schemas: string[] = [], header = metres): string =>
  `${header}def Cube "Body" ${apis('RigidBody', 'Collision', ...schemas)} { ${inner} }`;

/** A body with two cubes of 1 × 1 × 1 below it, a metre apart from each other. */
const twoCubes = (ofBody: string, ofLeft: string, ofRight = '', header = metres): string => `${header}
def Xform "Body" ${apis('RigidBody', 'Mass')} {
  ${ofBody}
  def Cube "Left" ${apis('Collision', 'Mass')} {
    double size = 1
    double3 xformOp:translate = (-1, 0, 0)
    uniform token[] xformOpOrder = ["xformOp:translate"]
    ${ofLeft}
  }
  def Cube "Right" ${apis('Collision', 'Mass')} {
    double size = 1
    double3 xformOp:translate = (1, 0, 0)
    uniform token[] xformOpOrder = ["xformOp:translate"]
    ${ofRight}
  }
}`;

function expectNear(actual: readonly number[] | undefined, expected: readonly number[], digits = 6): void {
  expect(actual).toHaveLength(expected.length);
  for (const [at, value] of expected.entries()) expect(actual?.[at]).toBeCloseTo(value, digits);
}

describe('the mass of a body', () => {
  it('is what is written on it', async () => {
    expect(await massOf(cube('float physics:mass = 3', ['Mass']))).toEqual({
      value: 3,
      origin: 'authored',
      file,
      place: '/Body.physics:mass',
    });
  });

  it('is 1000 kg for each cubic metre, where nothing is written', async () => {
    expect(await massOf(cube(''))).toEqual({ value: 8000, origin: 'derived', file, place: '/Body' });
  });

  it('by the default density follows the units of the file', async () => {
    const centimetres = '(\n  metersPerUnit = 0.01\n)\n';
    expect((await massOf(cube('', [], centimetres)))?.value).toBeCloseTo(0.008, 9);
    // No unit written is centimetres as well.
    expect((await massOf(cube('', [], '')))?.value).toBeCloseTo(0.008, 9);
  });

  it('is in kilograms, whatever the file counts in', async () => {
    const grams = '(\n  metersPerUnit = 1\n  kilogramsPerUnit = 0.001\n)\n';
    expect((await massOf(cube('float physics:mass = 3', ['Mass'], grams)))?.value).toBeCloseTo(0.003, 9);
    expect((await massOf(cube('float physics:density = 50', ['Mass'], grams)))?.value).toBeCloseTo(0.4, 6);
    expect((await massOf(cube('', [], grams)))?.value).toBeCloseTo(8000, 6);
  });

  it('is ignored where it is 0 or less, or without PhysicsMassAPI', async () => {
    expect((await massOf(cube('float physics:mass = 0', ['Mass'])))?.value).toBe(8000);
    expect((await massOf(cube('float physics:mass = -2', ['Mass'])))?.value).toBe(8000);
    expect((await massOf(cube('float physics:mass = inf', ['Mass'])))?.value).toBe(8000);
    expect((await massOf(cube('float physics:mass = 3')))?.value).toBe(8000);
  });

  it('wins over a density on the same prim', async () => {
    expect((await massOf(cube('float physics:mass = 3\nfloat physics:density = 10', ['Mass'])))?.value).toBe(
      3,
    );
  });

  it('is density by volume in the units of the file, and names the density', async () => {
    const centimetres = '(\n  metersPerUnit = 0.01\n)\n';
    expect(await massOf(cube('float physics:density = 10', ['Mass'], centimetres))).toEqual({
      value: 80,
      origin: 'derived',
      file,
      place: '/Body.physics:density',
    });
  });

  it('counts scale', async () => {
    const scaled = 'float3 xformOp:scale = (1, 2, 3)\nuniform token[] xformOpOrder = ["xformOp:scale"]';
    expect((await massOf(cube(scaled)))?.value).toBeCloseTo(48_000, 3);
  });

  it('overrides the masses of its colliders', async () => {
    const text = twoCubes('float physics:mass = 10', 'float physics:mass = 20');
    expect((await massOf(text))?.value).toBe(10);
  });

  it('adds up its colliders, each its own mass or else density by volume', async () => {
    const text = twoCubes('', 'float physics:mass = 20', 'float physics:density = 7');
    expect(await massOf(text)).toEqual({ value: 27, origin: 'derived', file, place: '/Body' });
  });

  it('has the density of a collider before that of its body', async () => {
    const text = twoCubes('float physics:density = 3', 'float physics:density = 5');
    expect((await massOf(text))?.value).toBeCloseTo(8, 6);
  });

  it('has the density of the body before that of a material, and that before the default', async () => {
    const material = (ofBody: string): string => `${metres}
      def Material "Wood" ${apis('Material')} { float physics:density = 6 }
      def Cube "Body" ${apis('RigidBody', 'Collision', 'Mass')} {
        double size = 1
        rel material:binding:physics = </Wood>
        ${ofBody}
      }`;
    expect(await massOf(material('float physics:density = 4'))).toMatchObject({
      value: 4,
      place: '/Body.physics:density',
    });
    expect(await massOf(material(''))).toMatchObject({ value: 6, place: '/Wood.physics:density' });
    for (const none of ['0', 'inf'])
      expect(await massOf(material('').replace('density = 6', `density = ${none}`))).toMatchObject({
        value: 1000,
      });
  });

  it('leaves out what belongs to a body below', async () => {
    const text = `${metres}
      def Xform "Body" ${apis('RigidBody')} {
        def Cube "Own" ${apis('Collision')} { double size = 1 }
        def Xform "Inner" ${apis('RigidBody')} {
          def Cube "Other" ${apis('Collision')} { double size = 1 }
        }
      }`;
    const { body } = await physicsOfText(text);
    expect(body('/Body').mass?.value).toBe(1000);
    expect(body('/Body/Inner').mass?.value).toBe(1000);
    expect(body('/Body/Inner').parent).toBe(0);
  });

  it('is none where there is nothing to tell it', async () => {
    const { body } = await physicsOfText(`${metres}def Xform "Body" ${apis('RigidBody')} {}`);
    expect(body('/Body')).toMatchObject({
      mass: null,
      centerOfMass: null,
      inertia: null,
      principalAxes: null,
    });
  });
});

describe('the centre of mass', () => {
  it('is what is written, (0, 0, 0) included', async () => {
    const { body } = await physicsOfText(
      twoCubes('point3f physics:centerOfMass = (0, 0, 0)', 'float physics:mass = 3000'),
    );
    expect(body('/Body').centerOfMass).toMatchObject({
      value: [0, 0, 0],
      origin: 'authored',
      place: '/Body.physics:centerOfMass',
    });
  });

  it('is between the colliders, where -inf says that none is written', async () => {
    const { body } = await physicsOfText(
      twoCubes('point3f physics:centerOfMass = (-inf, -inf, -inf)', 'float physics:mass = 3000'),
    );
    expect(body('/Body').centerOfMass).toMatchObject({ origin: 'derived', place: '/Body' });
    expectNear(body('/Body').centerOfMass?.value, [-0.5, 0, 0]);
  });

  it('is in the space of the body, wherever that is and however it is turned and scaled', async () => {
    const placed = twoCubes(
      `double3 xformOp:translate = (10, 20, 30)
       float3 xformOp:rotateXYZ = (30, 40, 50)
       float3 xformOp:scale = (2, 3, 4)
       uniform token[] xformOpOrder = ["xformOp:translate", "xformOp:rotateXYZ", "xformOp:scale"]`,
      'float physics:density = 3',
      'float physics:density = 1',
    );
    expectNear((await physicsOfText(placed)).body('/Body').centerOfMass?.value, [-0.5, 0, 0]);
  });

  it('of a collider counts where it is written', async () => {
    const { body } = await physicsOfText(twoCubes('', 'point3f physics:centerOfMass = (0.2, 0, 0.4)'));
    expectNear(body('/Body').centerOfMass?.value, [0.1, 0, 0.2]);
  });
});

describe('the inertia', () => {
  it('is what is written, along the axes that are written', async () => {
    const { body } = await physicsOfText(
      cube(
        `float physics:mass = 1
         float3 physics:diagonalInertia = (1e-7, 2e-7, 3e-7)
         quatf physics:principalAxes = (0.5, 0.5, 0.5, 0.5)`,
        ['Mass'],
      ),
    );
    const { inertia, principalAxes } = body('/Body');
    expect(inertia).toMatchObject({ origin: 'authored', place: '/Body.physics:diagonalInertia' });
    expectNear(inertia?.value, [1e-7, 2e-7, 3e-7], 12);
    expect(principalAxes).toMatchObject({ value: [0.5, 0.5, 0.5, 0.5], origin: 'authored' });
  });

  it('that is written without axes is along those of the body', async () => {
    const { body } = await physicsOfText(cube('float3 physics:diagonalInertia = (1, 2, 3)', ['Mass']));
    expect(body('/Body').principalAxes).toMatchObject({ value: [0, 0, 0, 1], origin: 'derived' });
  });

  it('of zeros, and axes of zeros, are ignored', async () => {
    const { body } = await physicsOfText(
      cube('float3 physics:diagonalInertia = (0, 0, 0)\nquatf physics:principalAxes = (0, 0, 0, 0)', [
        'Mass',
      ]),
    );
    expect(body('/Body').inertia?.origin).toBe('derived');
    expect(body('/Body').principalAxes).toMatchObject({ value: [0, 0, 0, 1], origin: 'derived' });
    expectNear(body('/Body').inertia?.value, Array(3).fill((8000 * 8) / 12), 3);
  });

  it('that is not finite is ignored', async () => {
    const { body } = await physicsOfText(cube('float3 physics:diagonalInertia = (inf, 1, 1)', ['Mass']));
    expect(body('/Body').inertia?.origin).toBe('derived');
  });

  it('of a body that is scaled to nothing ends in numbers', async () => {
    const { body } = await physicsOfText(
      twoCubes(
        'float3 xformOp:scale = (0, 0, 0)\nuniform token[] xformOpOrder = ["xformOp:scale"]',
        'float physics:mass = 3',
        'float physics:mass = 4',
      ),
    );
    expect(body('/Body')).toMatchObject({
      mass: { value: 7 },
      centerOfMass: { value: [0, 0, 0] },
      inertia: { value: [0, 0, 0] },
      principalAxes: { value: [0, 0, 0, 1] },
    });
  });

  it('of colliders is scaled to the mass of the body', async () => {
    const { body } = await physicsOfText(cube('float physics:mass = 3', ['Mass']));
    expectNear(body('/Body').inertia?.value, [2, 2, 2]);
  });

  it('of two cubes is by their distance (parallel axes)', async () => {
    const { body } = await physicsOfText(twoCubes('', 'float physics:mass = 6', 'float physics:mass = 6'));
    expectNear(body('/Body').inertia?.value, [2, 14, 14]);
  });

  it('is about the centre of mass that is written', async () => {
    const { body } = await physicsOfText(
      cube('float physics:mass = 3\npoint3f physics:centerOfMass = (0, 0, 2)', ['Mass']),
    );
    expectNear(body('/Body').inertia?.value, [14, 14, 2]);
  });

  it('is along axes of its own where a collider is turned', async () => {
    const { body } = await physicsOfText(`${metres}
      def Xform "Body" ${apis('RigidBody')} {
        def Cube "Board" ${apis('Collision')} {
          float xformOp:rotateZ = 30
          float3 xformOp:scale = (0.5, 1, 1.5)
          uniform token[] xformOpOrder = ["xformOp:rotateZ", "xformOp:scale"]
        }
      }`);
    const { inertia, principalAxes } = body('/Body');
    // 6000 kg of 1 × 2 × 3 metres.
    expectNear(
      inertia?.value.toSorted((a, b) => a - b),
      [2500, 5000, 6500],
      3,
    );
    expect(Math.abs(principalAxes?.value[3] ?? 0)).toBeCloseTo(Math.cos(Math.PI / 12), 6);
  });

  it('does not change with how the body itself is turned', async () => {
    const turnedBody = twoCubes(
      'float3 xformOp:rotateXYZ = (20, 50, 70)\nuniform token[] xformOpOrder = ["xformOp:rotateXYZ"]',
      'float physics:mass = 6',
      'float physics:mass = 6',
    );
    const { inertia, principalAxes } = (await physicsOfText(turnedBody)).body('/Body');
    expectNear(
      inertia?.value.toSorted((a, b) => a - b),
      [2, 14, 14],
      5,
    );
    // x alone has the small value: it may be turned about itself, or y and z be exchanged.
    const [x = 0, y = 0, z = 0, w = 0] = principalAxes?.value ?? [];
    const smallest = inertia?.value.indexOf(Math.min(...inertia.value)) ?? 0;
    const alongX = [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)][smallest];
    expect(Math.abs(alongX ?? 0)).toBeCloseTo(1, 6);
  });

  it('of a collider counts where it is written, along its own axes', async () => {
    const { body } = await physicsOfText(`${metres}
      def Xform "Body" ${apis('RigidBody')} {
        def Cube "Board" ${apis('Collision', 'Mass')} {
          float xformOp:rotateZ = 90
          uniform token[] xformOpOrder = ["xformOp:rotateZ"]
          float physics:mass = 5
          float3 physics:diagonalInertia = (1, 2, 3)
          quatf physics:principalAxes = (0.70710678, 0.70710678, 0, 0)
        }
      }`);
    // About x: y and z are exchanged (1, 3, 2); then about z: x and y (3, 1, 2).
    const { inertia, principalAxes } = body('/Body');
    expectNear(inertia?.value, [3, 1, 2], 5);
    expectNear(principalAxes?.value, [0, 0, 0, 1], 5);
  });

  it('of a mass without any collider is that of a ball of 10 cm', async () => {
    const text = `def Xform "Body" ${apis('RigidBody', 'Mass')} { float physics:mass = 2 }`;
    const { body } = await physicsOfText(text);
    expect(body('/Body')).toMatchObject({
      mass: { value: 2, origin: 'authored' },
      centerOfMass: { value: [0, 0, 0], origin: 'derived' },
      principalAxes: { value: [0, 0, 0, 1], origin: 'derived' },
    });
    // In centimetres: 2/5 × 2 kg × (10 cm)².
    expectNear(body('/Body').inertia?.value, [80, 80, 80]);
  });

  it('of a collider that encloses nothing but has a mass is that of a point', async () => {
    const plane = (name: string, x: number): string => `def Plane "${name}" ${apis('Collision', 'Mass')} {
      float physics:mass = 3
      double3 xformOp:translate = (${x}, 0, 0)
      uniform token[] xformOpOrder = ["xformOp:translate"]
    }`;
    const { body } = await physicsOfText(
      `${metres}def Xform "Body" ${apis('RigidBody')} { ${plane('A', -2)} ${plane('B', 2)} }`,
    );
    expect(body('/Body').mass?.value).toBe(6);
    expectNear(body('/Body').inertia?.value, [0, 24, 24]);
  });
});

it('keeps what is written, whatever counts', async () => {
  const { body } = await physicsOfText(
    cube('float physics:mass = -2\npoint3f physics:centerOfMass = (-inf, -inf, -inf)', ['Mass']),
  );
  expect(body('/Body').usd?.massApi).toEqual({
    mass: { value: -2, origin: 'authored', file, place: '/Body.physics:mass' },
    density: null,
    centerOfMass: {
      value: [-Infinity, -Infinity, -Infinity],
      origin: 'authored',
      file,
      place: '/Body.physics:centerOfMass',
    },
    diagonalInertia: null,
    principalAxes: null,
  });
  expect((await physicsOfText(cube(''))).body('/Body').usd?.massApi).toBeNull();
  const nan = await physicsOfText(cube('float physics:mass = nan', ['Mass']));
  expect(nan.body('/Body').usd?.massApi?.mass).toBeNull();
});
