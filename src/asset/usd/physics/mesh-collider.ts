import { sphere } from '../../plain-shapes.ts';
import type { Geometry } from '../../scene.ts';
import { boxMesh, smallBox, smallestBall } from '../../solids/bounds.ts';
import { convexHull } from '../../solids/hull.ts';
import { ellipsoidSolid, meshSolid, scaled, type Solid } from '../../solids/solid.ts';
import { inspectSurface } from '../../solids/surface.ts';
import { surfaceOf } from '../../surface-of.ts';
import type { Points, Vector } from '../../vector.ts';

/** What an engine makes of triangles. */
export interface MeshCollider {
  /** In the prim's axes, with all scale in it; null where it encloses nothing, or that is not known. */
  solid: Solid | null;
  /** Its surface in the same space; null where it is the mesh itself, or the engine's own secret. */
  surface: { positions: Float32Array; indices: Uint32Array } | null;
  /** Why there is neither, in the words of {@link convexHull}; null where all is well. */
  problem: string | null;
}

/** Tokens of `physics:approximation`; the last is of PhysX. */
export const approximations = [
  'none',
  'convexHull',
  'convexDecomposition',
  'meshSimplification',
  'boundingCube',
  'boundingSphere',
  'sdf',
] as const;
export type Approximation = (typeof approximations)[number];

export const isApproximation = (token: string): token is Approximation =>
  approximations.some((known) => known === token);

/**
 * What PhysX takes instead for a body that moves: triangles themselves collide only where they stand still ("triangle mesh …
 * cannot be a part of a dynamic body, falling back to convexHull approximation"). Null where it takes what is said.
 */
export function fallbackOf(approximation: string, isMoving: boolean): Approximation | null {
  return isMoving && (approximation === 'none' || approximation === 'meshSimplification')
    ? 'convexHull'
    : null;
}

/** The mesh `geometry`, stretched by `scale` along its axes, as an engine collides with it. */
export function meshCollider(geometry: Geometry, scale: Vector, approximation: Approximation): MeshCollider {
  const given = surfaceOf(geometry);
  const points = stretched(given.points, scale);
  if (approximation === 'none' || approximation === 'meshSimplification' || approximation === 'sdf')
    return { solid: enclosed(points, given.indices), surface: null, problem: null };
  const hull = convexHull(points);
  if (hull.kind !== 'hull') return { solid: null, surface: null, problem: hull.kind };
  if (approximation === 'convexHull')
    return { solid: meshSolid(hull.positions, hull.indices), surface: hull, problem: null };
  if (approximation === 'boundingCube') {
    const box = boxMesh(smallBox(hull.positions, hull.indices));
    return { solid: meshSolid(box.positions, box.indices), surface: box, problem: null };
  }
  if (approximation === 'boundingSphere') {
    const { center, radius } = smallestBall(hull.positions);
    const drawn = surfaceOf(sphere(radius));
    const positions = drawn.points.map((value, at) => value + (center[at % 3] ?? 0));
    return {
      // A true ball, whatever the facets that it is drawn with.
      solid: { ...ellipsoidSolid([radius, radius, radius]), center },
      surface: { positions, indices: drawn.indices },
      problem: null,
    };
  }
  // Pieces of a decomposition fill about what the mesh does.
  return { solid: enclosed(points, given.indices), surface: null, problem: null };
}

/** What a closed surface encloses, whichever side of its faces is out; null for an open one. */
function enclosed(points: Points, indices: Uint32Array): Solid | null {
  if (!inspectSurface(points, indices).isClosed) return null;
  const solid = meshSolid(points, indices);
  if (solid.volume > 0) return solid;
  return solid.volume < 0 ? { ...solid, volume: -solid.volume, moments: scaled(solid.moments, -1) } : null;
}

function stretched(points: Float32Array, scale: Vector): Float64Array {
  return Float64Array.from(points, (value, at) => value * (scale[at % 3] ?? 1));
}
