import { describe, expect, it } from 'vitest';
import type { Vector } from '../vector.ts';
import { areaInBall, flattened } from './triangle-in-ball.ts';

/** Of an equilateral triangle in the plane z = `height`, around the axis. */
const around = (side: number, height: number): [Vector, Vector, Vector] => {
  const [inner, outer] = [side / Math.sqrt(12), side / Math.sqrt(3)];
  return [
    [-side / 2, -inner, height],
    [side / 2, -inner, height],
    [0, outer, height],
  ];
};
const areaOf = (side: number): number => (Math.sqrt(3) / 4) * side ** 2;
const inBall = (corners: [Vector, Vector, Vector], area: number, ball: number): number =>
  areaInBall(flattened(corners, area), ball);

describe('of a triangle, in a ball', () => {
  it('lies all of it where its corners do', () => {
    expect(inBall(around(1, 0), areaOf(1), 2)).toBeCloseTo(areaOf(1), 12);
  });

  it('lies the circle that the ball cuts out where its sides are outside', () => {
    expect(inBall(around(10, 0), areaOf(10), 1)).toBeCloseTo(Math.PI, 12);
    expect(inBall(around(10, 0.6), areaOf(10), 1)).toBeCloseTo(Math.PI * 0.64, 12);
  });

  it('lies nothing where it is above, or beside', () => {
    expect(inBall(around(10, 1.5), areaOf(10), 1)).toBe(0);
    const beside = around(1, 0).map(([x, y, z]): Vector => [x + 5, y, z]) as [Vector, Vector, Vector];
    expect(inBall(beside, areaOf(1), 1)).toBeCloseTo(0, 12);
  });

  it('lies what its sides leave of the circle', () => {
    // Half of the circle, and a quarter.
    const half: [Vector, Vector, Vector] = [
      [-9, 0, 0],
      [9, 0, 0],
      [0, 9, 0],
    ];
    expect(inBall(half, 81, 1)).toBeCloseTo(Math.PI / 2, 12);
    const quarter: [Vector, Vector, Vector] = [
      [0, 0, 0],
      [9, 0, 0],
      [0, 9, 0],
    ];
    expect(inBall(quarter, 40.5, 1)).toBeCloseTo(Math.PI / 4, 12);
  });

  it('lies no more than all of it, whatever numbers are rounded to', () => {
    const far = around(1, 0).map(([x, y, z]): Vector => [x + 1e9, y + 1e9, z]) as [Vector, Vector, Vector];
    for (const ball of [1e9, 1.5e9, 1e10, 1e18]) {
      const area = inBall(far, areaOf(1), ball);
      expect(area).toBeGreaterThanOrEqual(0);
      expect(area).toBeLessThanOrEqual(areaOf(1));
    }
  });
});
