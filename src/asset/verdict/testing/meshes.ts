/** Texts of USD meshes for tests of colliders. */
import type { Point } from '../../solids/testing/meshes.ts';

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
