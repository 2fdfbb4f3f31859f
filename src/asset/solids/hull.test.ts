import { describe, expect, it } from 'vitest';
import { ConvexBody } from './convex.ts';
import type { Points } from '../vector.ts';
import { convexHull, type Hull } from './hull.ts';
import { meshSolid } from './solid.ts';
import { inspectSurface } from './surface.ts';
import { startSimplex } from './start-simplex.ts';
import { boxOf, cloud, roughBox, spherePoints, turned } from './testing/meshes.ts';

function hullOf(points: Points, maxCorners?: number): Hull {
  const hull = convexHull(points, maxCorners === undefined ? {} : { maxCorners });
  if (hull.kind !== 'hull') throw new Error(hull.kind);
  return hull;
}

/** A closed surface of which no given point is outside. */
function expectHullOf(points: Points, hull: Hull): void {
  const surface = inspectSurface(hull.positions, hull.indices);
  expect(surface.isClosed).toBe(true);
  expect(surface.faces).toBe(2 * (hull.positions.length / 3) - 4);
  const body = new ConvexBody(hull);
  let outside = 0;
  for (let at = 0; at < points.length; at += 3)
    if (!body.contains([points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0], 3 * hull.error))
      outside += 1;
  expect(outside).toBe(0);
}

/** A box with points all over its sides and edges, each written several times. */
function boxWithManyPoints(steps: number): Float32Array {
  const points: number[] = [];
  for (let x = 0; x <= steps; x += 1)
    for (let y = 0; y <= steps; y += 1)
      for (let z = 0; z <= steps; z += 1)
        if ([x, y, z].some((at) => at === 0 || at === steps))
          for (let again = 0; again < 3; again += 1) points.push(x / steps, (2 * y) / steps, (3 * z) / steps);
  return Float32Array.from(points);
}

