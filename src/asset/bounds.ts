import type { Matrix } from './matrix.ts';
import type { AssetScene, Geometry, Shape } from './scene.ts';
import { minus, type Points, type Vector } from './vector.ts';

/** A box along the axes that something lies in. */
export interface Bounds {
  min: Vector;
  max: Vector;
}

/** Of nothing: whatever is added makes it what it is. */
export const noBounds = (): Bounds => ({
  min: [Infinity, Infinity, Infinity],
  max: [-Infinity, -Infinity, -Infinity],
});

/** Points of one geometry that are placed one by one, in all places together; with more of them its box is placed instead. */
const mostPlaced = 5_000_000;

/**
 * What shapes of a scene lie in, in units of the file along the scene's axes; null for none. Points that no triangle has take
 * no part. Of a geometry in very many places it is what its box lies in there, which may be larger.
 */
export function boundsOf(
  scene: Pick<AssetScene, 'geometries' | 'shapes'>,
  shapes: readonly Shape[] = scene.shapes,
): Bounds | null {
  const places = new Map<Geometry, Matrix[]>();
  for (const { geometry: index, matrix } of shapes) {
    const geometry = scene.geometries[index];
    if (geometry === undefined) continue;
    const known = places.get(geometry);
    if (known === undefined) places.set(geometry, [matrix]);
    else known.push(matrix);
  }
  const all = noBounds();
  for (const [geometry, matrices] of places) {
    const points = pointsInUse(geometry);
    const isMany = points.length * matrices.length > 3 * mostPlaced;
    const placed = isMany ? cornersOf(boundsOfPoints(points)) : points;
    for (const matrix of matrices) extendBounds(all, placed, matrix);
  }
  return all.min[0] <= all.max[0] ? all : null;
}

/** Lengths along the axes. */
export const sizeOf = ({ min, max }: Bounds): Vector => minus(max, min);

export function boundsOfPoints(points: Points): Bounds {
  const bounds = noBounds();
  for (let n = 0; n + 2 < points.length; n += 3)
    include(bounds, points[n] ?? 0, points[n + 1] ?? 0, points[n + 2] ?? 0);
  return bounds;
}

/** Its eight corners. */
export function cornersOf({ min, max }: Bounds): Float64Array {
  const corners = new Float64Array(24);
  for (let corner = 0; corner < 8; corner++)
    for (const axis of [0, 1, 2] as const)
      corners[3 * corner + axis] = (corner >> axis) & 1 ? max[axis] : min[axis];
  return corners;
}

/** Makes them hold points that are placed by a matrix as well. */
export function extendBounds(bounds: Bounds, points: Points, m: Matrix): void {
  const [a = 0, b = 0, c = 0, , d = 0, e = 0, f = 0, , g = 0, h = 0, i = 0, , tx = 0, ty = 0, tz = 0] = m;
  for (let n = 0; n + 2 < points.length; n += 3) {
    const x = points[n] ?? 0;
    const y = points[n + 1] ?? 0;
    const z = points[n + 2] ?? 0;
    include(bounds, a * x + d * y + g * z + tx, b * x + e * y + h * z + ty, c * x + f * y + i * z + tz);
  }
}

/** Those that triangles have, each once. */
function pointsInUse({ positions, indices }: Geometry): Float32Array {
  const isUsed = new Uint8Array(positions.length / 3);
  let count = 0;
  for (let n = 0; n < indices.length; n++) {
    const index = indices[n] ?? 0;
    if (isUsed[index] !== 0) continue;
    isUsed[index] = 1;
    count += 1;
  }
  if (3 * count === positions.length) return positions;
  const used = new Float32Array(3 * count);
  for (let index = 0, written = 0; index < isUsed.length; index++) {
    if (isUsed[index] === 0) continue;
    used.set(positions.subarray(3 * index, 3 * index + 3), written);
    written += 3;
  }
  return used;
}

/** Makes them hold a point as well. */
export function include({ min, max }: Bounds, x: number, y: number, z: number): void {
  if (x < min[0]) min[0] = x;
  if (y < min[1]) min[1] = y;
  if (z < min[2]) min[2] = z;
  if (x > max[0]) max[0] = x;
  if (y > max[1]) max[1] = y;
  if (z > max[2]) max[2] = z;
}
