import { describe, expect, it } from 'vitest';
import {
  alongAxis,
  box,
  capsule,
  cone,
  cylinder,
  ellipsoid,
  plane,
  sphere,
  tapered,
} from './plain-shapes.ts';
import type { Geometry } from './scene.ts';
import { meshSolid } from './solids/solid.ts';
import { inspectSurface } from './solids/surface.ts';
import { cross, dot, minus, type Vector } from './vector.ts';

const vectorAt = (values: Float32Array, index: number): Vector => [
  values[3 * index] ?? 0,
  values[3 * index + 1] ?? 0,
  values[3 * index + 2] ?? 0,
];
const volumeOf = (points: Float32Array, indices: Uint32Array): number => meshSolid(points, indices).volume;

function extentOf(points: Float32Array): [Vector, Vector] {
  const min: Vector = [Infinity, Infinity, Infinity];
  const max: Vector = [-Infinity, -Infinity, -Infinity];
  points.forEach((value, n) => {
    min[n % 3] = Math.min(min[n % 3] ?? 0, value);
    max[n % 3] = Math.max(max[n % 3] ?? 0, value);
  });
  return [min, max];
}

const shapes: [string, Geometry, number, Vector, Vector][] = [
  ['box', box(1, 2, 4), 8, [-0.5, -1, -2], [0.5, 1, 2]],
  ['sphere', sphere(2), (4 / 3) * Math.PI * 8, [-2, -2, -2], [2, 2, 2]],
  ['ellipsoid', ellipsoid(1, 2, 4), (4 / 3) * Math.PI * 8, [-1, -2, -4], [1, 2, 4]],
  ['cylinder', cylinder(2, 4), Math.PI * 16, [-2, -2, -2], [2, 2, 2]],
  ['cone', cone(2, 4), (Math.PI * 16) / 3, [-2, -2, -2], [2, 2, 2]],
  ['frustum', tapered(2, 1, 4), (Math.PI * 4 * 7) / 3, [-2, -2, -2], [2, 2, 2]],
  ['capsule', capsule(1, 1, 4), Math.PI * (4 / 3 + 4), [-1, -1, -3], [1, 1, 3]],
  ['capsule of two radii', capsule(2, 1, 4), 50, [-2, -2, -4], [2, 2, 3]],
  ['capsule that is one sphere', capsule(2, 1, 0.5), (4 / 3) * Math.PI * 8, [-2, -2, -2.25], [2, 2, 1.75]],
];

describe.each(shapes)('a %s', (_, geometry, volume, min, max) => {
  const { positions, normals, indices, surface, pointCount } = geometry;

  it('is closed and faces outwards', () => {
    const { points, indices: between } = surface ?? { points: positions, indices };
    expect(inspectSurface(points, between)).toMatchObject({ isClosed: true, flatFaces: 0 });
    expect(points.length / 3).toBe(pointCount);
    expect(between.length).toBe(indices.length);
    expect(volumeOf(points, between)).toBeCloseTo(volumeOf(positions, indices), 5);
  });

  it('has its volume but for what is cut off of round sides', () => {
    const share = volumeOf(positions, indices) / volume;
    expect(share).toBeGreaterThan(0.96);
    expect(share).toBeLessThan(1.0001);
  });

  it('is as large as its sizes say, to the last bit', () => {
    expect(extentOf(positions)).toEqual([min, max]);
  });

  it('has normals of length 1 that go with its triangles', () => {
    for (let n = 0; n < indices.length; n += 3) {
      const corners = [0, 1, 2].map((corner) => indices[n + corner] ?? 0);
      const [a, b, c] = corners.map((corner) => vectorAt(positions, corner));
      if (!a || !b || !c || !normals) throw new Error('no triangle');
      const facing = cross(minus(b, a), minus(c, a));
      expect(Math.hypot(...facing)).toBeGreaterThan(0);
      for (const corner of corners) {
        const normal = vectorAt(normals, corner);
        expect(Math.hypot(...normal)).toBeCloseTo(1, 5);
        expect(dot(normal, facing) / Math.hypot(...facing)).toBeGreaterThan(0.8);
      }
    }
  });
});

describe('another axis', () => {
  const lopsided = tapered(2, 1, 4);

  it.each([
    ['X', [-2, -2, -2], [2, 2, 2], 0],
    ['Y', [-2, -2, -2], [2, 2, 2], 1],
  ] as ['X' | 'Y', Vector, Vector, number][])('%s has the upper end', (axis, min, max, at) => {
    const turned = alongAxis(lopsided, axis);
    expect(extentOf(turned.positions)).toEqual([min, max]);
    expect(volumeOf(turned.positions, turned.indices)).toBeCloseTo(
      volumeOf(lopsided.positions, lopsided.indices),
      4,
    );
    // The upper end is the thin one.
    const upper = turned.positions.filter((_, n) => turned.positions[n - (n % 3) + at] === 2);
    expect(Math.max(...upper.filter((_, n) => n % 3 !== at))).toBe(1);
    const middle = Array.from({ length: turned.positions.length / 3 }, (_, n) => n).filter(
      (n) => turned.normals?.[3 * n + at] === 1,
    );
    expect(middle.length).toBeGreaterThan(0);
  });
});

describe('a plane', () => {
  it.each([
    ['Z', [2, 4, 0], [0, 0, 1]],
    ['Y', [2, 0, 4], [0, 1, 0]],
    ['X', [0, 4, 2], [1, 0, 0]],
  ] as ['X' | 'Y' | 'Z', Vector, Vector][])(
    'across %s has its width and length as USD has them',
    (axis, size, up) => {
      const { positions, indices, normals } = plane(2, 4, axis);
      const [min, max] = extentOf(positions);
      expect(minus(max, min)).toEqual(size);
      for (let n = 0; n < indices.length; n += 3) {
        const [a, b, c] = [0, 1, 2].map((corner) => vectorAt(positions, indices[n + corner] ?? 0));
        if (a && b && c) expect(dot(cross(minus(b, a), minus(c, a)), up)).toBe(8);
      }
      for (let n = 0; n < 4; n++) expect(normals && vectorAt(normals, n)).toEqual(up);
    },
  );
});
