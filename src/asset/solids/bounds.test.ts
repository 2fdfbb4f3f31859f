import { describe, expect, it } from 'vitest';
import { boxMesh, smallBox, smallestBall } from './bounds.ts';
import { convexHull } from './hull.ts';
import { meshSolid } from './solid.ts';
import { inspectSurface } from './surface.ts';
import { boxOf, cloud, spherePoints, turned } from './testing/meshes.ts';

describe('smallBox', () => {
  it('is the box along the axes where that is smallest', () => {
    const { positions, indices } = boxOf([1, 2, 3], [4, 5, 6]);
    const box = smallBox(positions, indices);
    expect(box.axes).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(box.center).toEqual([4, 5, 6]);
    expect(box.halfSizes).toEqual([0.5, 1, 1.5]);
  });

  it('follows a box that is turned', () => {
    const { positions } = turned(boxOf([1, 2, 3]), [1, 2, 3], 0.7);
    const hull = convexHull(positions);
    if (hull.kind !== 'hull') throw new Error(hull.kind);
    const { halfSizes } = smallBox(hull.positions, hull.indices);
    const sizes = halfSizes.toSorted((a, b) => a - b);
    for (const [at, size] of [0.5, 1, 1.5].entries()) expect(sizes[at]).toBeCloseTo(size, 4);
  });

  it('has all points in it', () => {
    const hull = convexHull(cloud(400, 8));
    if (hull.kind !== 'hull') throw new Error(hull.kind);
    const box = smallBox(hull.positions, hull.indices);
    for (let at = 0; at < hull.positions.length; at += 3)
      for (const side of [0, 1, 2] as const) {
        const along = [0, 1, 2].reduce(
          (sum, axis) =>
            sum + ((hull.positions[at + axis] ?? 0) - (box.center[axis] ?? 0)) * (box.axes[side][axis] ?? 0),
          0,
        );
        expect(Math.abs(along)).toBeLessThanOrEqual(box.halfSizes[side] + 1e-6);
      }
  });
});

describe('boxMesh', () => {
  it('is closed, with its outside outside, and as large as the box', () => {
    const { positions, indices } = boxOf([1, 2, 3], [4, 5, 6]);
    const mesh = boxMesh(smallBox(positions, indices));
    expect(inspectSurface(mesh.positions, mesh.indices).isClosed).toBe(true);
    expect(meshSolid(mesh.positions, mesh.indices).volume).toBeCloseTo(6, 5);
  });
});

describe('smallestBall', () => {
  it('of a box goes through its corners', () => {
    const ball = smallestBall(boxOf([2, 3, 6], [1, 0, 0]).positions);
    expect(ball.radius).toBeCloseTo(3.5, 9);
    for (const [axis, value] of [1, 0, 0].entries()) expect(ball.center[axis]).toBeCloseTo(value, 9);
  });

  it('of a long triangle goes through its two far corners', () => {
    const ball = smallestBall(Float32Array.from([0, 0, 0, 10, 0, 0, 5, 1, 0]));
    expect(ball.radius).toBeCloseTo(5, 9);
    expect(ball.center).toEqual([5, 0, 0]);
  });

  it('of points of a sphere is that sphere', () => {
    const ball = smallestBall(spherePoints(3000, 2).map((value) => value + 3));
    expect(ball.radius).toBeCloseTo(2, 4);
    for (const value of ball.center) expect(value).toBeCloseTo(3, 4);
  });

  it.each([1, 2, 3, 4])(
    'has all points in it and is no larger than the ball about the middle (%i)',
    (seed) => {
      const points = cloud(200, seed);
      const ball = smallestBall(points);
      let farthest = 0;
      let fromMiddle = 0;
      for (let at = 0; at < points.length; at += 3) {
        const [x, y, z] = [points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0];
        farthest = Math.max(farthest, Math.hypot(x - ball.center[0], y - ball.center[1], z - ball.center[2]));
        fromMiddle = Math.max(fromMiddle, Math.hypot(x, y, z));
      }
      expect(farthest).toBeCloseTo(ball.radius, 6);
      expect(ball.radius).toBeLessThanOrEqual(fromMiddle);
    },
  );

  it('of one point, and of points at one place, has no size', () => {
    expect(smallestBall(Float32Array.from([1, 2, 3]))).toEqual({ center: [1, 2, 3], radius: 0 });
    expect(smallestBall(Float32Array.from([1, 2, 3, 1, 2, 3])).radius).toBe(0);
  });
});
