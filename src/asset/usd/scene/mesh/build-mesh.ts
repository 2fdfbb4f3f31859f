import { AssetError } from '../../../limits.ts';
import type { AssetBudget } from '../../../limits.ts';
import type { Geometry } from '../../../scene.ts';
import type { NumberArray } from '../../layer.ts';
import { clipEars, isConcave, type ClippingWork } from './ear-clipping.ts';
import type { Primvar } from './primvars.ts';

/** A mesh as USD writes it. Sizes of the primvars fit it. */
export interface Mesh {
  points: Float32Array;
  /** Corners of each face. */
  counts: NumberArray;
  /** The point of each corner, face after face. */
  corners: NumberArray;
  isLeftHanded: boolean;
  /** Faces that are not drawn. */
  holes: NumberArray | null;
  /** For each face which of `groupCount` groups it is of; null: all are of the first. */
  groups: Int32Array | null;
  groupCount: number;
  normals: Primvar | null;
  uvs: Primvar | null;
  colors: Primvar | null;
  opacities: Primvar | null;
}

export interface BuiltMesh {
  geometry: Geometry;
  /** Triangles of each group, which stand together: the first of them and how many. */
  groups: { start: number; count: number }[];
  /** Whether concave faces were too many to be cut with care. */
  isRough: boolean;
}

/** Checks of corners against ears in one mesh: about a second. */
const clippingWork = 100_000_000;
/** Vertices of one point that a new corner is compared with: a fan of a million corners must not take a million squared. */
const mostCompared = 48;

/**
 * Checks that counts and indices fit one another.
 *
 * @throws {AssetError} `damaged`, with what does not fit
 */
export function checkTopology(points: Float32Array, counts: NumberArray, corners: NumberArray): void {
  if (points.length % 3 !== 0) throw new AssetError('damaged', 'points');
  if (!points.every(Number.isFinite)) throw new AssetError('damaged', 'points');
  let sum = 0;
  for (let face = 0; face < counts.length; face++) {
    const count = counts[face] ?? 0;
    if (!(count >= 0)) throw new AssetError('damaged', 'faceVertexCounts');
    sum += count;
  }
  if (sum !== corners.length) throw new AssetError('damaged', 'faceVertexCounts');
  const pointCount = points.length / 3;
  for (let corner = 0; corner < corners.length; corner++) {
    const point = corners[corner] ?? -1;
    if (!(point >= 0 && point < pointCount)) throw new AssetError('damaged', 'faceVertexIndices');
  }
}

/**
 * Triangles of a mesh that {@link checkTopology} let pass. Vertices are split only where faces that meet in a point have other
 * normals, coordinates or colours there.
 *
 * @throws {AssetError} with more triangles than the budget has left
 */
export function buildMesh(mesh: Mesh, budget: AssetBudget): BuiltMesh {
  const { triangles, groups, isRough } = triangulate(mesh, budget);
  const { points, corners } = mesh;
  const values = [mesh.normals, mesh.uvs, mesh.colors, mesh.opacities].filter((primvar) => primvar !== null);
  const isSplit = values.some(({ interpolation }) => isOfFaces(interpolation));
  const vertices = isSplit ? splitVertices(mesh, values) : null;
  const indices = new Uint32Array(triangles.length);
  const ofCorner = vertices?.ofCorner ?? corners;
  for (let n = 0; n < triangles.length; n++) indices[n] = ofCorner[triangles[n] ?? 0] ?? 0;
  const gather = (primvar: Primvar | null): Float32Array | null => {
    if (primvar === null) return null;
    return vertices === null
      ? gatherByPoint(primvar, points.length / 3)
      : gatherByCorner(primvar, vertices, corners);
  };
  const geometry: Geometry = {
    positions: vertices === null ? points.slice() : positionsOf(points, vertices, corners),
    indices,
    normals: gather(mesh.normals),
    uvs: gather(mesh.uvs),
    colors: joinColors(gather(mesh.colors), gather(mesh.opacities)),
    kind: 'mesh',
    pointCount: points.length / 3,
    surface: null,
  };
  if (vertices !== null) {
    const between = new Uint32Array(triangles.length);
    for (let n = 0; n < triangles.length; n++) between[n] = corners[triangles[n] ?? 0] ?? 0;
    geometry.surface = { points: points.slice(), indices: between };
  }
  return { geometry, groups, isRough };
}

