import { describe, expect, it } from 'vitest';
import { rolesOf } from './layers.ts';
import { bodyRadii, distanceOf, gridStep, inertiaBox, sizeRadius, totalsOf } from './measures.ts';
import { cubeGeometry, moved, scene, shape, sourced } from './testing/scenes.ts';

const totals = (given: Parameters<typeof scene>[0]) => {
  const one = scene(given);
  return totalsOf(one, rolesOf(one), 84_000);
};

describe('totals', () => {
  it('count each instance of what is drawn as the object, and nothing else', () => {
    const shapes = [
      shape(),
      shape({ matrix: moved(2, 0, 0) }),
      shape({ purpose: 'guide', matrix: moved(90, 0, 0) }),
      shape({ isVisible: false, matrix: moved(0, 90, 0) }),
    ];
    expect(totals({ shapes })).toMatchObject({
      triangles: 24,
      distinctTriangles: 12,
      vertices: 16,
      bytes: 84_000,
      size: [3, 1, 1],
    });
  });

  it('are in metres, whatever the unit of the file', () => {
    const metersPerUnit = { value: 0.01, isAuthored: true };
    expect(totals({ shapes: [shape()], metersPerUnit }).size).toEqual([0.01, 0.01, 0.01]);
  });

  it('count the points of the file, not those that were split', () => {
    const geometries = [{ ...cubeGeometry(), pointCount: 5 }];
    expect(totals({ geometries, shapes: [shape()] }).vertices).toBe(5);
  });

  it('take guides where there is nothing but guides', () => {
    expect(totals({ shapes: [shape({ purpose: 'guide', collider: 0 })] })).toMatchObject({ triangles: 12 });
  });

  it('of nothing are nothing', () => {
    expect(totals({})).toMatchObject({ triangles: 0, vertices: 0, size: [0, 0, 0], bounds: null });
  });
});

it('measures between two points', () => {
  expect(distanceOf([1, 2, 3], [4, 6, 15])).toBe(13);
});

it.each([
  [5, 1],
  [0.5, 0.1],
  [0.06, 0.02],
  [0.2, 0.05],
  [100, 20],
])('draws the lines of the ground below %s m in round steps of %s m', (radius, step) => {
  expect(gridStep(radius)).toBeCloseTo(step);
});

it('has a radius for every asset, also for one without size', () => {
  expect(sizeRadius({ size: [2, 3, 6] })).toBe(3.5);
  expect(sizeRadius({ size: [0, 0, 0] })).toBe(1);
  expect(sizeRadius({ size: [Infinity, 0, 0] })).toBe(1);
});

describe('the box that turns as a body does', () => {
  const boxOf = (mass: number | null, inertia: [number, number, number] | null) =>
    inertiaBox({ mass: mass === null ? null : sourced(mass), inertia: inertia && sourced(inertia) });

  it('has the sides of a solid box with these moments', () => {
    const [mass, x, y, z] = [12, 1, 2, 3];
    const moment = (a: number, b: number): number => (mass / 12) * (a * a + b * b);
    const box = boxOf(mass, [moment(y, z), moment(z, x), moment(x, y)]);
    expect(box).toEqual([expect.closeTo(x), expect.closeTo(y), expect.closeTo(z)]);
  });

  it('is none where no body has such moments', () => {
    expect(boxOf(1, [1, 1, 3])).toBeNull();
    expect(boxOf(0, [1, 1, 1])).toBeNull();
    expect(boxOf(1, [0, 0, 0])).toBeNull();
    expect(boxOf(null, [1, 1, 1])).toBeNull();
    expect(boxOf(1, null)).toBeNull();
  });
});

it('has the radius of what each body has of its own, in metres', () => {
  const shapes = [
    shape({ body: 0 }),
    shape({ body: 0, matrix: moved(1, 0, 1), purpose: 'guide' }),
    shape({ body: 2 }),
    shape({ matrix: moved(9, 9, 9) }),
    shape({ body: 3, geometry: 7 }),
  ];
  const radii = bodyRadii(scene({ shapes, metersPerUnit: { value: 0.01, isAuthored: true } }));
  expect([...radii.keys()]).toEqual([0, 2]);
  expect(radii.get(0)).toBeCloseTo(0.015);
  expect(radii.get(2)).toBeCloseTo(0.01 * (Math.sqrt(3) / 2));
});
