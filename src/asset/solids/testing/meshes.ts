import { randomNumbers } from '../random.ts';

export interface TestMesh {
  positions: Float32Array;
  indices: Uint32Array;
}

export type Point = readonly [number, number, number];

/** Corners of a box of these lengths around a point: x goes first. */
export const boxPoints = ([x, y, z]: Point, [cx, cy, cz]: Point = [0, 0, 0]): Point[] =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((corner): Point => [
    cx + (corner & 1 ? x : -x) / 2,
    cy + (corner & 2 ? y : -y) / 2,
    cz + (corner & 4 ? z : -z) / 2,
  ]);

/** Its sides, counter-clockwise seen from outside. */
export const boxSides: readonly (readonly number[])[] = [
  [0, 4, 6, 2],
  [1, 3, 7, 5],
  [0, 1, 5, 4],
  [2, 6, 7, 3],
  [0, 2, 3, 1],
  [4, 5, 7, 6],
];

/** The box as a mesh of triangles. */
export const boxOf = (lengths: Point, center?: Point): TestMesh => ({
  positions: Float32Array.from(boxPoints(lengths, center).flat()),
  indices: Uint32Array.from(boxSides.flatMap(([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, a, c, d])),
});

/** Points spread evenly over a sphere, by the golden angle. */
export function spherePoints(count: number, radius: number): Float32Array {
  const points = new Float32Array(3 * count);
  for (let point = 0; point < count; point += 1) {
    const z = 1 - (2 * point + 1) / count;
    const across = Math.sqrt(1 - z * z);
    const angle = point * Math.PI * (3 - Math.sqrt(5));
    points.set([radius * across * Math.cos(angle), radius * across * Math.sin(angle), radius * z], 3 * point);
  }
  return points;
}

/** Points in a box from -1 to 1, anywhere. */
export function cloud(count: number, seed: number): Float32Array {
  const random = randomNumbers(seed);
  return Float32Array.from({ length: 3 * count }, () => 2 * random() - 1);
}

/** Points on the sides of a box of 2 × 2 × `height` that each are off by up to `noise`. */
export function roughBox(count: number, height: number, noise: number, seed: number): Float64Array {
  const random = randomNumbers(seed);
  const points = new Float64Array(3 * count);
  for (let point = 0; point < count; point += 1) {
    const place = [2 * random() - 1, 2 * random() - 1, 2 * random() - 1];
    place[Math.floor(3 * random())] = random() < 0.5 ? -1 : 1;
    for (const [axis, value] of place.entries())
      points[3 * point + axis] = (value + noise * (random() - 0.5)) * (axis === 2 ? height / 2 : 1);
  }
  return points;
}

/** Several meshes as one. */
export function together(...meshes: TestMesh[]): TestMesh {
  const positions: number[] = [];
  const indices: number[] = [];
  for (const mesh of meshes) {
    const offset = positions.length / 3;
    positions.push(...mesh.positions);
    indices.push(...Array.from(mesh.indices, (index) => index + offset));
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

/** The mesh turned by an angle about an axis through the origin. */
export function turned(mesh: TestMesh, [x, y, z]: [number, number, number], angle: number): TestMesh {
  const length = Math.hypot(x, y, z);
  const [ux, uy, uz] = [x / length, y / length, z / length];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const rows = [
    [c + ux * ux * (1 - c), ux * uy * (1 - c) - uz * s, ux * uz * (1 - c) + uy * s],
    [uy * ux * (1 - c) + uz * s, c + uy * uy * (1 - c), uy * uz * (1 - c) - ux * s],
    [uz * ux * (1 - c) - uy * s, uz * uy * (1 - c) + ux * s, c + uz * uz * (1 - c)],
  ];
  const positions = mesh.positions.map((_, at) => {
    const point = at - (at % 3);
    const row = rows[at % 3] ?? [];
    return [0, 1, 2].reduce((sum, axis) => sum + (row[axis] ?? 0) * (mesh.positions[point + axis] ?? 0), 0);
  });
  return { positions, indices: mesh.indices };
}
