import { describe, expect, it } from 'vitest';
import type { JointDegree, JointDrive, UsdJoint } from '../../asset/physics.ts';
import type { FactGroup } from './fact.ts';
import { factCount, factsOf, hasPhysics } from './facts.ts';
import { rolesOf } from './layers.ts';
import { totalsOf } from './measures.ts';
import { summaryOf } from './summary.ts';
import { body, collider, joint, physics, physicsMaterial, scene, shape, sourced } from './testing/scenes.ts';
import type { AssetSummary } from './workers/protocol.ts';

function summaryIn(given: Parameters<typeof scene>[0]): AssetSummary {
  const one = scene(given);
  const roles = rolesOf(one);
  return summaryOf(one, roles, totalsOf(one, roles, 0));
}
const groupsOf = (given: Parameters<typeof scene>[0]): FactGroup[] => factsOf(summaryIn(given));
const factIn = (groups: readonly FactGroup[], kind: string, label: string) =>
  groups.find((group) => group.kind === kind)?.facts.find((fact) => fact.label === label);
const centimetres = { value: 0.01, isAuthored: false };

describe('facts of an asset', () => {
  it('say what a unit is, and whether the file says so', () => {
    const [asset] = groupsOf({ metersPerUnit: centimetres });
    expect(asset?.facts[0]).toMatchObject({
      value: '1 unit = 0.01 m',
      source: { origin: 'fallback', place: 'not set in the file' },
    });
    expect(asset?.facts[1]).toMatchObject({ value: 'Z', source: { origin: 'authored', place: 'toy.usda' } });
  });

  it('have nothing but that where there is no physics', () => {
    expect(groupsOf({})).toHaveLength(1);
  });

  it('tell a file with physics from one that could have some', () => {
    const tells = (given: Parameters<typeof scene>[0]) => hasPhysics(summaryIn(given));
    expect([tells({}), tells({ physics: physics({}) })]).toEqual([false, false]);
    expect(tells({ physics: physics({ materials: [physicsMaterial()] }) })).toBe(true);
  });

  it('are as many as are wanted, of all that there are, and the others are not looked at', () => {
    const unseen = {
      get path(): string {
        throw new Error('was looked at');
      },
    };
    const given = summaryIn({
      physics: physics({ bodies: [body(), body()], materials: [physicsMaterial()], colliders: [collider()] }),
    });
    const few = { ...given, physics: given.physics && { ...given.physics, colliders: [unseen as never] } };
    expect(factsOf(few, 3).map(({ key }) => key)).toEqual(['asset', 'body 0', 'body 1']);
    expect(
      factsOf(few, 4)
        .map(({ key }) => key)
        .at(-1),
    ).toBe('material 0');
    expect(factCount(few)).toBe(5);
    expect(factsOf(given)).toHaveLength(factCount(given));
    expect(factCount({ ...given, physics: null })).toBe(1);
  });

  it('add up masses where there are several', () => {
    const bodies = [body({ mass: sourced(0.025) }), body({ mass: sourced(0.0008) }), body()];
    const [asset] = groupsOf({ physics: physics({ bodies }) });
    expect(asset?.facts.at(-1)).toMatchObject({ value: '0.0258 kg', source: { origin: 'derived' } });
    const [single] = groupsOf({ physics: physics({ bodies: bodies.slice(0, 1) }) });
    expect(single?.facts).toHaveLength(2);
  });
});

