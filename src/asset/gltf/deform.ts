import { AssetError } from '../limits.ts';
import type { Matrix } from '../matrix.ts';

/** `base`, with each target added as much as its weight says. */
export function morphed(
  base: Float32Array,
  targets: readonly { offsets: Float32Array; weight: number }[],
): Float32Array {
  const moved = base.slice();
  for (const { offsets, weight } of targets)
    for (let at = 0; at < moved.length; at++) moved[at] = (moved[at] ?? 0) + weight * (offsets[at] ?? 0);
  return moved;
}

/** Which joints move a vertex, and how much: four numbers of each set for each vertex. */
export interface JointInfluence {
  joints: Uint32Array;
  weights: Float32Array;
}

/**
 * Where a skin puts points with its joints as they are (glTF 2.0 specification, 3.7.3.3).
 *
 * @param matrices of each joint: from the mesh's space, as it was bound, to the scene's
 * @throws {AssetError} `damaged` where a vertex names a joint that is not there
 */
export function skinned(
  positions: Float32Array,
  normals: Float32Array | null,
  influences: readonly JointInfluence[],
  matrices: readonly Matrix[],
  place: string,
): { positions: Float32Array; normals: Float32Array | null } {
  const moved = new Float32Array(positions.length);
  const turned = normals === null ? null : new Float32Array(normals.length);
  const blend = new Float64Array(12);
  for (let vertex = 0; vertex * 3 < positions.length; vertex++) {
    blendMatrices(blend, vertex, influences, matrices, place);
    transformInto(moved, positions, vertex, blend, 1);
    if (turned !== null && normals !== null) {
      transformInto(turned, normals, vertex, blend, 0);
      normalize(turned, vertex);
    }
  }
  return { positions: moved, normals: turned };
}

/** The three rows that matter, column by column. */
function blendMatrices(
  blend: Float64Array,
  vertex: number,
  influences: readonly JointInfluence[],
  matrices: readonly Matrix[],
  place: string,
): void {
  blend.fill(0);
  let total = 0;
  for (const { joints, weights } of influences)
    for (let at = 4 * vertex; at < 4 * vertex + 4; at++) {
      const weight = weights[at] ?? 0;
      if (weight === 0) continue;
      const matrix = matrices[joints[at] ?? 0];
      if (matrix === undefined)
        throw new AssetError('damaged', `${place}: joint ${joints[at]} of ${matrices.length}`);
      total += weight;
      for (let column = 0; column < 4; column++)
        for (let row = 0; row < 3; row++) {
          const cell = 3 * column + row;
          blend[cell] = (blend[cell] ?? 0) + weight * (matrix[4 * column + row] ?? 0);
        }
    }
  if (total === 0) blend[0] = blend[4] = blend[8] = 1;
  else for (let cell = 0; cell < 12; cell++) blend[cell] = (blend[cell] ?? 0) / total;
}

function transformInto(
  target: Float32Array,
  source: Float32Array,
  vertex: number,
  m: Float64Array,
  isPoint: 0 | 1,
): void {
  const x = source[3 * vertex] ?? 0;
  const y = source[3 * vertex + 1] ?? 0;
  const z = source[3 * vertex + 2] ?? 0;
  for (let row = 0; row < 3; row++)
    target[3 * vertex + row] =
      (m[row] ?? 0) * x + (m[3 + row] ?? 0) * y + (m[6 + row] ?? 0) * z + isPoint * (m[9 + row] ?? 0);
}

function normalize(vectors: Float32Array, vertex: number): void {
  const at = 3 * vertex;
  const length = Math.hypot(vectors[at] ?? 0, vectors[at + 1] ?? 0, vectors[at + 2] ?? 0);
  if (length > 0) for (let n = at; n < at + 3; n++) vectors[n] = (vectors[n] ?? 0) / length;
}
