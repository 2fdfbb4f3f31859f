import { axisLengths, type Matrix } from '../../matrix.ts';
import type { AssetBudget } from '../../limits.ts';
import type { Body, Collider, MassApi, PhysicsMaterial, Sourced } from '../../physics.ts';
import type { AssetScene } from '../../scene.ts';
import { meshSolid, mappedSolid, type Solid } from '../../solids/solid.ts';
import { surfaceOf } from '../../surface-of.ts';
import { scaledTo, type Vector } from '../../vector.ts';
import type { Notes } from '../scene/notes.ts';
import type { StagePrim } from '../stage.ts';
import { effectiveMassApi, readMassApi, isPositive } from './mass-api.ts';
import { fallbackOf, isApproximation, meshCollider, type MeshCollider } from './mesh-collider.ts';
import { plainCollider } from './plain-collider.ts';

/** A collider with what its body's mass is worked out from. */
export interface ColliderParts {
  collider: Collider;
  /** What of its mass API counts. */
  own: MassApi;
  /** From the prim's space to the scene's. */
  matrix: Matrix;
  /** In the scene's space; null where it encloses nothing, or that is not known. */
  solid: Solid | null;
}

export interface ColliderContext {
  geometries: AssetScene['geometries'];
  shapes: AssetScene['shapes'];
  /** Index of the shape of a path; undefined for none. */
  shapeAt: ReadonlyMap<string, number>;
  bodies: readonly Body[];
  materials: readonly PhysicsMaterial[];
  kilogramsPerUnit: number;
  matrixOf(prim: StagePrim): Matrix;
  bodyOf(prim: StagePrim): number | null;
  materialOf(prim: StagePrim): number | null;
  notes: Notes;
  budget: AssetBudget;
}

/** Reads colliders. What is made of a mesh is made once for all that share it at the same scale. */
export class ColliderReader {
  readonly #context: ColliderContext;
  readonly #made = new Map<string, MeshCollider>();

  constructor(context: ColliderContext) {
    this.#context = context;
  }

  /** @throws {AssetError} once hulls take more than the budget allows */
  read(prim: StagePrim): ColliderParts {
    const { bodies, materials, shapeAt, bodyOf, kilogramsPerUnit } = this.#context;
    const massApi = readMassApi(prim, kilogramsPerUnit);
    const own = effectiveMassApi(massApi);
    const bodyIndex = bodyOf(prim);
    const body = bodyIndex === null ? undefined : bodies[bodyIndex];
    const material = this.#context.materialOf(prim);
    const matrix = this.#context.matrixOf(prim);
    const hasMeshCollisionApi = prim.apiSchemas.includes('PhysicsMeshCollisionAPI');
    const written = hasMeshCollisionApi ? prim.attribute('physics:approximation')?.text() : undefined;
    const approximation = written ?? 'none';
    const isMoving = body !== undefined && body.isEnabled && !body.isKinematic;
    const fallback = prim.typeName === 'Mesh' ? fallbackOf(approximation, isMoving) : null;
    const taken = this.#taken(prim, matrix, fallback ?? approximation);
    return {
      collider: {
        path: prim.path,
        name: prim.name,
        shape: shapeAt.get(prim.path) ?? null,
        body: bodyIndex,
        isEnabled: prim.attribute('physics:collisionEnabled')?.bool() ?? true,
        approximation,
        isApproximationAuthored: written !== undefined,
        fallback,
        hull: taken.hull,
        material,
        mass: own.mass,
        density: densityOf(own, body, material === null ? undefined : materials[material]),
        volume: taken.solid?.volume ?? null,
        usd: { typeName: prim.typeName, isInstanceProxy: prim.isInstanceProxy, hasMeshCollisionApi, massApi },
      },
      own,
      matrix,
      solid: taken.solid,
    };
  }

  /** What an engine collides with: its surface in the shape's space, and what it encloses in the scene's. */
  #taken(
    prim: StagePrim,
    matrix: Matrix,
    approximation: string,
  ): { hull: Collider['hull']; solid: Solid | null } {
    const scale = axisLengths(matrix);
    const plain = plainCollider(prim, scale);
    if (plain !== null) return inPlace(plain.surface, plain.solid, matrix, scale);
    const shape = this.#context.shapes[this.#context.shapeAt.get(prim.path) ?? -1];
    const geometry = shape && this.#context.geometries[shape.geometry];
    if (shape === undefined || geometry === undefined) return { hull: null, solid: null };
    if (geometry.kind !== 'mesh') {
      const { points, indices } = surfaceOf(geometry);
      return inPlace(null, stretchedSolid(meshSolid(points, indices), scale), matrix, scale);
    }
    if (!isApproximation(approximation)) {
      this.#context.notes.add('not-read', prim.path, `physics:approximation = ${approximation}`);
      return { hull: null, solid: null };
    }
    // The length of a turned axis differs in its last digits.
    const key = [shape.geometry, approximation, ...scale.map((length) => length.toPrecision(9))].join(' ');
    const made = this.#made.get(key) ?? this.#make(geometry, scale, approximation);
    this.#made.set(key, made);
    if (made.problem !== null)
      this.#context.notes.add('no-hull', prim.path, `${approximation}: ${made.problem}`);
    return inPlace(made.surface, made.solid, matrix, scale);
  }

  #make(...made: Parameters<typeof meshCollider>): MeshCollider {
    const [geometry] = made;
    this.#context.budget.addValues(geometry.positions.length + geometry.indices.length);
    const result = meshCollider(...made);
    this.#context.budget.addTriangles((result.surface?.indices.length ?? 0) / 3);
    return result;
  }
}

/** The density that counts, by USD's order: the collider's own, its body's, its material's. */
function densityOf(
  own: MassApi,
  body: Body | undefined,
  material: PhysicsMaterial | undefined,
): Sourced<number> | null {
  const ofBody = effectiveMassApi(body?.usd?.massApi ?? null).density;
  const ofMaterial = material?.density ?? null;
  return own.density ?? ofBody ?? (ofMaterial !== null && isPositive(ofMaterial.value) ? ofMaterial : null);
}

/** From the prim's axes with scale, to the shape's space and to the scene's. */
function inPlace(
  surface: { positions: Float32Array; indices: Uint32Array } | null,
  solid: Solid | null,
  matrix: Matrix,
  scale: Vector,
): { hull: Collider['hull']; solid: Solid | null } {
  const column = (axis: 0 | 1 | 2): Vector => {
    const at = 4 * axis;
    return scaledTo([matrix[at] ?? 0, matrix[at + 1] ?? 0, matrix[at + 2] ?? 0], 1 / scale[axis]);
  };
  const offset: Vector = [matrix[12] ?? 0, matrix[13] ?? 0, matrix[14] ?? 0];
  const positions = surface?.positions.map((value, at) => value / (scale[at % 3] ?? 1));
  const placed = solid && mappedSolid(solid, [column(0), column(1), column(2)], offset);
  return {
    hull:
      surface !== null && positions?.every(Number.isFinite) === true
        ? { positions, indices: surface.indices }
        : null,
    solid: placed !== null && placed.volume > 0 && placed.volume < Infinity ? placed : null,
  };
}

function stretchedSolid(solid: Solid, [x, y, z]: Vector): Solid {
  return mappedSolid(
    solid,
    [
      [x, 0, 0],
      [0, y, 0],
      [0, 0, z],
    ],
    [0, 0, 0],
  );
}
