import { bounds, volume } from './mesh.ts';
import type { Bounds, Mesh } from './mesh.ts';
import { tinted } from './material.ts';
import type { Material } from './material.ts';

/** A piece of a model of one material. */
export interface Part {
  /** An identifier, unique in its model. */
  readonly name: string;
  readonly material: Material;
  readonly mesh: Mesh;
  /** The convex pieces that stand in for it in a collision. */
  readonly colliders: readonly Mesh[];
  readonly massKg: number;
}

/** A thing that stands on the ground (z = 0) at the origin. Metres, kilograms, Z up. */
export interface Model {
  readonly name: string;
  readonly parts: readonly Part[];
  readonly materials: readonly Material[];
  readonly massKg: number;
  readonly bounds: Bounds;
}

/**
 * One piece. `fill` is how much of its volume is solid: sheet metal and cloth are modelled as full bodies.
 * Without `colliders` the piece collides as its own convex hull.
 */
export function part(
  name: string,
  material: Material,
  mesh: Mesh,
  { fill = 1, colliders = [mesh] }: { fill?: number; colliders?: readonly Mesh[] } = {},
): Part {
  return { name, material, mesh, colliders, massKg: volume(mesh) * material.density * fill };
}

/** The parts in other colours: their meshes are shared, and each material stays one material. */
export function recoloured(parts: readonly Part[], number: number): Part[] {
  const materials = new Map(parts.map(({ material }) => [material, tinted(material, number)]));
  return parts.map((one) => ({ ...one, material: materials.get(one.material) ?? one.material }));
}

export function model(name: string, parts: readonly Part[]): Model {
  return {
    name,
    parts,
    materials: [...new Set(parts.map((one) => one.material))],
    massKg: parts.reduce((sum, one) => sum + one.massKg, 0),
    bounds: bounds(parts.flatMap((one) => one.mesh.positions)),
  };
}

export const vertexCount = (of: Model): number =>
  of.parts.reduce((sum, one) => sum + one.mesh.positions.length, 0);
export const triangleCount = (of: Model): number =>
  of.parts.reduce((sum, one) => sum + one.mesh.triangles.length, 0);
