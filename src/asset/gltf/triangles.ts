import { AssetError } from '../limits.ts';
import type { AssetBudget } from '../limits.ts';

/** What a primitive's `mode` makes of its vertices; null for what has no surface. */
export type Topology = 'triangles' | 'strip' | 'fan';
export const topologies: readonly (Topology | null)[] = [null, null, null, null, 'triangles', 'strip', 'fan'];
export const modeNames = ['points', 'lines', 'a line loop', 'a line strip', 'triangles', 'a strip', 'a fan'];

/**
 * Three indices for each triangle, turned as the specification says (3.7.2.1): every other triangle of a strip is the other way
 * round.
 *
 * @param indices null where vertices follow one another
 * @throws {AssetError} `damaged` where an index is not of a vertex
 */
export function trianglesOf(
  topology: Topology,
  indices: Uint32Array | null,
  vertices: number,
  place: string,
  budget: AssetBudget,
): Uint32Array {
  for (const index of indices ?? [])
    if (index >= vertices) throw new AssetError('damaged', `${place}: vertex ${index} of ${vertices}`);
  const length = indices?.length ?? vertices;
  if (topology === 'triangles' && indices !== null && length % 3 === 0) return indices;
  const count = topology === 'triangles' ? Math.floor(length / 3) : Math.max(0, length - 2);
  budget.addValues(3 * count);
  const triangles = new Uint32Array(3 * count);
  const at = (corner: number): number => (indices === null ? corner : (indices[corner] ?? 0));
  for (let one = 0; one < count; one++) {
    const [a, b, c] = cornersOf(topology, one);
    triangles[3 * one] = at(a);
    triangles[3 * one + 1] = at(b);
    triangles[3 * one + 2] = at(c);
  }
  return triangles;
}

function cornersOf(topology: Topology, triangle: number): [number, number, number] {
  if (topology === 'triangles') return [3 * triangle, 3 * triangle + 1, 3 * triangle + 2];
  if (topology === 'fan') return [triangle + 1, triangle + 2, 0];
  const odd = triangle % 2;
  return [triangle, triangle + 1 + odd, triangle + 2 - odd];
}
