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
    const a = (indices[corner] ?? 0) * 3;
    const b = (indices[corner + 1] ?? 0) * 3;
    const c = (indices[corner + 2] ?? 0) * 3;
    const [ax, ay, az] = [positions[a] ?? 0, positions[a + 1] ?? 0, positions[a + 2] ?? 0];
    const [ux, uy, uz] = [
      (positions[b] ?? 0) - ax,
      (positions[b + 1] ?? 0) - ay,
      (positions[b + 2] ?? 0) - az,
    ];
    const [vx, vy, vz] = [
      (positions[c] ?? 0) - ax,
      (positions[c + 1] ?? 0) - ay,
      (positions[c + 2] ?? 0) - az,
    ];
    faces[corner] = uy * vz - uz * vy;
    faces[corner + 1] = uz * vx - ux * vz;
    faces[corner + 2] = ux * vy - uy * vx;
    for (let axis = 0; axis < 3; axis += 1) {
      const value = faces[corner + axis] ?? 0;
      normals[a + axis] = (normals[a + axis] ?? 0) + value;
      normals[b + axis] = (normals[b + axis] ?? 0) + value;
      normals[c + axis] = (normals[c + axis] ?? 0) + value;
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
