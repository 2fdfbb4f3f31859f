/** Texts of USD meshes for tests of colliders. */
import { boxPoints, boxSides, type Point } from '../../solids/testing/meshes.ts';
import { apis, binding } from './props.ts';

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

export const meshApis = apis('Collision', 'MeshCollision');

/** What a mesh that collides says of itself, by the name of the approximation. */
export const approximatedBy = (approximation: string): string =>
  `uniform token physics:approximation = "${approximation}"\n uniform token purpose = "guide"\n ${binding}`;

/** The mesh that the good prop collides by. */
export const collidingMesh = (
  points: readonly Point[],
  faces: readonly (readonly number[])[],
  inner = approximatedBy('convexHull'),
  metadata = meshApis,
): string => meshText('Collider', points, faces, inner, metadata);

/** A box of half a metre as such a mesh. */
export const boxCollider = (inner?: string, metadata?: string): string =>
  collidingMesh(boxPoints([0.5, 0.5, 0.5]), boxSides, inner, metadata);
