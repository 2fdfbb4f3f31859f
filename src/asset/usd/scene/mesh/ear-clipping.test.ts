import { describe, expect, it } from 'vitest';
import { clipEars, isConcave } from './ear-clipping.ts';

/** A flat polygon in space: `turn` takes its x and y to a point. */
const polygonOf = (
  outline: [number, number][],
  turn: (x: number, y: number) => number[] = (x, y) => [x, y, 0],
): { points: Float32Array; corners: Int32Array } => ({
  points: Float32Array.from(outline.flatMap(([x, y]) => turn(x, y))),
  corners: Int32Array.from(outline.keys()),
});

/** Twice the signed areas of triangles. */
function areasOf(outline: [number, number][], triangles: Uint32Array): number[] {
  const areas: number[] = [];
  for (let n = 0; n < triangles.length; n += 3) {
    const [a = [0, 0], b = [0, 0], c = [0, 0]] = [0, 1, 2].map(
      (corner) => outline[triangles[n + corner] ?? 0],
    );
    areas.push((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));
  }
  return areas;
}
const areaOf = (outline: [number, number][]): number =>
  outline.reduce((sum, [x, y], n) => {
    const [nx, ny] = outline[(n + 1) % outline.length] ?? [0, 0];
    return sum + x * ny - nx * y;
  }, 0);

const lShape: [number, number][] = [
  [0, 0],
  [2, 0],
  [2, 1],
  [1, 1],
  [1, 3],
  [0, 3],
];
const arrow: [number, number][] = [
  [0, 0],
  [2, 2],
  [0, 1],
  [-2, 2],
];
const star = Array.from({ length: 40 }, (_, n): [number, number] => {
  const radius = n % 2 === 0 ? 5 : 1;
  return [radius * Math.cos((n * Math.PI) / 20), radius * Math.sin((n * Math.PI) / 20)];
});
const withPointsOnEdges: [number, number][] = [
  [0, 0],
  [1, 0],
  [2, 0],
  [2, 2],
  [1, 1],
  [0, 2],
  [0, 1],
];
const plenty = { left: 1e9 };

describe('a polygon', () => {
  it('is concave where it is bent inwards, on whichever side it is looked at', () => {
    const square = polygonOf([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]);
    expect(isConcave(square.points, square.corners, 0, 4)).toBe(false);
    const turned = polygonOf([
      [0, 0],
      [0, 1],
      [1, 1],
      [1, 0],
    ]);
    expect(isConcave(turned.points, turned.corners, 0, 4)).toBe(false);
    for (const outline of [lShape, arrow, arrow.toReversed()]) {
      const { points, corners } = polygonOf(outline);
      expect(isConcave(points, corners, 0, outline.length)).toBe(true);
    }
  });

  it('is not concave by what rounding bends', () => {
    const { points, corners } = polygonOf([
      [0, 0],
      [1, 1e-7],
      [2, 0],
      [2, 2],
      [0, 2],
    ]);
    expect(isConcave(points, corners, 0, 5)).toBe(false);
  });

  it('with a point on an edge is convex', () => {
    const { points, corners } = polygonOf([
      [0, 0],
      [1, 0],
      [2, 0],
      [2, 2],
      [0, 2],
    ]);
    expect(isConcave(points, corners, 0, 5)).toBe(false);
  });
});

describe('cut triangles', () => {
  it.each([
    ['an L', lShape],
    ['an arrow', arrow],
    ['a star', star],
    ['points on edges', withPointsOnEdges],
  ])('fill %s without overlap', (_, outline) => {
    const { points, corners } = polygonOf(outline);
    const triangles = clipEars(points, corners, 0, outline.length, { ...plenty });
    const areas = areasOf(outline, triangles);
    expect(areas).toHaveLength(outline.length - 2);
    expect(Math.min(...areas)).toBeGreaterThanOrEqual(0);
    expect(areas.reduce((sum, area) => sum + area)).toBeCloseTo(areaOf(outline), 5);
  });

  it.each([
    ['along x', (x: number, y: number) => [5, x, y]],
    ['along y', (x: number, y: number) => [y, 5, x]],
    ['against z', (x: number, y: number) => [y, x, 5]],
    ['aslant', (x: number, y: number) => [x, y, x + 2 * y]],
  ])('are the same for a polygon that faces %s', (_, turn) => {
    const { points, corners } = polygonOf(lShape, turn);
    const areas = areasOf(lShape, clipEars(points, corners, 0, lShape.length, { ...plenty }));
    expect(Math.min(...areas)).toBeGreaterThanOrEqual(0);
    expect(areas.reduce((sum, area) => sum + area)).toBeCloseTo(areaOf(lShape), 5);
  });

  it('name places of corners, wherever in the list the polygon starts', () => {
    const { points, corners } = polygonOf(arrow);
    const later = Int32Array.of(9, 9, 9, ...corners);
    expect([...clipEars(points, later, 3, 4, { ...plenty })].toSorted()).toEqual(
      [...clipEars(points, corners, 0, 4, { ...plenty })].map((at) => at + 3).toSorted(),
    );
  });

  it('are as many when there is no work left, or no ear to find', () => {
    const { points, corners } = polygonOf(star);
    const work = { left: 100 };
    expect(clipEars(points, corners, 0, star.length, work)).toHaveLength(3 * (star.length - 2));
    expect(work.left).toBeLessThanOrEqual(0);
    expect(work.left).toBeGreaterThan(-star.length);
    const flat = polygonOf(star, (x) => [x, 0, 0]);
    const much = { ...plenty };
    expect(clipEars(flat.points, flat.corners, 0, star.length, much)).toHaveLength(3 * (star.length - 2));
    expect(plenty.left - much.left).toBe(star.length ** 2);
  });
});