describe('facts of a body', () => {
  it('are in metres and kilograms, and name the attribute and its file', () => {
    const bodies = [
      body({
        mass: sourced(2),
        centerOfMass: sourced<[number, number, number]>([10, 0, 20], '/Toy.physics:centerOfMass'),
        inertia: { ...sourced<[number, number, number]>([1e4, 2e4, 3e4], '/Toy'), origin: 'derived' },
      }),
    ];
    const groups = groupsOf({ metersPerUnit: centimetres, physics: physics({ bodies }) });
    expect(factIn(groups, 'Body', 'Mass')).toEqual({
      label: 'Mass',
      value: '2 kg',
      source: { origin: 'authored', place: 'physics:mass, toy.usda', hint: '/Toy.physics:mass, toy.usda' },
    });
    expect(factIn(groups, 'Body', 'Center of mass')?.value).toBe('0.1, 0, 0.2 m');
    expect(factIn(groups, 'Body', 'Principal inertia')).toMatchObject({
      value: '1, 2, 3 kg·m²',
      source: {
        origin: 'derived',
        place: 'no colliders with a volume: a sphere with a radius of 0.1 m, toy.usda',
      },
    });
  });

  it('say what derived values come from', () => {
    const derived = <Value>(value: Value) => ({ ...sourced(value, '/Toy'), origin: 'derived' as const });
    const placesOf = (given: Parameters<typeof scene>[0], hull: Parameters<typeof collider>[0]) => {
      const [mass, origin] = [derived(2), derived<[number, number, number]>([0, 0, 0])];
      const toy = body({ mass, centerOfMass: origin, inertia: origin, colliders: [0] });
      const groups = groupsOf({ ...given, physics: physics({ bodies: [toy], colliders: [collider(hull)] }) });
      return ['Mass', 'Center of mass', 'Principal inertia'].map(
        (label) => factIn(groups, 'Body', label)?.source?.place,
      );
    };
    expect(placesOf({}, { volume: 1 })).toEqual([
      'density × volume, or mass, of its colliders, toy.usda',
      'masses of its colliders, toy.usda',
      'its mass, spread over its colliders, toy.usda',
    ]);
    expect(placesOf({}, {})[1]).toBe('no colliders with a volume: the body’s own origin, toy.usda');
    expect(placesOf({ format: 'mjcf' }, {})[2]).toBe('masses of its geoms, toy.usda');
  });

  it('say that there is no mass, and why none follows', () => {
    const massOf = (colliders: number[]) =>
      factIn(
        groupsOf({ physics: physics({ bodies: [body({ colliders })], colliders: [collider()] }) }),
        'Body',
        'Mass',
      );
    expect(massOf([])).toEqual({
      label: 'Mass',
      value: 'not authored, and can’t be derived: the body has no colliders',
      source: null,
    });
    expect(massOf([0])?.value).toBe('not authored, and can’t be derived: no collider has a volume');
  });

  it('say what is free or one with another, which are no joints', () => {
    const given = summaryIn({
      format: 'mjcf',
      physics: physics({
        bodies: [body(), body({ path: '/Lid', name: 'Lid' })],
        joints: [
          joint({ kind: 'free', anchor: null, bodies: [null, 0] }),
          joint({ kind: 'fixed', anchor: null, bodies: [0, 1] }),
          joint(),
        ],
      }),
    });
    const groups = factsOf(given);
    const motions = groups.map(({ facts }) => facts.find(({ label }) => label === 'Motion')?.value);
    expect(motions).toEqual([undefined, 'Free', 'Fixed to Toy', 'revolute']);
    expect(groups.at(-1)?.highlight).toEqual({ kind: 'joint', index: 2 });
    expect(factCount(given)).toBe(groups.length);
    expect(given.counts.joints).toBe(1);
  });

  it('have the scale of the body in its centre of mass', () => {
    const matrix = Float64Array.of(0, 2, 0, 0, -3, 0, 0, 0, 0, 0, 1, 0, 7, 7, 7, 1);
    const bodies = [body({ matrix, centerOfMass: sourced<[number, number, number]>([1, 1, 1]) })];
    expect(factIn(groupsOf({ physics: physics({ bodies }) }), 'Body', 'Center of mass')?.value).toBe(
      '2, 3, 1 m',
    );
  });

  it('have a density where the volume of all its colliders is known', () => {
    const withVolumes = (...volumes: (number | null)[]) =>
      groupsOf({
        metersPerUnit: centimetres,
        physics: physics({
          bodies: [body({ mass: sourced(3), colliders: volumes.map((_, index) => index) })],
          colliders: volumes.map((volume) => collider({ volume })),
        }),
      });
    expect(factIn(withVolumes(1000, 2000), 'Body', 'Mean density')?.value).toBe('1,000 kg/m³');
    expect(factIn(withVolumes(1000, null), 'Body', 'Mean density')).toBeUndefined();
    expect(factIn(withVolumes(), 'Body', 'Mean density')).toBeUndefined();
  });

  it('say that it does not move by itself, or is turned off', () => {
    const bodies = [body({ isKinematic: true, isEnabled: false })];
    expect(factIn(groupsOf({ physics: physics({ bodies }) }), 'Body', 'Motion')?.value).toBe(
      'Turned off, Kinematic',
    );
  });
});

