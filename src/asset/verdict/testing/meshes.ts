/** Texts of USD meshes for tests of colliders. */

type Point = readonly [number, number, number];

/** A Mesh prim of triangles, with what else it says. */
export const meshText = (
  name: string,
  points: readonly Point[],
  triangles: readonly (readonly number[])[],
  inner = '',
  metadata = '',
): string => `def Mesh "${name}" ${metadata} {
    point3f[] points = [${points.map((point) => `(${point.join(', ')})`).join(', ')}]
    int[] faceVertexCounts = [${triangles.map((corners) => corners.length).join(', ')}]
    int[] faceVertexIndices = [${triangles.flat().join(', ')}]
    uniform token subdivisionScheme = "none"
    ${inner}
  }`;

/** Corners of a box of these lengths around a point: x goes first. */
export const boxPoints = ([x, y, z]: Point, [cx, cy, cz]: Point = [0, 0, 0]): Point[] =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((corner): Point => [
    cx + (corner & 1 ? x : -x) / 2,
    cy + (corner & 2 ? y : -y) / 2,
    cz + (corner & 4 ? z : -z) / 2,
  ]);

/** Its sides, outwards. */
export const boxSides: readonly (readonly number[])[] = [
  [0, 4, 6, 2],
  [1, 3, 7, 5],
  [0, 1, 5, 4],
  [2, 6, 7, 3],
  [0, 2, 3, 1],
  [4, 5, 7, 6],
];

/** Points of a prism with so many sides, around z. */
export const prismPoints = (sides: number, radius: number, height: number): Point[] =>
  [-height / 2, height / 2].flatMap((z) =>
    Array.from({ length: sides }, (_none, side): Point => {
      const angle = (2 * Math.PI * side) / sides;
      return [radius * Math.cos(angle), radius * Math.sin(angle), z];
    }),
  );

/** Its sides and ends, outwards. */
export const prismSides = (sides: number): number[][] => {
  const ring = Array.from({ length: sides }, (_none, side) => side);
  return [
    ring.toReversed(),
    ring.map((side) => side + sides),
    ...ring.map((side) => {
      const next = (side + 1) % sides;
      return [side, next, next + sides, side + sides];
    }),
  ];
};
