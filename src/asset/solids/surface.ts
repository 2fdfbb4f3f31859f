import type { Points } from '../vector.ts';

/** What of a surface keeps it from enclosing a volume. All counts are of points at different places, whatever the file splits. */
export interface SurfaceReport {
  faces: number;
  edges: number;
  /** Edges with one face, and with three or more. */
  openEdges: number;
  nonManifoldEdges: number;
  /** Edges whose two faces go along them in the same direction: one of both is inside out. */
  misorientedEdges: number;
  /** Faces with two corners in the same place, or three on one line. */
  flatFaces: number;
  /** Faces with a corner that is no point; they are left out of all else. */
  invalidFaces: number;
  /** Each edge has two faces that go along it in opposite directions. */
  isClosed: boolean;
  /** Indices of the first points of edges, in pairs, and of the first faces, for drawing: at most {@link maxExamples} each. */
  examples: {
    openEdges: number[];
    nonManifoldEdges: number[];
    misorientedEdges: number[];
    flatFaces: number[];
  };
}

export const maxExamples = 100;

/** Of its longest edge: a triangle that is less high than this has no direction. */
const flatShare = 1e-7;

/** Looks at each edge of a surface, and at how many faces have it in which direction. */
export function inspectSurface(points: Points, indices: Uint32Array): SurfaceReport {
  const place = weldPoints(points);
  const count = place.length;
  const report: SurfaceReport = {
    faces: Math.floor(indices.length / 3),
    edges: 0,
    openEdges: 0,
    nonManifoldEdges: 0,
    misorientedEdges: 0,
    flatFaces: 0,
    invalidFaces: 0,
    isClosed: false,
    examples: { openEdges: [], nonManifoldEdges: [], misorientedEdges: [], flatFaces: [] },
  };
  // Both ends of an edge and its direction in one number, so that sorting brings equal edges together.
  const keys = new Float64Array(indices.length);
  let used = 0;
  for (let face = 0; face < report.faces; face += 1) {
    const corners = indices.subarray(3 * face, 3 * face + 3);
    if (corners.some((corner) => corner >= count)) {
      report.invalidFaces += 1;
      continue;
    }
    if (isFlat(points, corners)) {
      report.flatFaces += 1;
      if (report.examples.flatFaces.length < maxExamples) report.examples.flatFaces.push(face);
    }
    const [a, b, c] = [place[corners[0] ?? 0] ?? 0, place[corners[1] ?? 0] ?? 0, place[corners[2] ?? 0] ?? 0];
    // A triangle with two corners in one place is an edge that is gone over twice: it neither opens nor closes anything.
    if (a === b || b === c || a === c) continue;
    keys[used] = edgeKey(a, b, count);
    keys[used + 1] = edgeKey(b, c, count);
    keys[used + 2] = edgeKey(c, a, count);
    used += 3;
  }
  const sorted = keys.subarray(0, used).sort();
  for (let start = 0; start < used;) {
    const edge = Math.floor((sorted[start] ?? 0) / 2);
    let forward = 0;
    let end = start;
    for (; end < used && Math.floor((sorted[end] ?? 0) / 2) === edge; end += 1)
      forward += (sorted[end] ?? 0) % 2;
    const uses = end - start;
    report.edges += 1;
    const problem =
      uses === 1 ? 'openEdges' : uses > 2 ? 'nonManifoldEdges' : forward !== 1 ? 'misorientedEdges' : null;
    if (problem !== null) {
      report[problem] += 1;
      const examples = report.examples[problem];
      if (examples.length < 2 * maxExamples) examples.push(Math.floor(edge / count), edge % count);
    }
    start = end;
  }
  report.isClosed =
    report.edges > 0 &&
    report.invalidFaces === 0 &&
    report.openEdges + report.nonManifoldEdges + report.misorientedEdges === 0;
  return report;
}

/** For each point the first one at exactly the same place. */
export function weldPoints(points: Points): Uint32Array {
  const count = Math.floor(points.length / 3);
  const result = new Uint32Array(count);
  let slots = 1;
  while (slots < 2 * count) slots *= 2;
  // An open-addressed table of points, by their coordinates.
  const table = new Int32Array(slots).fill(-1);
  const bits = new Uint32Array(6);
  const numbers = new Float64Array(bits.buffer);
  for (let point = 0; point < count; point += 1) {
    // NaN equals nothing, so that many of it would search the whole table each.
    if (
      Number.isNaN((points[3 * point] ?? 0) + (points[3 * point + 1] ?? 0) + (points[3 * point + 2] ?? 0))
    ) {
      result[point] = point;
      continue;
    }
    // 0 and -0 are the same place.
    numbers[0] = (points[3 * point] ?? 0) + 0;
    numbers[1] = (points[3 * point + 1] ?? 0) + 0;
    numbers[2] = (points[3 * point + 2] ?? 0) + 0;
    let hash = 0;
    for (const word of bits) {
      hash = Math.imul(hash ^ word, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    let slot = (hash >>> 0) % slots;
    for (; ; slot = (slot + 1) % slots) {
      const other = table[slot] ?? -1;
      if (other < 0) {
        table[slot] = point;
        result[point] = point;
        break;
      }
      if (
        points[3 * other] === points[3 * point] &&
        points[3 * other + 1] === points[3 * point + 1] &&
        points[3 * other + 2] === points[3 * point + 2]
      ) {
        result[point] = other;
        break;
      }
    }
  }
  return result;
}

function edgeKey(from: number, to: number, count: number): number {
  return from < to ? (from * count + to) * 2 + 1 : (to * count + from) * 2;
}

function isFlat(points: Points, corners: Uint32Array): boolean {
  const [a, b, c] = [3 * (corners[0] ?? 0), 3 * (corners[1] ?? 0), 3 * (corners[2] ?? 0)];
  const edge = (from: number, to: number): [number, number, number] => [
    (points[to] ?? 0) - (points[from] ?? 0),
    (points[to + 1] ?? 0) - (points[from + 1] ?? 0),
    (points[to + 2] ?? 0) - (points[from + 2] ?? 0),
  ];
  const [ux, uy, uz] = edge(a, b);
  const [vx, vy, vz] = edge(a, c);
  const longest = Math.max(Math.hypot(ux, uy, uz), Math.hypot(vx, vy, vz), Math.hypot(...edge(b, c)));
  const cross = Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx);
  return !(cross > longest * longest * flatShare);
}