describe('convexHull', () => {
  it('has the eight corners of a box, whatever else lies in it and on its sides', () => {
    const points = Float32Array.from([
      ...boxOf([2, 2, 2]).positions,
      ...cloud(500, 1),
      0,
      0,
      1,
      1,
      0,
      1,
      0.5,
      0.5,
      1,
    ]);
    const hull = hullOf(points);
    expect(hull.positions).toHaveLength(8 * 3);
    expect(hull.indices).toHaveLength(12 * 3);
    expect(meshSolid(hull.positions, hull.indices).volume).toBeCloseTo(8, 5);
    expectHullOf(points, hull);
  });

  it('has the eight corners of a box alone, though points along its sides come first', () => {
    const points = boxWithManyPoints(12);
    const corners = [0, 1].flatMap((x) => [0, 2].flatMap((y) => [0, 3].flatMap((z) => [x, y, z])));
    const isCorner = (at: number): boolean =>
      points.subarray(at, at + 3).every((value, axis) => value === 0 || value === axis + 1);
    const others = Array.from({ length: points.length / 3 }, (_, point) => 3 * point)
      .filter((at) => !isCorner(at))
      .flatMap((at) => [...points.subarray(at, at + 3)]);
    const shuffled = Float32Array.from([...others, ...corners]);
    expect(hullOf(shuffled).positions).toHaveLength(8 * 3);
    const start = startSimplex(shuffled);
    if (start.kind !== 'simplex') throw new Error(start.kind);
    for (const corner of start.corners) expect(corner).toBeGreaterThanOrEqual(others.length / 3);
  });

  it.each([0, 0.1, 1, 2.5])('leaves out points along sides and edges of a box turned by %f', (angle) => {
    const { positions } = turned(
      { positions: boxWithManyPoints(12), indices: new Uint32Array() },
      [1, 2, 3],
      angle,
    );
    const hull = hullOf(positions);
    // Rounding may keep one or two of the thousands.
    expect(hull.positions.length).toBeLessThanOrEqual(10 * 3);
    expect(meshSolid(hull.positions, hull.indices).volume).toBeCloseTo(6, 4);
    expectHullOf(positions, hull);
  });

  it('encloses points of a sphere, and all of them are corners', () => {
    const points = spherePoints(2000, 3);
    const hull = hullOf(points);
    expect(hull.positions).toHaveLength(points.length);
    expectHullOf(points, hull);
    expect(meshSolid(hull.positions, hull.indices).volume).toBeCloseTo(36 * Math.PI, 0);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('encloses a cloud of points (%i)', (seed) => {
    const points = cloud(3000, seed);
    expectHullOf(points, hullOf(points));
  });

  it.each([1, 2, 3, 4])(
    'encloses few points on a coarse grid, of which most lie in one plane with others (%i)',
    (seed) => {
      const points = cloud(200, seed).map((value) => Math.round(value * 2));
      expectHullOf(points, hullOf(points));
    },
  );

  it('holds far from the origin, where 32-bit numbers are coarse', () => {
    const points = spherePoints(3000, 1).map((value) => value + 10_000);
    expectHullOf(points, hullOf(points));
  });

  // Found by trying thousands: the faces that see a point have two outlines there.
  it.each([
    [1590, 0.002, 8.733261623828437e-9],
    [2645, 0.002, 6.660846290809168e-9],
    [2352, 0.008, 1.9684194472866114e-8],
  ])('is closed where points are less rough than counts (%i)', (seed, height, noise) => {
    const points = roughBox(1000, height, noise, seed);
    const { corners, indices } = hullOf(points);
    const exact = Float64Array.from(
      [...corners].flatMap((corner) => [...points.subarray(3 * corner, 3 * corner + 3)]),
    );
    expect(inspectSurface(exact, indices).isClosed).toBe(true);
  });

  it.each([1e-6, 1e6])('holds at any size (%f)', (size) => {
    const points = cloud(500, 3).map((value) => value * size);
    expectHullOf(points, hullOf(points));
  });

  it('leaves out the corners that matter least where there are too many, and says how far they lie outside', () => {
    const points = spherePoints(20_000, 1);
    const hull = hullOf(points, 500);
    expect(hull.positions).toHaveLength(500 * 3);
    expect(hull.error).toBeGreaterThan(0.001);
    expect(hull.error).toBeLessThan(0.02);
    expectHullOf(points, hull);
  });

  it('makes a hull of a very flat box', () => {
    const points = boxOf([1, 1, 0.0001]).positions;
    const hull = hullOf(points);
    expect(hull.positions).toHaveLength(8 * 3);
    expect(meshSolid(hull.positions, hull.indices).volume).toBeCloseTo(0.0001, 7);
  });

  it('says which of the points its corners are', () => {
    const points = cloud(300, 9);
    const { positions, corners } = hullOf(points);
    expect(positions).toHaveLength(3 * corners.length);
    for (const [at, corner] of corners.entries())
      expect(positions.subarray(3 * at, 3 * at + 3)).toEqual(points.subarray(3 * corner, 3 * corner + 3));
  });

  it.each([
    ['empty', []],
    ['point', [1, 2, 3]],
    ['point', [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]],
    ['line', [0, 0, 0, 1, 1, 1]],
    ['line', [0, 0, 0, 1, 1, 1, 2, 2, 2, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25]],
    ['flat', [0, 0, 0, 1, 0, 0, 0, 1, 0]],
    ['flat', [0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0.5, 0.2, 0]],
    ['not-finite', [0, 0, 0, 1, 0, 0, 0, 1, 0, NaN, 1, 0]],
    ['not-finite', [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, -Infinity]],
  ] as const)('says "%s" where points enclose nothing', (kind, points) => {
    expect(convexHull(Float32Array.from(points))).toEqual({ kind });
  });

  it('calls points flat that leave their plane by less than 32-bit numbers can tell', () => {
    const { positions } = turned(
      {
        positions: boxWithManyPoints(6).map((value, at) => (at % 3 === 2 ? 0 : value)),
        indices: new Uint32Array(),
      },
      [1, 2, 3],
      1,
    );
    expect(convexHull(positions)).toEqual({ kind: 'flat' });
  });
});
