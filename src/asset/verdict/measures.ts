import { boundsOf, boundsOfPoints, sizeOf, type Bounds } from '../bounds.ts';
import { determinant, type Matrix } from '../matrix.ts';
import { once } from '../once.ts';
import type { Collider } from '../physics.ts';
import type { AssetScene, Geometry, Shape } from '../scene.ts';
import { smallBox, type OrientedBox } from '../solids/bounds.ts';
import { ConvexBody, unionVolume } from '../solids/convex.ts';
import { directedHausdorff } from '../solids/distance.ts';
import { convexHull } from '../solids/hull.ts';
import { meshSolid } from '../solids/solid.ts';
import { inspectSurface, type SurfaceReport } from '../solids/surface.ts';
import { TriangleTree } from '../solids/triangle-tree.ts';
import { surfaceOf } from '../surface-of.ts';
import { scaledTo, type Points, type Vector } from '../vector.ts';

/** What bounds the work for one asset. */
export const measureLimits = {
  /** Triangles of visual meshes that samples are taken from; of more, every so many-th is left. */
  sampledTriangles: 1_000_000,
  /** Triangles of colliders that distances are measured to. */
  colliderTriangles: 400_000,
  /** Colliders of one body whose overlaps are worked out. */
  overlappingColliders: 1000,
  /** Triangles of one mesh whose edges are looked at. */
  inspectedTriangles: 2_000_000,
  /** Corners of the hull that a box is laid around. */
  boxCorners: 256,
};

/** What an engine collides with, in metres along the scene's axes. */
export interface Piece {
  positions: Float64Array;
  indices: Uint32Array;
  isConvex: boolean;
}

export interface ColliderVolume {
  /** Cubic metres that all colliders of a body fill together. */
  volume: number;
  /** Twice the standard error of an estimate; 0 where it is exact. */
  error: number;
  /** How many colliders there are. */
  count: number;
  /** Where colliders overlap counts for each of them: there are too many to tell where that is, or some are no hulls. */
  isSum: boolean;
}

export type Unmeasured = 'no-collider' | 'unknown-collider' | 'no-visual' | 'not-closed' | 'too-large';

export interface VisualVolume {
  volume: number;
}

export interface ShapeDistance {
  /** Metres that a point of what is seen lies from what collides, at most. */
  distance: number;
  /** Metres, of the box of what is seen. */
  diagonal: number;
  /** Where, in units of the file along the scene's axes. */
  at: Vector;
  triangles: number;
  /** How many of them were sampled from. */
  sampled: number;
}

/** Measures of one scene's bodies, each worked out once and when it is asked for. Lengths in metres. */
export class Measures {
  readonly meters: number;
  readonly #scene: AssetScene;
  #visual: Shape[] | null = null;
  #visualOf: Map<number | null, Shape[]> | null = null;
  readonly #pieces = new Map<number, Piece | null>();
  readonly #surfaces = new Map<number, SurfaceReport | null>();
  readonly #volumes = new Map<number, ColliderVolume | Unmeasured>();
  readonly #boxes = new Map<number, OrientedBox | null>();

  constructor(scene: AssetScene) {
    this.#scene = scene;
    this.meters = scene.metersPerUnit.value;
  }

