import { describe, expect, it } from 'vitest';
import { drawnAs, hueOf, rolesOf, type Layers } from './layers.ts';
import type { Joint } from '../../asset/physics.ts';
import type { AssetScene, Shape } from '../../asset/scene.ts';
import { cubeGeometry, joint, physics, shape } from './testing/scenes.ts';

const layers = (given: Partial<Layers> = {}): Layers => ({
  visual: true,
  collision: false,
  centerOfMass: false,
  inertia: false,
  joints: false,
  ...given,
});
const isObject = (...shapes: Parameters<typeof rolesOf>[0]['shapes']): boolean[] =>
  rolesOf({ shapes }).map((role) => role.isObject);

describe('the object', () => {
  it('is what has no purpose of its own, also where it collides, and never a guide', () => {
    expect(
      isObject(
        shape(),
        shape({ purpose: 'render' }),
        shape({ collider: 0 }),
        shape({ purpose: 'guide' }),
        shape({ purpose: 'guide', collider: 1 }),
      ),
    ).toEqual([true, true, true, false, false]);
  });

  it('leaves out what the file hides', () => {
    expect(isObject(shape(), shape({ isVisible: false }))).toEqual([true, false]);
  });

  it('has a stand-in only where there is nothing that it stands for', () => {
    const proxy = shape({ purpose: 'proxy', body: 1 });
    expect(isObject(shape({ body: 0 }), proxy)).toEqual([true, true]);
    expect(isObject(shape({ body: 1, purpose: 'render' }), proxy)).toEqual([true, false]);
    expect(isObject(shape({ body: 1, purpose: 'render', isVisible: false }), proxy)).toEqual([false, true]);
  });
});

describe('the only geometry of a body', () => {
  const shapes = [
    shape({ body: 0 }),
    shape({ body: 0, purpose: 'guide', collider: 0 }),
    shape({ body: 1, purpose: 'guide', collider: 1 }),
    shape({ body: null, purpose: 'guide', collider: 2 }),
  ];
  const roles = rolesOf({ shapes });

  it('is that of a body of which nothing is drawn as the object', () => {
    expect(roles.map(({ isOnly }) => isOnly)).toEqual([false, false, true, false]);
  });

  it('is that of no body where there is nothing else, and no floor below an object', () => {
    const guide = shape({ purpose: 'guide' });
    expect(rolesOf({ shapes: [guide, shape({ purpose: 'guide', body: 0 })] })).toMatchObject([
      { isOnly: true },
      { isOnly: true },
    ]);
    expect(rolesOf({ shapes: [guide, shape({ body: 0 })] })).toMatchObject([
      { isOnly: false },
      { isOnly: false },
    ]);
  });

  it('is that of all bodies that MuJoCo makes one of', () => {
    const fixed = (bodies: Joint['bodies'], kind = 'fixed'): Joint => joint({ kind, bodies });
    const handle = [
      shape({ body: 0 }),
      shape({ body: 1, purpose: 'guide' }),
      shape({ body: 2, purpose: 'guide' }),
    ];
    const onlyWith = (joints: Joint[], format: AssetScene['format'] = 'mjcf'): boolean[] =>
      rolesOf({ shapes: handle, format, physics: physics({ joints }) }).map(({ isOnly }) => isOnly);
    const chain = [fixed([0, 1]), fixed([1, 2])];
    expect(onlyWith(chain)).toEqual([false, false, false]);
    expect(onlyWith([fixed([0, 1]), fixed([1, 2], 'revolute')])).toEqual([false, false, true]);
    expect(onlyWith([fixed([null, 0]), fixed([null, 1]), fixed([null, 2])])).toEqual([false, true, true]);
    expect(onlyWith(chain, 'usd')).toEqual([false, true, true]);
  });

  it('is no floor that is hidden', () => {
    const hidden = { purpose: 'guide', isVisible: false } as const;
    const roles = rolesOf({
      shapes: [shape({ body: 0 }), shape({ ...hidden, body: null }), shape({ ...hidden, body: 1 })],
    });
    expect(roles.map(({ isOnly }) => isOnly)).toEqual([false, false, true]);
  });

  it('is never hidden while anything is shown, and never drawn as the object', () => {
    const drawn = (given: Partial<Layers>) => roles.map((role) => drawnAs(role, layers(given)));
    expect(drawn({}).map(({ asCollider }) => asCollider)).toEqual([false, false, true, false]);
    expect(drawn({}).map(({ asObject }) => asObject)).toEqual([true, false, false, false]);
    expect(drawn({ visual: false, collision: true }).map(({ asCollider }) => asCollider)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(drawn({ visual: false }).some(({ asCollider }) => asCollider)).toBe(false);
  });
});

it('knows the floor that an object stands on: a plane of no body, which is no part of what is seen', () => {
  const geometries = [cubeGeometry(), { ...cubeGeometry(), kind: 'plane' as const }];
  const hidden = { geometry: 1, collider: 0, purpose: 'guide', isVisible: false } as const;
  const floorsIn = (...shapes: Shape[]): boolean[] =>
    rolesOf({ geometries, shapes }).map(({ isFloor }) => isFloor);
  const object = shape({ body: 0 });
  expect(floorsIn(shape(hidden), object)).toEqual([true, false]);
  expect(floorsIn(shape({ ...hidden, isVisible: true }), object)).toEqual([true, false]);
  expect(floorsIn(shape({ ...hidden, body: 0 }), object)).toEqual([false, false]);
  expect(floorsIn(shape({ ...hidden, geometry: 0 }), object)).toEqual([false, false]);
  expect(floorsIn(shape({ ...hidden, collider: null }), object)).toEqual([false, false]);
  expect(floorsIn(shape({ geometry: 1, collider: 0 }), object)).toEqual([false, false]);
  expect(floorsIn(shape({ ...hidden, isVisible: true }))).toEqual([false]);
});

it('draws what is seen and collides as both', () => {
  const [role] = rolesOf({ shapes: [shape({ collider: 0 })] });
  expect(role && drawnAs(role, layers({ collision: true }))).toEqual({ asObject: true, asCollider: true });
});

it('gives each of many hulls a colour far from that of the hulls around it', () => {
  for (let index = 0; index < 60; index += 1)
    for (const other of [1, 2]) {
      const apart = Math.abs(hueOf(index) - hueOf(index + other));
      expect(Math.min(apart, 1 - apart)).toBeGreaterThan(0.2);
    }
});
