/** A point or direction; metres, Z up, X forward. */
export type Vec3 = readonly [number, number, number];

/** Triangles with a normal and a texture coordinate at each vertex. */
export interface Mesh {
  readonly positions: readonly Vec3[];
  readonly normals: readonly Vec3[];
  readonly uvs: readonly (readonly [number, number])[];
  /** Three vertex numbers for each triangle, counter-clockwise seen from outside. */
  readonly triangles: readonly (readonly [number, number, number])[];
}

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec3, by: number): Vec3 => [a[0] * by, a[1] * by, a[2] * by];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
/** The direction of a vector; up for one without length. */
export function normalize(a: Vec3): Vec3 {
  const length = Math.hypot(...a);
  return length === 0 ? [0, 0, 1] : scale(a, 1 / length);
}

/** Turns a direction about an axis through the origin, right-handed, radians. */
export function rotate(v: Vec3, axis: Vec3, angle: number): Vec3 {
  const k = normalize(axis);
  const c = Math.cos(angle);
  return add(add(scale(v, c), scale(cross(k, v), Math.sin(angle))), scale(k, dot(k, v) * (1 - c)));
}

/** A mesh turned about an axis through the origin and then moved. */
export function placed(mesh: Mesh, move: Vec3, axis: Vec3 = [0, 0, 1], angle = 0): Mesh {
  return {
    ...mesh,
    positions: mesh.positions.map((p) => add(rotate(p, axis, angle), move)),
    normals: mesh.normals.map((n) => rotate(n, axis, angle)),
  };
}

/** The same mesh with its texture turned by a quarter: grain that ran around runs upward. */
export function grainTurned(mesh: Mesh): Mesh {
  return { ...mesh, uvs: mesh.uvs.map(([u, v]) => [v, u] as const) };
}

/** Several meshes as one. */
export function joined(...meshes: readonly Mesh[]): Mesh {
  let offset = 0;
  const triangles = meshes.flatMap((mesh) => {
    const start = offset;
    offset += mesh.positions.length;
    return mesh.triangles.map(([a, b, c]) => [a + start, b + start, c + start] as const);
  });
  return {
    positions: meshes.flatMap((mesh) => mesh.positions),
    normals: meshes.flatMap((mesh) => mesh.normals),
    uvs: meshes.flatMap((mesh) => mesh.uvs),
    triangles,
  };
}

/** The corner points of every triangle. */
export function corners(mesh: Mesh): (readonly [Vec3, Vec3, Vec3])[] {
  const at = (index: number): Vec3 => mesh.positions[index] ?? [0, 0, 0];
  return mesh.triangles.map(([a, b, c]) => [at(a), at(b), at(c)] as const);
}

/** Cubic metres inside a closed mesh, by the signed volumes of its triangles. */
export function volume(mesh: Mesh): number {
  return corners(mesh).reduce((sum, [a, b, c]) => sum + dot(a, cross(b, c)) / 6, 0);
}

/** The middle of what is inside a closed mesh: that of the tetrahedra from the origin to its triangles. */
export function centroid(mesh: Mesh): Vec3 {
  const moment: [number, number, number] = [0, 0, 0];
  for (const [a, b, c] of corners(mesh)) {
    const share = dot(a, cross(b, c)) / 24;
    for (const axis of [0, 1, 2] as const) moment[axis] += share * (a[axis] + b[axis] + c[axis]);
  }
  const whole = volume(mesh);
  return [moment[0] / whole, moment[1] / whole, moment[2] / whole];
}

export interface Bounds {
  readonly min: Vec3;
  readonly max: Vec3;
}

/** The smallest upright box around all points. */
export function bounds(points: readonly Vec3[]): Bounds {
  const axis = (at: 0 | 1 | 2, pick: (a: number, b: number) => number, from: number): number =>
    points.reduce((found, point) => pick(found, point[at]), from);
  return {
    min: [axis(0, Math.min, Infinity), axis(1, Math.min, Infinity), axis(2, Math.min, Infinity)],
    max: [axis(0, Math.max, -Infinity), axis(1, Math.max, -Infinity), axis(2, Math.max, -Infinity)],
  };
}