/** Three corners for each triangle, those of one group together. */
function triangulate(
  mesh: Mesh,
  budget: AssetBudget,
): { triangles: Uint32Array; groups: BuiltMesh['groups']; isRough: boolean } {
  const { points, counts, corners, isLeftHanded, groups: groupOf } = mesh;
  const isHole = new Uint8Array(counts.length);
  for (const hole of mesh.holes ?? []) isHole[hole] = 1;
  const groups = Array.from({ length: mesh.groupCount }, () => ({ start: 0, count: 0 }));
  for (let face = 0; face < counts.length; face++) {
    const group = groups[groupOf?.[face] ?? 0];
    if (group !== undefined && isHole[face] === 0) group.count += Math.max(0, (counts[face] ?? 0) - 2);
  }
  let total = 0;
  for (const group of groups) {
    group.start = total;
    total += group.count;
  }
  budget.addTriangles(total);

  const triangles = new Uint32Array(3 * total);
  const written = groups.map(({ start }) => 3 * start);
  const work: ClippingWork = { left: clippingWork };
  const [second, third] = isLeftHanded ? [2, 1] : [1, 2];
  let start = 0;
  for (let face = 0; face < counts.length; face++) {
    const count = counts[face] ?? 0;
    const first = start;
    start += count;
    if (count < 3 || isHole[face] === 1) continue;
    const group = groupOf?.[face] ?? 0;
    let at = written[group] ?? 0;
    if (count > 3 && isConcave(points, corners, first, count)) {
      const cut = clipEars(points, corners, first, count, work);
      for (let n = 0; n < cut.length; n += 3) {
        triangles[at + n] = cut[n] ?? 0;
        triangles[at + n + second] = cut[n + 1] ?? 0;
        triangles[at + n + third] = cut[n + 2] ?? 0;
      }
      at += cut.length;
    } else {
      for (let n = 1; n + 1 < count; n++, at += 3) {
        triangles[at] = first;
        triangles[at + second] = first + n;
        triangles[at + third] = first + n + 1;
      }
    }
    written[group] = at;
  }
  return { triangles, groups, isRough: work.left <= 0 };
}

interface Vertices {
  /** The vertex of each corner. */
  ofCorner: Uint32Array;
  /** Of each vertex the first corner that has it, and the face of that corner. */
  corner: Uint32Array;
  face: Uint32Array;
}

/** Values that faces may have their own of, with the place of the first number of each corner. */
interface CornerValues {
  values: Float32Array;
  size: number;
  starts: Uint32Array;
}

/** One vertex for all corners of a point that have the same values. */
function splitVertices({ points, counts, corners }: Mesh, primvars: Primvar[]): Vertices {
  const split = primvars
    .filter(({ interpolation }) => isOfFaces(interpolation))
    .map((primvar) => cornerValues(primvar, counts, corners.length));
  const newest = new Int32Array(points.length / 3).fill(-1);
  const ofCorner = new Uint32Array(corners.length);
  const corner = new Uint32Array(corners.length);
  const face = new Uint32Array(corners.length);
  const older = new Int32Array(corners.length);
  let count = 0;
  for (let ofFace = 0, at = 0; ofFace < counts.length; ofFace++) {
    for (const end = at + (counts[ofFace] ?? 0); at < end; at++) {
      const point = corners[at] ?? 0;
      let vertex = newest[point] ?? -1;
      for (let compared = 0; vertex !== -1; compared++) {
        if (compared === mostCompared) vertex = -1;
        else if (isAlike(split, at, corner[vertex] ?? 0)) break;
        else vertex = older[vertex] ?? -1;
      }
      if (vertex === -1) {
        vertex = count++;
        corner[vertex] = at;
        face[vertex] = ofFace;
        older[vertex] = newest[point] ?? -1;
        newest[point] = vertex;
      }
      ofCorner[at] = vertex;
    }
  }
  return { ofCorner, corner: corner.slice(0, count), face: face.slice(0, count) };
}

