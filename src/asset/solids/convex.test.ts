import { describe, expect, it } from 'vitest';
import { ConvexBody, unionVolume } from './convex.ts';
import { convexHull } from './hull.ts';
import { randomNumbers } from './random.ts';
import { boxOf, spherePoints } from './testing/meshes.ts';

function ball(radius: number, x: number): ConvexBody {
  const hull = convexHull(spherePoints(1500, radius).map((value, at) => (at % 3 === 0 ? value + x : value)));
  if (hull.kind !== 'hull') throw new Error(hull.kind);
  return new ConvexBody(hull);
}

describe('ConvexBody', () => {
  it('has what is inside, and what is outside by no more than a margin', () => {
    const body = new ConvexBody(boxOf([2, 2, 2], [5, 0, 0]));
    expect(body.volume).toBeCloseTo(8, 9);
    expect(body.contains([5.9, 0.9, -0.9])).toBe(true);
    expect(body.contains([6.1, 0, 0])).toBe(false);
    expect(body.contains([6.1, 0, 0], 0.2)).toBe(true);
    expect(body.contains([0, 0, 0], 0.2)).toBe(false);
  });

  it('of nothing has nothing in it', () => {
    const body = new ConvexBody({ positions: new Float32Array(), indices: new Uint32Array() });
    expect(body.contains([0, 0, 0])).toBe(false);
    expect(body.volume).toBe(0);
  });

  it('draws points from all of it evenly', () => {
    const body = new ConvexBody(boxOf([1, 1, 4]));
    const random = randomNumbers(2);
    const points = Array.from({ length: 4000 }, (_, at) => body.pointInside((at + random()) / 4000, random));
    expect(points.every((point) => body.contains(point, 1e-9))).toBe(true);
    const share = (test: (point: [number, number, number]) => boolean): number =>
      points.filter(test).length / 4000;
    expect(share(([x]) => x > 0)).toBeCloseTo(0.5, 1);
    expect(share(([, , z]) => z > 1)).toBeCloseTo(0.25, 1);
    expect(share(([x, y]) => Math.abs(x) < 0.25 && Math.abs(y) < 0.25)).toBeCloseTo(0.25, 1);
  });
});

describe('unionVolume', () => {
  it('adds what does not touch, exactly', () => {
    const boxes = [0, 2, 4].map((x) => new ConvexBody(boxOf([1, 1, 1], [x, 0, 0])));
    expect(unionVolume(boxes)).toEqual({ volume: 3, error: 0 });
  });

  it('counts the same box twice as one, exactly', () => {
    const boxes = [0, 0].map(() => new ConvexBody(boxOf([1, 2, 3])));
    const { volume, error } = unionVolume(boxes);
    expect(volume).toBeCloseTo(6, 9);
    expect(error).toBeLessThan(1e-6);
  });

  it('of two boxes that share a corner is within its error in about 19 of 20 cases', () => {
    const boxes = [new ConvexBody(boxOf([2, 2, 2])), new ConvexBody(boxOf([2, 2, 2], [1, 1, 1]))];
    const seeds = Array.from({ length: 60 }, (_, seed) => seed);
    const results = seeds.map((seed) => unionVolume(boxes, { seed, samples: 4000 }));
    expect(results.every(({ error }) => error > 0.02 && error < 0.12)).toBe(true);
    const within = results.filter(({ volume, error }) => Math.abs(volume - 15) < error).length;
    expect(within).toBeGreaterThanOrEqual(53);
    expect(within).toBeLessThan(60);
  });

  it('of two balls equals the closed form', () => {
    const { volume, error } = unionVolume([ball(1, 0), ball(1, 1)]);
    // The lens of two unit balls whose centres are 1 apart: 5π/12.
    const exact = (8 / 3) * Math.PI - (5 / 12) * Math.PI;
    expect(Math.abs(volume - exact)).toBeLessThan(error + 0.01 * exact);
  });

  it('of one in another is the larger', () => {
    const { volume, error } = unionVolume([
      new ConvexBody(boxOf([3, 3, 3])),
      new ConvexBody(boxOf([1, 1, 1])),
    ]);
    expect(Math.abs(volume - 27)).toBeLessThanOrEqual(error);
  });

  it('of nothing is none', () => {
    expect(unionVolume([])).toEqual({ volume: 0, error: 0 });
    expect(
      unionVolume([new ConvexBody({ positions: new Float32Array(), indices: new Uint32Array() })]),
    ).toEqual({ volume: 0, error: 0 });
  });
});
