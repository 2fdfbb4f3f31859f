import type { Matrix } from './matrix.ts';
import type { AssetScene, Geometry, Shape } from './scene.ts';

/** A box along the axes that something lies in. */
export interface Bounds {
  min: [number, number, number];
  max: [number, number, number];
}

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
  const all = empty();
  for (const [geometry, matrices] of places) {
    const points = pointsInUse(geometry);
    const isMany = points.length * matrices.length > 3 * mostPlaced;
    const placed = isMany ? cornersOf(points) : points;
    for (const matrix of matrices) extend(all, placed, matrix);
  }
  return all[0] <= all[3] ? { min: [all[0], all[1], all[2]], max: [all[3], all[4], all[5]] } : null;
}

/** Lengths along the axes. */
export const sizeOf = ({ min, max }: Bounds): [number, number, number] => [
  max[0] - min[0],
  max[1] - min[1],
  max[2] - min[2],
];

/** Lowest x, y and z, then highest. */
type Extent = [number, number, number, number, number, number];
const empty = (): Extent => [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];

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

function cornersOf(points: Float32Array): Float32Array {
  const extent = empty();
  for (let n = 0; n < points.length; n += 3)
    include(extent, points[n] ?? 0, points[n + 1] ?? 0, points[n + 2] ?? 0);
  const corners = new Float32Array(24);
  for (let corner = 0; corner < 8; corner++)
    for (let axis = 0; axis < 3; axis++)
      corners[3 * corner + axis] = extent[axis + 3 * ((corner >> axis) & 1)] ?? 0;
  return corners;
}

function extend(extent: Extent, points: Float32Array, m: Matrix): void {
  const [a = 0, b = 0, c = 0, , d = 0, e = 0, f = 0, , g = 0, h = 0, i = 0, , tx = 0, ty = 0, tz = 0] = m;
  for (let n = 0; n < points.length; n += 3) {
    const x = points[n] ?? 0;
    const y = points[n + 1] ?? 0;
    const z = points[n + 2] ?? 0;
    include(extent, a * x + d * y + g * z + tx, b * x + e * y + h * z + ty, c * x + f * y + i * z + tz);
  }
}

function include(extent: Extent, x: number, y: number, z: number): void {
  if (x < extent[0]) extent[0] = x;
  if (y < extent[1]) extent[1] = y;
  if (z < extent[2]) extent[2] = z;
  if (x > extent[3]) extent[3] = x;
  if (y > extent[4]) extent[4] = y;
  if (z > extent[5]) extent[5] = z;
}