  /** What is there to be seen: all of it, or that of one body. */
  visualShapes(body?: number): Shape[] {
    this.#visual ??= this.#scene.shapes.filter(
      (shape) =>
        shape.isVisible &&
        (shape.purpose === 'default' || shape.purpose === 'render') &&
        this.#scene.geometries[shape.geometry]?.kind !== 'plane',
    );
    if (body === undefined) return this.#visual;
    this.#visualOf ??= byBody(this.#visual);
    return this.#visualOf.get(body) ?? [];
  }

  /** In metres; null where there is nothing. Planes, which have no end in an engine, take no part unless they are all there is. */
  bounds(): Bounds | null {
    const { shapes, geometries } = this.#scene;
    const solid = shapes.filter(({ geometry }) => geometries[geometry]?.kind !== 'plane');
    const chosen = [this.visualShapes(), solid, shapes].find((some) => some.length > 0);
    const bounds = chosen && boundsOf(this.#scene, chosen);
    if (!bounds) return null;
    return { min: scaledTo(bounds.min, this.meters), max: scaledTo(bounds.max, this.meters) };
  }

  /** Null where nothing encloses a volume, or the engine makes it in ways that are not known. */
  piece(collider: number): Piece | null {
    return once(this.#pieces, collider, () => this.#makePiece(this.#scene.physics?.colliders[collider]));
  }

  /** All that a body collides with; why not where some of it is not known. */
  pieces(body: number): Piece[] | Unmeasured {
    const colliders = this.#collidersOf(body);
    if (colliders.length === 0) return 'no-collider';
    const pieces = colliders.map((index) => this.piece(index));
    return pieces.every((piece) => piece !== null) ? pieces : 'unknown-collider';
  }

  colliderVolume(body: number): ColliderVolume | Unmeasured {
    return once(this.#volumes, body, () => this.#volumeOf(body));
  }

  /** Of one collider; null where it is not known. */
  colliderCubicMeters(collider: number): number | null {
    const volume = this.#scene.physics?.colliders[collider]?.volume ?? null;
    return volume === null ? null : volume * this.meters ** 3;
  }

  #volumeOf(body: number): ColliderVolume | Unmeasured {
    const colliders = this.#collidersOf(body);
    if (colliders.length === 0) return 'no-collider';
    const exact = colliders.flatMap((index) => this.colliderCubicMeters(index) ?? []);
    const count = colliders.length;
    if (exact.length < count) return 'unknown-collider';
    const sum = exact.reduce((all, one) => all + one, 0);
    if (count === 1) return { volume: sum, error: 0, count, isSum: false };
    const convex = colliders.flatMap((index) => this.piece(index) ?? []).filter(({ isConvex }) => isConvex);
    if (convex.length < count || count > measureLimits.overlappingColliders)
      return { volume: sum, error: 0, count, isSum: true };
    const bodies = convex.map((piece) => new ConvexBody(piece));
    const facets = bodies.reduce((all, one) => all + one.volume, 0);
    if (!(facets > 0)) return 'unknown-collider';
    // Round shapes are drawn with facets, which fill a little less than they do.
    const { volume, error } = unionVolume(bodies);
    return { volume: (sum * volume) / facets, error: (sum * error) / facets, count, isSum: false };
  }

  /** Cubic metres that what is seen of a body encloses. */
  visualVolume(body: number): VisualVolume | Unmeasured {
    const shapes = this.visualShapes(body);
    if (shapes.length === 0) return 'no-visual';
    let volume = 0;
    for (const shape of shapes) {
      const report = this.surface(shape.geometry);
      if (report === null) return 'too-large';
      if (!report.isClosed) return 'not-closed';
      const { points, indices } = surfaceOf(this.#scene.geometries[shape.geometry]);
      volume += Math.abs(meshSolid(points, indices).volume * determinant(shape.matrix)) * this.meters ** 3;
    }
    return volume > 0 ? { volume } : 'not-closed';
  }

  /** Shapes of a body that are seen and have holes. */
  openShapes(body: number): Shape[] {
    return this.visualShapes(body).filter(({ geometry }) => this.surface(geometry)?.isClosed === false);
  }

  /** How far what is seen of a body lies from what it collides with, at most. */
  shapeDistance(body: number): ShapeDistance | Unmeasured {
    const shapes = this.visualShapes(body);
    const pieces = this.pieces(body);
    if (typeof pieces === 'string') return pieces;
    const seen = placedTogether(this.#scene, shapes, this.meters);
    if (seen === null) return 'no-visual';
    const triangles = pieces.reduce((sum, { indices }) => sum + indices.length / 3, 0);
    if (triangles > measureLimits.colliderTriangles) return 'too-large';
    const colliders = joined(pieces);
    const { distance, at } = directedHausdorff(
      seen.positions,
      seen.indices,
      new TriangleTree(colliders.positions, colliders.indices),
    );
    if (at === null) return 'no-visual';
    return {
      distance,
      diagonal: Math.hypot(...sizeOf(boundsOfPoints(seen.positions))),
      at: scaledTo(at, 1 / this.meters),
      triangles: seen.triangles,
      sampled: seen.indices.length / 3,
    };
  }

  /** A box around all that a body collides with that is about as small as can be; null where that encloses nothing. */
  colliderBox(body: number): OrientedBox | null {
    return once(this.#boxes, body, () => this.#boxOf(body));
  }

  #boxOf(body: number): OrientedBox | null {
    const positions = this.#pointsOf(body);
    if (positions === null) return null;
    const hull = convexHull(positions, { maxCorners: measureLimits.boxCorners });
    return hull.kind === 'hull' ? smallBox(hull.positions, hull.indices) : null;
  }

  /** Bounds of all that a body collides with along the axes of `toBody`, which takes points of the scene in units of the file. */
  colliderBounds(body: number, toBody: Matrix): Bounds | null {
    const positions = this.#pointsOf(body);
    if (positions === null) return null;
    return boundsOfPoints(placed(positions, toBody, 1 / this.meters, 1));
  }

  /** What of a geometry's surface keeps it from enclosing a volume; null where it is too large to be looked at. */
  surface(geometry: number): SurfaceReport | null {
    return once(this.#surfaces, geometry, () => {
      const { points, indices } = surfaceOf(this.#scene.geometries[geometry]);
      const isTooLarge = indices.length / 3 > measureLimits.inspectedTriangles;
      return isTooLarge ? null : inspectSurface(points, indices);
    });
  }

  #collidersOf(body: number): number[] {
    const { bodies = [], colliders = [] } = this.#scene.physics ?? {};
    return (bodies[body]?.colliders ?? []).filter((index) => colliders[index]?.isEnabled === true);
  }

  #pointsOf(body: number): Float64Array | null {
    const pieces = this.#collidersOf(body).flatMap((index) => this.piece(index) ?? []);
    return pieces.length === 0 ? null : joined(pieces).positions;
  }

  #makePiece(collider: Collider | undefined): Piece | null {
    const shape = this.#scene.shapes[collider?.shape ?? -1];
    const geometry = shape && this.#scene.geometries[shape.geometry];
    if (collider === undefined || shape === undefined || geometry === undefined) return null;
    if (geometry.kind === 'plane') return null;
    const approximation = collider.fallback ?? collider.approximation;
    const isItself = geometry.kind !== 'mesh' || asItIs.has(approximation);
    if (collider.hull === null && !isItself) return null;
    const { positions, indices } = collider.hull ?? geometry;
    return {
      positions: placed(positions, shape.matrix, 1, this.meters),
      indices: determinant(shape.matrix) < 0 ? turnedOver(indices) : indices,
      isConvex: collider.hull !== null || geometry.kind !== 'mesh',
    };
  }
}

