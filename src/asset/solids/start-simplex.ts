import { boundsOfPoints, sizeOf } from '../bounds.ts';
import { cross, dot, minus, pointAt, scaledTo, type Points, type Vector } from '../vector.ts';
import type { NoHull } from './hull.ts';

/** Four points that a hull starts from, or why there are none. */
export type StartSimplex =
  | NoHull
  | {
      kind: 'simplex';
      /** Indices of points; the fourth is below the plane of the first three, which turn counter-clockwise seen from above. */
      corners: [number, number, number, number];
      /** What counts as no distance at all, in units of the points. */
      tolerance: number;
    };

/** Of the whole size; a 32-bit number holds about seven digits. */
const relativeTolerance = 1e-6;
/** Of the greatest coordinate: the last digits of 32-bit numbers far from the origin. */
const roundingTolerance = 2e-7;

/**
 * The four points that span most: two far apart, then one far from their line, then one far from that plane. Of several that are
 * as far, the one farthest from the first is taken: it is a corner, where the others may lie in the middle of a side.
 */
export function startSimplex(points: Points): StartSimplex {
  const count = Math.floor(points.length / 3);
  if (count === 0) return { kind: 'empty' };
  if (!points.every(Number.isFinite)) return { kind: 'not-finite' };
  const bounds = boundsOfPoints(points);
  const diagonal = Math.hypot(...sizeOf(bounds));
  const greatest = Math.max(...[...bounds.min, ...bounds.max].map(Math.abs));
  const tolerance = Math.max(diagonal * relativeTolerance, greatest * roundingTolerance);
  const at = (point: number): Vector => pointAt(points, point);
  const farthest = (origin: Vector, distanceOf: (point: Vector) => number): [number, number] => {
    let best = 0;
    let bestDistance = -1;
    let bestFromOrigin = -1;
    for (let point = 0; point < count; point += 1) {
      const place = at(point);
      const distance = distanceOf(place);
      if (distance < bestDistance - tolerance) continue;
      const fromOrigin = Math.hypot(...minus(place, origin));
      if (distance <= bestDistance + tolerance && fromOrigin <= bestFromOrigin) continue;
      best = point;
      bestFromOrigin = fromOrigin;
      bestDistance = Math.max(distance, bestDistance);
    }
    return [best, bestDistance];
  };

  const [a] = farthest(at(0), () => 0);
  const origin = at(a);
  const [b, length] = farthest(origin, (point) => Math.hypot(...minus(point, origin)));
  if (length <= tolerance) return { kind: 'point' };

  const line = scaledTo(minus(at(b), origin), 1 / length);
  const [c, fromLine] = farthest(origin, (point) => Math.hypot(...cross(minus(point, origin), line)));
  if (fromLine <= tolerance) return { kind: 'line' };

  const across = cross(line, minus(at(c), origin));
  const normal = scaledTo(across, 1 / Math.hypot(...across));
  const above = (point: Vector): number => dot(minus(point, origin), normal);
  const [d, fromPlane] = farthest(origin, (point) => Math.abs(above(point)));
  if (fromPlane <= tolerance) return { kind: 'flat' };
  return { kind: 'simplex', corners: above(at(d)) < 0 ? [a, b, c, d] : [a, c, b, d], tolerance };
}