describe('facts of a collider', () => {
  const shapes = [shape({ collider: 0, file: 'parts/hull.usda' })];
  const ofCollider = (given: Parameters<typeof collider>[0]) =>
    groupsOf({
      shapes,
      physics: physics({ materials: [physicsMaterial()], colliders: [collider({ shape: 0, ...given })] }),
    });

  it('say what an engine makes of it, and which file has it', () => {
    const groups = ofCollider({ approximation: 'convexHull', isApproximationAuthored: true });
    expect(factIn(groups, 'Collider', 'Collision shape')).toMatchObject({
      value: 'convexHull',
      source: { origin: 'authored', place: 'hull.usda', hint: 'parts/hull.usda' },
    });
  });

  it('say where engines take something else', () => {
    expect(factIn(ofCollider({ fallback: 'convexHull' }), 'Collider', 'Collision shape')).toMatchObject({
      value: 'exact, no approximation, engines use convexHull',
      source: { origin: 'fallback' },
    });
  });

  it('name its material', () => {
    expect(factIn(ofCollider({ material: 0 }), 'Collider', 'Material')?.value).toBe('Rubber');
  });

  it('point out its shape', () => {
    expect(ofCollider({}).find(({ kind }) => kind === 'Collider')?.highlight).toEqual({
      kind: 'collider',
      index: 0,
    });
  });
});

it('has friction, restitution and density of materials', () => {
  const materials = [
    physicsMaterial({
      staticFriction: sourced(0.6, '/Toy/Rubber.physics:staticFriction'),
      restitution: sourced(0.1),
      density: sourced(0.001),
    }),
  ];
  const groups = groupsOf({ metersPerUnit: centimetres, physics: physics({ materials }) });
  expect(factIn(groups, 'Physics material', 'Static friction')).toMatchObject({
    value: '0.6',
    source: { place: 'physics:staticFriction, toy.usda' },
  });
  expect(factIn(groups, 'Physics material', 'Dynamic friction')).toBeUndefined();
  expect(factIn(groups, 'Physics material', 'Restitution')?.value).toBe('0.1');
  expect(factIn(groups, 'Physics material', 'Density')?.value).toBe('1,000 kg/m³');
});

it('says where the ends of a joint are apart, which an engine pulls together', () => {
  const gapsOf = (...given: Parameters<typeof joint>[0][]) =>
    groupsOf({ metersPerUnit: centimetres, physics: physics({ joints: given.map(joint), bodies: [body()] }) })
      .filter(({ kind }) => kind === 'Joint')
      .map(({ facts }) => facts.find(({ label }) => label === 'Ends apart at rest')?.value);
  const gaps = gapsOf({ gap: 12 }, { gap: 0.09 }, { gap: null }, { gap: 12, isEnabled: false });
  expect(gaps).toEqual(['0.12 m', undefined, undefined, undefined]);
});

it('has limits of joints in degrees, or in metres where they slide', () => {
  const joints = [
    joint({ limits: { lower: -30, upper: 90 } }),
    joint({ kind: 'prismatic', limits: { lower: 0, upper: 25 }, isEnabled: false }),
  ];
  const groups = groupsOf({ metersPerUnit: centimetres, physics: physics({ joints, bodies: [body()] }) });
  const [hinge, slider] = groups.filter(({ kind }) => kind === 'Joint');
  expect(hinge?.facts.map(({ value }) => value)).toEqual(['revolute', 'world – Toy', '-30° – 90°']);
  expect(slider?.facts.map(({ value }) => value)).toEqual([
    'prismatic, Turned off',
    'world – Toy',
    '0 m – 0.25 m',
  ]);
});

