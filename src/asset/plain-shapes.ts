import type { Axis } from './matrix.ts';
import type { Geometry } from './scene.ts';

/** Around the axis. Of four, so that a round shape is as wide as its radius says along both other axes. */
const segments = 32;
/** From the equator of a sphere to a pole. */
const rings = 8;

/** A point of an outline that is turned about z, with the direction that the surface faces there. */
interface OutlinePoint {
  radius: number;
  z: number;
  /** Away from the axis, and along it. */
  facing: [number, number];
}
type Kind = Geometry['kind'];

/** Around the origin, with these lengths along x, y and z. */
export function box(x: number, y: number, z: number): Geometry {
  const points = new Float32Array(24);
  for (let corner = 0; corner < 8; corner++) {
    points[3 * corner] = (corner & 1 ? x : -x) / 2;
    points[3 * corner + 1] = (corner & 2 ? y : -y) / 2;
    points[3 * corner + 2] = (corner & 4 ? z : -z) / 2;
  }
  // prettier-ignore
  const sides = [[0, 4, 6, 2], [1, 3, 7, 5], [0, 1, 5, 4], [2, 6, 7, 3], [0, 2, 3, 1], [4, 5, 7, 6]];
  const positions = new Float32Array(72);
  const normals = new Float32Array(72);
  const indices = new Uint32Array(36);
  const surface = new Uint32Array(36);
  for (const [side, corners] of sides.entries()) {
    for (const [n, corner] of corners.entries()) {
      positions.set(points.subarray(3 * corner, 3 * corner + 3), 12 * side + 3 * n);
      normals[12 * side + 3 * n + (side >> 1)] = side & 1 ? 1 : -1;
    }
    for (const [n, at] of [0, 1, 2, 0, 2, 3].entries()) {
      indices[6 * side + n] = 4 * side + at;
      surface[6 * side + n] = corners[at] ?? 0;
    }
  }
  return {
    ...bare('cube', positions, indices, normals),
    pointCount: 8,
    surface: { points, indices: surface },
  };
}

/** Around the origin, with these radii along x, y and z. */
export function ellipsoid(x: number, y: number, z: number): Geometry {
  const round = turned('ellipsoid', [cap(1, 0, -1, 1)]);
  const { positions, normals } = round;
  const radii = [x, y, z];
  for (let n = 0; n < positions.length; n += 3) {
    const facing = radii.map((radius, axis) => (positions[n + axis] ?? 0) / radius);
    const length = Math.hypot(...facing);
    for (const [axis, radius] of radii.entries()) {
      positions[n + axis] = (positions[n + axis] ?? 0) * radius;
      if (normals !== null) normals[n + axis] = (facing[axis] ?? 0) / length;
    }
  }
  return round;
}

/** Around the origin. */
export const sphere = (radius: number): Geometry => ({
  ...ellipsoid(radius, radius, radius),
  kind: 'sphere',
});

/** Around the origin, along z. */
export const cylinder = (radius: number, height: number): Geometry => tapered(radius, radius, height);

/** Around the middle of its height, along z, with its tip at the upper end. */
export const cone = (radius: number, height: number): Geometry => ({
  ...tapered(radius, 0, height),
  kind: 'cone',
});

/** Around the middle of its height, along z, with radii of its own at both ends. */
export function tapered(lower: number, upper: number, height: number): Geometry {
  const slope = Math.hypot(height, lower - upper);
  const facing: [number, number] = [height / slope, (lower - upper) / slope];
  const [from, to] = [-height / 2, height / 2];
  const outline: OutlinePoint[][] = [
    [
      { radius: lower, z: from, facing },
      { radius: upper, z: to, facing },
    ],
  ];
  if (lower > 0) outline.unshift([end(0, from, -1), end(lower, from, -1)]);
  if (upper > 0) outline.push([end(upper, to, 1), end(0, to, 1)]);
  return turned('cylinder', outline);
}

/**
 * Along z, with half spheres of these radii whose centres are `height` apart, around the middle between them; what is between
 * follows the cone that touches both.
 */
export function capsule(lower: number, upper: number, height: number): Geometry {
  if (height <= Math.abs(lower - upper)) {
    // One half sphere has the other inside it.
    const [radius, z] = lower > upper ? [lower, -height / 2] : [upper, height / 2];
    return turned('capsule', [cap(radius, z, -1, 1)]);
  }
  const latitude = Math.asin((lower - upper) / height) / (Math.PI / 2);
  const [below, above] = [cap(lower, -height / 2, -1, latitude), cap(upper, height / 2, latitude, 1)];
  return turned('capsule', [[...below, ...above]]);
}

/** Across the axis, both sides of it: `width` and `length` along x and y for z, z and y for x, x and z for y. */
export function plane(width: number, length: number, axis: Axis): Geometry {
  const positions = new Float32Array(12);
  const normals = new Float32Array(12);
  for (let corner = 0; corner < 4; corner++) {
    const x = (corner === 1 || corner === 2 ? width : -width) / 2;
    const y = (corner > 1 ? length : -length) / 2;
    positions.set(axis === 'Z' ? [x, y, 0] : axis === 'Y' ? [x, 0, -y] : [0, y, -x], 3 * corner);
    normals[3 * corner + 'XYZ'.indexOf(axis)] = 1;
  }
  return bare('plane', positions, Uint32Array.of(0, 1, 2, 0, 2, 3), normals);
}

