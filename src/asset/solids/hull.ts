import type { Points } from '../vector.ts';
import { HullFaces } from './hull-faces.ts';
import { indexedHeap } from './indexed-heap.ts';
import { startSimplex } from './start-simplex.ts';

/** A closed convex surface. */
export interface Hull {
  kind: 'hull';
  /** x, y, z of each corner; all are points that were given. */
  positions: Float32Array;
  /** Which of the points that were given each corner is. */
  corners: Uint32Array;
  /** Three for each triangle, counter-clockwise seen from outside. */
  indices: Uint32Array;
  /** How far the farthest point that was left out is above the face that it was seen from, in units of the points. */
  error: number;
}

/** Points that enclose no volume: why there is no hull of them. */
export interface NoHull {
  kind: 'empty' | 'not-finite' | 'point' | 'line' | 'flat';
}

export interface HullOptions {
  /** More corners are left out, those that matter least first; {@link Hull.error} says how much is lost. */
  maxCorners?: number;
}

/** Corners of a hull that is not told otherwise: far more than any engine takes (PhysX 64 to 255, MuJoCo all). */
const defaultMaxCorners = 8192;

/**
 * The convex hull of points, by quickhull (Barber, Dobkin, Huhdanpaa 1996): the point that lies farthest outside is added until
 * none is left. Points closer than a millionth of the whole size to the hull count as on it: positions are 32-bit numbers, and the
 * faces of a box that was turned would be made of splinters otherwise.
 */
export function convexHull(points: Points, options: HullOptions = {}): Hull | NoHull {
  const start = startSimplex(points);
  if (start.kind !== 'simplex') return start;
  const count = Math.floor(points.length / 3);
  const maxCorners = Math.max(4, Math.min(count, options.maxCorners ?? defaultMaxCorners));
  const faces = new HullFaces(points, maxCorners, start.tolerance);
  // The face whose farthest point is the farthest of all is at the top.
  const heap = indexedHeap((face) => faces.farthestDistance[face] ?? 0);
  for (const face of faces.startWith(start.corners)) heap.push(face);

  let corners = 4;
  let error = 0;
  while (true) {
    const face = heap.pop();
    if (face === null) break;
    if (!faces.isPending(face)) continue;
    if (corners === maxCorners) {
      error = faces.farthestDistance[face] ?? 0;
      break;
    }
    const distance = faces.farthestDistance[face] ?? 0;
    const added = faces.addFarthestOf(face);
    if (added) corners += 1;
    else error = Math.max(error, distance);
    for (const changed of added ?? [face]) if (faces.isPending(changed)) heap.push(changed);
  }
  return { kind: 'hull', ...faces.toMesh(), error: Math.max(error, start.tolerance) };
}