describe('facts of the degrees of freedom of a joint', () => {
  const file = 'toy.usda';
  const written = (value: number, name: string, of = file) => ({
    ...sourced(value, `/Toy/Hinge.${name}`),
    file: of,
  });
  const usd = (given: Partial<UsdJoint>): UsdJoint => ({
    targets: [[], []],
    degrees: [],
    isExcludedFromArticulation: false,
    collides: false,
    breakForce: null,
    breakTorque: null,
    written: [],
    ...given,
  });
  const degree = (given: Partial<JointDegree>): JointDegree => ({
    name: 'transX',
    isLimited: true,
    lower: null,
    upper: null,
    isLocked: false,
    drive: null,
    ...given,
  });
  const factsOfJoint = (given: Partial<UsdJoint>, more: Parameters<typeof joint>[0] = {}) =>
    groupsOf({
      metersPerUnit: centimetres,
      kilogramsPerUnit: 1000,
      physics: physics({ joints: [joint({ kind: 'generic', usd: usd(given), ...more })] }),
    })
      .find(({ kind }) => kind === 'Joint')
      ?.facts.slice(2) ?? [];
  const valuesOf = (...given: Parameters<typeof factsOfJoint>) =>
    factsOfJoint(...given).map(({ label, value }) => [label, value]);

  it('have both ends of each limit in its unit, and say what is locked or limited on one side', () => {
    const degrees = [
      degree({ lower: 1, upper: -1, isLocked: true }),
      degree({ name: 'transY', lower: -10, upper: 25 }),
      degree({ name: 'rotX', lower: -30, upper: 45 }),
      degree({ name: 'rotY', lower: 5 }),
      degree({ name: 'distance', upper: 300 }),
      degree({ name: 'rotZ' }),
      degree({ name: 'coneAngle0', upper: 60 }),
    ];
    expect(valuesOf({ degrees })).toEqual([
      ['Limits transX', 'Locked: low 0.01 m, high -0.01 m'],
      ['Limits transY', '-0.1 m – 0.25 m'],
      ['Limits rotX', '-30° – 45°'],
      ['Limits rotY', 'at least 5°'],
      ['Limits distance', 'at most 3 m'],
      ['Limits rotZ', 'no limit'],
      ['Limits coneAngle0', 'at most 60°'],
    ]);
  });

  it('say which file has each number, and what is not set', () => {
    const degrees = [degree({ lower: 1, upper: 2 }), degree({ name: 'transY' })];
    const low = written(1, 'limit:transX:physics:low', 'parts/a.usda');
    const numbers = [low, written(2, 'limit:transX:physics:high', 'parts/b.usda')];
    expect(factsOfJoint({ degrees, written: numbers }).map(({ source }) => source)).toEqual([
      {
        origin: 'authored',
        place: 'limit:transX:physics:low, a.usda; limit:transX:physics:high, b.usda',
        hint: '/Toy/Hinge.limit:transX:physics:low, parts/a.usda; /Toy/Hinge.limit:transX:physics:high, parts/b.usda',
      },
      { origin: 'fallback', place: 'not set in the file', hint: '' },
    ]);
    const inOne = [low, written(2, 'limit:transX:physics:high', 'parts/a.usda')].toReversed();
    expect(factsOfJoint({ degrees, written: inOne })[0]?.source?.place).toBe(
      'limit:transX:physics:low, limit:transX:physics:high, a.usda',
    );
    const cone = [degree({ name: 'coneAngle0', upper: 60 })];
    expect(
      factsOfJoint({ degrees: cone, written: [written(60, 'physics:coneAngle0Limit')] })[0]?.source?.place,
    ).toBe('physics:coneAngle0Limit, toy.usda');
    const [hinge] = factsOfJoint(
      { written: [written(-30, 'physics:lowerLimit')] },
      { kind: 'revolute', limits: { lower: -30, upper: Infinity } },
    );
    expect(hinge).toMatchObject({
      value: 'at least -30°',
      source: { origin: 'authored', place: 'physics:lowerLimit, toy.usda' },
    });
  });

  it('have each number of a drive in kilograms, metres and degrees', () => {
    const drive: JointDrive = {
      type: 'force',
      stiffness: 2,
      damping: 3,
      targetPosition: 40,
      targetVelocity: 50,
      maxForce: 6,
    };
    const ofDrive = (name: string, given: Partial<JointDrive> = {}) =>
      valuesOf(
        { degrees: [degree({ name, isLimited: false, drive: { ...drive, ...given } })] },
        { hasDrive: true },
      ).map(([, value]) => value);
    expect(ofDrive('transX')).toEqual(['force', '0.4 m', '0.5 m/s', '2,000 N/m', '3,000 N·s/m', '60 N']);
    expect(ofDrive('rotZ')).toEqual(['force', '40°', '50°/s', '0.2 N·m/°', '0.3 N·m·s/°', '0.6 N·m']);
    const faster = { type: 'acceleration', maxForce: null } as const;
    expect(ofDrive('linear', faster).slice(3)).toEqual(['2 s⁻²', '3 s⁻¹', 'no limit']);
    expect(ofDrive('angular', faster)).toEqual([
      'acceleration',
      '40°',
      '50°/s',
      '2 s⁻²/°',
      '3 s⁻¹/°',
      'no limit',
    ]);
  });

  it('say no more than that there is a drive where its numbers are not known', () => {
    expect(valuesOf({}, { hasDrive: true, usd: null })).toEqual([['Drive', 'yes']]);
  });
});