function cornerValues(primvar: Primvar, counts: NumberArray, cornerCount: number): CornerValues {
  const { values, size, indices, interpolation } = primvar;
  const starts = new Uint32Array(cornerCount);
  const isOfFace = interpolation === 'uniform';
  for (let face = 0, corner = 0; face < counts.length; face++)
    for (const end = corner + (counts[face] ?? 0); corner < end; corner++) {
      const place = isOfFace ? face : corner;
      starts[corner] = size * (indices === null ? place : (indices[place] ?? 0));
    }
  return { values, size, starts };
}

function isAlike(split: CornerValues[], corner: number, other: number): boolean {
  for (let n = 0; n < split.length; n++) {
    const ofCorners = split[n];
    if (ofCorners === undefined) break;
    const { values, size, starts } = ofCorners;
    const a = starts[corner] ?? 0;
    const b = starts[other] ?? 0;
    if (a === b) continue;
    for (let at = 0; at < size; at++) if (values[a + at] !== values[b + at]) return false;
  }
  return true;
}

const isOfFaces = (interpolation: Primvar['interpolation']): boolean =>
  interpolation === 'faceVarying' || interpolation === 'uniform';

/** Which element of its values a primvar has in a place. */
function elementOf({ interpolation, indices }: Primvar, corner: number, face: number, point: number): number {
  const place =
    interpolation === 'faceVarying'
      ? corner
      : interpolation === 'uniform'
        ? face
        : interpolation === 'constant'
          ? 0
          : point;
  return indices === null ? place : (indices[place] ?? 0);
}

function positionsOf(points: Float32Array, { corner }: Vertices, corners: NumberArray): Float32Array {
  const positions = new Float32Array(3 * corner.length);
  for (let vertex = 0; vertex < corner.length; vertex++) {
    const point = 3 * (corners[corner[vertex] ?? 0] ?? 0);
    positions[3 * vertex] = points[point] ?? 0;
    positions[3 * vertex + 1] = points[point + 1] ?? 0;
    positions[3 * vertex + 2] = points[point + 2] ?? 0;
  }
  return positions;
}

function gatherByCorner(primvar: Primvar, { corner, face }: Vertices, corners: NumberArray): Float32Array {
  const { values, size } = primvar;
  const gathered = new Float32Array(size * corner.length);
  for (let vertex = 0; vertex < corner.length; vertex++) {
    const at = corner[vertex] ?? 0;
    const element = elementOf(primvar, at, face[vertex] ?? 0, corners[at] ?? 0);
    for (let n = 0; n < size; n++) gathered[size * vertex + n] = values[size * element + n] ?? 0;
  }
  return gathered;
}

function gatherByPoint(primvar: Primvar, count: number): Float32Array {
  const { values, size, indices, interpolation } = primvar;
  if (indices === null && interpolation !== 'constant') return values.slice();
  const gathered = new Float32Array(size * count);
  for (let point = 0; point < count; point++) {
    const element = elementOf(primvar, 0, 0, point);
    for (let n = 0; n < size; n++) gathered[size * point + n] = values[size * element + n] ?? 0;
  }
  return gathered;
}

/** USD's grey, for what has an opacity and no colour. */
const grey = 0.18;

function joinColors(colors: Float32Array | null, opacities: Float32Array | null): Float32Array | null {
  if (colors === null && opacities === null) return null;
  const count = opacities?.length ?? (colors?.length ?? 0) / 3;
  const joined = new Float32Array(4 * count);
  for (let vertex = 0; vertex < count; vertex++) {
    for (let n = 0; n < 3; n++) joined[4 * vertex + n] = colors?.[3 * vertex + n] ?? grey;
    joined[4 * vertex + 3] = opacities?.[vertex] ?? 1;
  }
  return joined;
}
