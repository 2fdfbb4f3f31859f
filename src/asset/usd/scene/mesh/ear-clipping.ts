/**
 * Triangles of flat polygons, in the order that they turn. Coordinates are x, y, z of points, `corners` are indices of points, and a
 * polygon is `count` corners from `start` on.
 */
import type { NumberArray } from '../../layer.ts';

/** Checks of corners against ears, of all polygons of a mesh: what is left of it when it is used up is cut as if convex. */
export interface ClippingWork {
  left: number;
}

/** Whether a polygon of four corners or more is bent inwards anywhere, by more than rounding. */
export function isConcave(points: Float32Array, corners: NumberArray, start: number, count: number): boolean {
  const normal = areaVector(points, corners, start, count);
  const nx = normal[0];
  const ny = normal[1];
  const nz = normal[2];
  const tolerance = -1e-6 * (nx * nx + ny * ny + nz * nz);
  let a = 3 * (corners[start + count - 2] ?? 0);
  let b = 3 * (corners[start + count - 1] ?? 0);
  for (let n = 0; n < count; n++) {
    const c = 3 * (corners[start + n] ?? 0);
    const ux = (points[b] ?? 0) - (points[a] ?? 0);
    const uy = (points[b + 1] ?? 0) - (points[a + 1] ?? 0);
    const uz = (points[b + 2] ?? 0) - (points[a + 2] ?? 0);
    const vx = (points[c] ?? 0) - (points[b] ?? 0);
    const vy = (points[c + 1] ?? 0) - (points[b + 1] ?? 0);
    const vz = (points[c + 2] ?? 0) - (points[b + 2] ?? 0);
    const along = (uy * vz - uz * vy) * nx + (uz * vx - ux * vz) * ny + (ux * vy - uy * vx) * nz;
    if (along < tolerance) return true;
    a = b;
    b = c;
  }
  return false;
}

/** The `3 × (count − 2)` corners of a polygon's triangles, as places in `corners`, none outside the polygon. */
export function clipEars(
  points: Float32Array,
  corners: NumberArray,
  start: number,
  count: number,
  work: ClippingWork,
): Uint32Array {
  const flat = flatten(points, corners, start, count);
  const left = Array.from({ length: count }, (_, n) => n);
  const triangles = new Uint32Array(3 * (count - 2));
  let written = 0;
  let at = 0;
  let tried = 0;
  while (left.length > 3 && tried < left.length && work.left > 0) {
    const [before, tip, after] = [left.at(at - 1), left[at], left[(at + 1) % left.length]];
    if (before === undefined || tip === undefined || after === undefined) break;
    work.left -= left.length;
    if (!isEar(flat, left, before, tip, after)) {
      tried += 1;
      at = (at + 1) % left.length;
      continue;
    }
    triangles.set([start + before, start + tip, start + after], written);
    written += 3;
    left.splice(at, 1);
    tried = 0;
    at %= left.length;
  }
  const [first = 0] = left;
  for (let n = 1; n + 1 < left.length; n++, written += 3)
    triangles.set([start + first, start + (left[n] ?? 0), start + (left[n + 1] ?? 0)], written);
  return triangles;
}

/** Twice its area, along its normal (Newell's method). */
function areaVector(
  points: Float32Array,
  corners: NumberArray,
  start: number,
  count: number,
): [number, number, number] {
  let x = 0;
  let y = 0;
  let z = 0;
  let a = 3 * (corners[start + count - 1] ?? 0);
  for (let n = 0; n < count; n++) {
    const b = 3 * (corners[start + n] ?? 0);
    const ax = points[a] ?? 0;
    const ay = points[a + 1] ?? 0;
    const az = points[a + 2] ?? 0;
    const bx = points[b] ?? 0;
    const by = points[b + 1] ?? 0;
    const bz = points[b + 2] ?? 0;
    x += (ay - by) * (az + bz);
    y += (az - bz) * (ax + bx);
    z += (ax - bx) * (ay + by);
    a = b;
  }
  return [x, y, z];
}

/** Its corners seen along the axis that is nearest its normal, turning counter-clockwise. */
function flatten(points: Float32Array, corners: NumberArray, start: number, count: number): Float64Array {
  const normal = areaVector(points, corners, start, count);
  const sizes = normal.map(Math.abs);
  const axis = sizes.indexOf(Math.max(...sizes));
  const [across, up] =
    (normal[axis] ?? 0) < 0 ? [(axis + 2) % 3, (axis + 1) % 3] : [(axis + 1) % 3, (axis + 2) % 3];
  const flat = new Float64Array(2 * count);
  for (let n = 0; n < count; n++) {
    const point = 3 * (corners[start + n] ?? 0);
    flat[2 * n] = points[point + across] ?? 0;
    flat[2 * n + 1] = points[point + up] ?? 0;
  }
  return flat;
}

/** Whether a corner sticks out and no other corner lies in its triangle. */
function isEar(flat: Float64Array, left: number[], before: number, tip: number, after: number): boolean {
  if (side(flat, before, tip, after) <= 0) return false;
  return left.every(
    (other) =>
      isSamePlace(flat, other, before) ||
      isSamePlace(flat, other, tip) ||
      isSamePlace(flat, other, after) ||
      side(flat, before, tip, other) < 0 ||
      side(flat, tip, after, other) < 0 ||
      side(flat, after, before, other) < 0,
  );
}

const isSamePlace = (flat: Float64Array, a: number, b: number): boolean =>
  flat[2 * a] === flat[2 * b] && flat[2 * a + 1] === flat[2 * b + 1];

/** Above zero where c is left of the line from a to b. */
function side(flat: Float64Array, a: number, b: number, c: number): number {
  const ax = flat[2 * a] ?? 0;
  const ay = flat[2 * a + 1] ?? 0;
  return (
    ((flat[2 * b] ?? 0) - ax) * ((flat[2 * c + 1] ?? 0) - ay) -
    ((flat[2 * b + 1] ?? 0) - ay) * ((flat[2 * c] ?? 0) - ax)
  );
}