function byBody(shapes: readonly Shape[]): Map<number | null, Shape[]> {
  const groups = new Map<number | null, Shape[]>();
  for (const shape of shapes) {
    const group = groups.get(shape.body);
    if (group === undefined) groups.set(shape.body, [shape]);
    else group.push(shape);
  }
  return groups;
}

/** Approximations of a mesh that are the mesh: a field of distances has its shape. */
const asItIs = new Set(['none', 'meshSimplification', 'sdf']);

/** Points multiplied with `before`, taken along by a matrix, multiplied with `after`. */
function placed(positions: Points, matrix: Matrix, before: number, after: number): Float64Array {
  const [a = 0, b = 0, c = 0, , d = 0, e = 0, f = 0, , g = 0, h = 0, i = 0, , tx = 0, ty = 0, tz = 0] =
    matrix;
  const result = new Float64Array(positions.length);
  for (let at = 0; at < positions.length; at += 3) {
    const x = (positions[at] ?? 0) * before;
    const y = (positions[at + 1] ?? 0) * before;
    const z = (positions[at + 2] ?? 0) * before;
    result[at] = (a * x + d * y + g * z + tx) * after;
    result[at + 1] = (b * x + e * y + h * z + ty) * after;
    result[at + 2] = (c * x + f * y + i * z + tz) * after;
  }
  return result;
}

function turnedOver(indices: Uint32Array): Uint32Array {
  const turned = indices.slice();
  for (let at = 0; at + 2 < turned.length; at += 3) {
    turned[at] = indices[at + 1] ?? 0;
    turned[at + 1] = indices[at] ?? 0;
  }
  return turned;
}

function joined(pieces: readonly { positions: Float64Array; indices: Uint32Array }[]): {
  positions: Float64Array;
  indices: Uint32Array;
} {
  const positions = new Float64Array(pieces.reduce((sum, piece) => sum + piece.positions.length, 0));
  const indices = new Uint32Array(pieces.reduce((sum, piece) => sum + piece.indices.length, 0));
  let [points, corners] = [0, 0];
  for (const piece of pieces) {
    positions.set(piece.positions, 3 * points);
    for (let at = 0; at < piece.indices.length; at += 1)
      indices[corners + at] = (piece.indices[at] ?? 0) + points;
    points += piece.positions.length / 3;
    corners += piece.indices.length;
  }
  return { positions, indices };
}

/** Shapes as one surface in metres, of every so many-th triangle where there are very many; null where there are none. */
function placedTogether(
  scene: AssetScene,
  shapes: readonly Shape[],
  meters: number,
): { positions: Float64Array; indices: Uint32Array; triangles: number } | null {
  const geometryOf = (shape: Shape): Geometry | undefined => scene.geometries[shape.geometry];
  const triangles = shapes.reduce((sum, shape) => sum + (geometryOf(shape)?.indices.length ?? 0) / 3, 0);
  if (triangles === 0) return null;
  const step = Math.max(1, Math.ceil(triangles / measureLimits.sampledTriangles));
  const parts = shapes.flatMap((shape) => {
    const geometry = geometryOf(shape);
    if (geometry === undefined) return [];
    const indices = step === 1 ? geometry.indices : thinned(geometry.indices, step);
    return [{ positions: placed(geometry.positions, shape.matrix, 1, meters), indices }];
  });
  return { ...joined(parts), triangles };
}

function thinned(indices: Uint32Array, step: number): Uint32Array {
  const kept = new Uint32Array(3 * Math.ceil(indices.length / 3 / step));
  for (let at = 0; at < kept.length; at += 3) kept.set(indices.subarray(at * step, at * step + 3), at);
  return kept;
}
