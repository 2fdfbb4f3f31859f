import { BufferAttribute, BufferGeometry } from 'three';
import type { AssetScene, Geometry, Shape } from '../../../asset/scene.ts';

/** How far a corner may turn away from the mean of its triangles and still be round, as a cosine. */
const roundest = Math.cos((40 * Math.PI) / 180);
/** Which share of the corners may be sharper than that in a surface that is drawn round. */
const sharpShare = 0.08;

/** The geometries of a scene as three draws them: those that several shapes have are there once. */
export class DrawnGeometries {
  readonly #geometries: readonly Geometry[];
  readonly #attributes = new Map<number, Attributes>();
  readonly #made = new Map<string, BufferGeometry>();

  constructor({ geometries }: Pick<AssetScene, 'geometries'>) {
    this.#geometries = geometries;
  }

  /** With a group for each part of the shape. */
  of({ geometry, parts }: Pick<Shape, 'geometry' | 'parts'>): BufferGeometry {
    const key = `${geometry} ${parts.map(({ start, count }) => `${start}+${count}`).join(' ')}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const { index, values } = this.#attributesOf(geometry);
    const made = new BufferGeometry();
    made.setIndex(index);
    for (const [name, attribute] of Object.entries(values)) made.setAttribute(name, attribute);
    for (const [number, { start, count }] of parts.entries()) made.addGroup(start * 3, count * 3, number);
    this.#made.set(key, made);
    return made;
  }

  /** Whether the triangles are drawn flat: the file has no normals, and few of its edges are round. */
  isFlat(geometry: number): boolean {
    return this.#attributesOf(geometry).isFlat;
  }

  dispose(): void {
    for (const made of this.#made.values()) made.dispose();
  }

  #attributesOf(index: number): Attributes {
    const known = this.#attributes.get(index);
    if (known !== undefined) return known;
    const geometry = this.#geometries[index];
    const attributes = geometry === undefined ? nothing() : attributesOf(geometry);
    this.#attributes.set(index, attributes);
    return attributes;
  }
}

interface Attributes {
  index: BufferAttribute;
  values: Record<string, BufferAttribute>;
  isFlat: boolean;
}

const nothing = (): Attributes => ({
  index: new BufferAttribute(new Uint32Array(), 1),
  values: { position: new BufferAttribute(new Float32Array(), 3) },
  isFlat: true,
});

function attributesOf({ positions, indices, normals, uvs, colors }: Geometry): Attributes {
  const rounded = normals === null ? roundedNormals(positions, indices) : null;
  const drawn = normals ?? rounded?.normals ?? null;
  const values: Record<string, BufferAttribute> = { position: new BufferAttribute(positions, 3) };
  if (drawn !== null) values['normal'] = new BufferAttribute(drawn, 3);
  if (uvs !== null) values['uv'] = new BufferAttribute(uvs, 2);
  if (colors !== null) values['color'] = new BufferAttribute(colors, 4);
  return { index: new BufferAttribute(indices, 1), values, isFlat: rounded?.isFlat ?? false };
}

/**
 * The mean of the triangles around each vertex, weighted by their areas, and whether they are better drawn flat.
 *
 * @param positions x, y, z of each vertex
 */
export function roundedNormals(
  positions: Float32Array,
  indices: Uint32Array,
): { normals: Float32Array; isFlat: boolean } {
  const normals = new Float32Array(positions.length);
  const faces = new Float32Array(indices.length);
  for (let corner = 0; corner + 2 < indices.length; corner += 3) {
    const [a, b, c] = [0, 1, 2].map((next) => (indices[corner + next] ?? 0) * 3) as [number, number, number];
    const edge = (from: number, to: number, axis: number): number =>
      (positions[to + axis] ?? 0) - (positions[from + axis] ?? 0);
    const [ux, uy, uz] = [edge(a, b, 0), edge(a, b, 1), edge(a, b, 2)];
    const [vx, vy, vz] = [edge(a, c, 0), edge(a, c, 1), edge(a, c, 2)];
    const face = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (let axis = 0; axis < 3; axis += 1) {
      const value = face[axis] ?? 0;
      faces[corner + axis] = value;
      for (const vertex of [a, b, c]) normals[vertex + axis] = (normals[vertex + axis] ?? 0) + value;
    }
  }
  normalize(normals);
  normalize(faces);
  let sharp = 0;
  for (let corner = 0; corner < indices.length; corner += 1) {
    const [face, vertex] = [corner - (corner % 3), (indices[corner] ?? 0) * 3];
    const along =
      (faces[face] ?? 0) * (normals[vertex] ?? 0) +
      (faces[face + 1] ?? 0) * (normals[vertex + 1] ?? 0) +
      (faces[face + 2] ?? 0) * (normals[vertex + 2] ?? 0);
    if (along < roundest) sharp += 1;
  }
  return { normals, isFlat: sharp > indices.length * sharpShare };
}

function normalize(vectors: Float32Array): void {
  for (let index = 0; index + 2 < vectors.length; index += 3) {
    const length = Math.hypot(vectors[index] ?? 0, vectors[index + 1] ?? 0, vectors[index + 2] ?? 0);
    if (length === 0) continue;
    for (let axis = index; axis < index + 3; axis += 1) vectors[axis] = (vectors[axis] ?? 0) / length;
  }
}