/** The same shape along another axis, turned in the way of USD: x, y, z of it become y, z, x along x, and z, x, y along y. */
export function alongAxis(geometry: Geometry, axis: Axis): Geometry {
  if (axis === 'Z') return geometry;
  const turn = (values: Float32Array): Float32Array => {
    const moved = new Float32Array(values.length);
    const by = axis === 'X' ? 1 : 2;
    for (let n = 0; n < values.length; n += 3)
      for (let from = 0; from < 3; from++) moved[n + ((from + by) % 3)] = values[n + from] ?? 0;
    return moved;
  };
  const { positions, normals, surface } = geometry;
  return {
    ...geometry,
    positions: turn(positions),
    normals: normals && turn(normals),
    surface: surface && { points: turn(surface.points), indices: surface.indices },
  };
}

const end = (radius: number, z: number, facing: number): OutlinePoint => ({ radius, z, facing: [0, facing] });

/** Part of a half circle around z, from one latitude to another; poles are -1 and 1, the equator is 0 and always among them. */
function cap(radius: number, z: number, from: number, to: number): OutlinePoint[] {
  if (from < 0 && to > 0) return [...cap(radius, z, from, 0), ...cap(radius, z, 0, to).slice(1)];
  const count = Math.ceil(rings * (to - from));
  return Array.from({ length: count + 1 }, (_, n) => {
    const latitude = from + ((to - from) * n) / count;
    const angle = (latitude * Math.PI) / 2;
    const across = Math.abs(latitude) === 1 ? 0 : Math.cos(angle);
    return { radius: radius * across, z: z + radius * Math.sin(angle), facing: [across, Math.sin(angle)] };
  });
}

/**
 * What an outline encloses that is turned about z. It runs from the lower end to the upper; its pieces have edges between them
 * where they meet with another facing.
 */
function turned(kind: Kind, pieces: OutlinePoint[][]): Geometry {
  const positions: number[] = [];
  const normals: number[] = [];
  const indices: number[] = [];
  const points: number[] = [];
  const surface: number[] = [];
  const pointRings = new Map<string, number[]>();
  const ring = (at: OutlinePoint, into: number[], count: number): number[] =>
    Array.from({ length: segments }, (_, n) => {
      if (n < count) into.push(...around(n, at.radius), at.z);
      return into.length / 3 - 1;
    });
  for (const piece of pieces) {
    let before: { vertices: number[]; points: number[] } | null = null;
    for (const at of piece) {
      const isTip = at.radius === 0;
      // At a pole all directions are one; at the tip of a cone each segment has its own.
      const count = isTip && at.facing[0] === 0 ? 1 : segments;
      const vertices = ring(at, positions, count);
      for (let n = 0; n < count; n++) normals.push(...around(n, at.facing[0]), at.facing[1]);
      const key = `${at.radius} ${at.z}`;
      const ofPoints = pointRings.get(key) ?? ring(at, points, isTip ? 1 : segments);
      pointRings.set(key, ofPoints);
      if (before !== null) {
        between(before.points, ofPoints, before.points, ofPoints, surface);
        between(before.vertices, vertices, before.points, ofPoints, indices);
      }
      before = { vertices, points: ofPoints };
    }
  }
  const made = bare(
    kind,
    Float32Array.from(positions),
    Uint32Array.from(indices),
    Float32Array.from(normals),
  );
  if (points.length === positions.length) return made;
  return {
    ...made,
    pointCount: points.length / 3,
    surface: { points: Float32Array.from(points), indices: Uint32Array.from(surface) },
  };
}

function around(segment: number, radius: number): [number, number] {
  const quarter = segments / 4;
  const angle = ((segment % quarter) / segments) * 2 * Math.PI;
  let [x, y] = [radius * Math.cos(angle), radius * Math.sin(angle)];
  // By quarters, so that opposite points are as far from the axis to the last bit.
  for (let n = quarter; n <= segment; n += quarter) [x, y] = [-y, x];
  return [x, y];
}

/** Triangles between two rings, those without an area left out; which those are, `lowerPoints` and `upperPoints` say. */
function between(
  lower: number[],
  upper: number[],
  lowerPoints: number[],
  upperPoints: number[],
  into: number[],
): void {
  for (let n = 0; n < segments; n++) {
    const next = (n + 1) % segments;
    const [a = 0, b = 0, c = 0, d = 0] = [lower[n], lower[next], upper[next], upper[n]];
    if (lowerPoints[n] !== lowerPoints[next]) into.push(a, b, c);
    if (upperPoints[n] !== upperPoints[next]) into.push(a, c, d);
  }
}

function bare(kind: Kind, positions: Float32Array, indices: Uint32Array, normals: Float32Array): Geometry {
  const pointCount = positions.length / 3;
  return { positions, indices, normals, uvs: null, colors: null, kind, pointCount, surface: null };
}
