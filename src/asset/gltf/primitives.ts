import { AssetError } from '../limits.ts';
import type { Matrix } from '../matrix.ts';
import type { Geometry } from '../scene.ts';
import { layoutOf } from './accessors.ts';
import type { AccessorLayout, Accessors } from './accessors.ts';
import type { Buffers } from './buffers.ts';
import type { GltfContext } from './context.ts';
import { morphed, skinned } from './deform.ts';
import { decodeDraco } from './draco.ts';
import type { DracoPrimitive } from './draco.ts';
import type { Fields } from './fields.ts';
import { modeNames, topologies, trianglesOf } from './triangles.ts';

/** What is done to a primitive's vertices in the place where it is shown. */
export interface Deformation {
  /** How much of each morph target is added. */
  weights: readonly number[];
  /** Of each joint, from the mesh's space as it was bound to the scene's; null for a mesh without skin. */
  joints: readonly Matrix[] | null;
}

/** Makes geometries of primitives. */
export class Primitives {
  readonly #context: GltfContext;
  readonly #buffers: Buffers;
  readonly #accessors: Accessors;
  readonly #uvs = new Map<number, Float32Array>();
  readonly #colors = new Map<number, Float32Array>();

  constructor(context: GltfContext, buffers: Buffers, accessors: Accessors) {
    this.#context = context;
    this.#buffers = buffers;
    this.#accessors = accessors;
  }

  /**
   * Several geometries may share arrays.
   *
   * @param uvSet which of the coordinates are taken: 1 for `TEXCOORD_1`
   * @returns null for what has no surface, which a note names
   * @throws {AssetError}
   */
  async read(primitive: Fields, uvSet: number, deformation: Deformation): Promise<Geometry | null> {
    const mode = primitive.count('mode') ?? 4;
    const topology = topologies[mode];
    if (topology === undefined) throw new AssetError('damaged', `${primitive.place}: mode ${mode}`);
    if (topology === null) {
      this.#context.notes.add('not-read', primitive.place, `${modeNames[mode]}: only surfaces are shown`);
      return null;
    }
    const attributes = primitive.object('attributes');
    if (attributes === undefined) throw new AssetError('damaged', `${primitive.place}: no attributes`);
    const draco = await this.#decodeDraco(primitive, attributes);
    const floats = async (name: string, size: number): Promise<Float32Array | null> =>
      fromDraco(draco, name, size) ?? (await this.#floats(attributes, name, size));

    const positions = await floats('POSITION', 3);
    if (positions === null) throw new AssetError('damaged', `${primitive.place}: no POSITION`);
    const vertices = positions.length / 3;
    const normals = await floats('NORMAL', 3);
    const uvs = await this.#coordinates(attributes, `TEXCOORD_${uvSet}`, draco);
    const colors = await this.#vertexColors(attributes, draco);
    for (const [name, length] of [
      ['NORMAL', normals && normals.length / 3],
      [`TEXCOORD_${uvSet}`, uvs && uvs.length / 2],
      ['COLOR_0', colors && colors.length / 4],
    ] as const)
      if (length !== null && length !== vertices)
        throw new AssetError('damaged', `${primitive.place}: ${length} × ${name} for ${vertices} vertices`);
    const indexed = primitive.count('indices');
    const indices =
      draco?.indices ?? (indexed === undefined ? null : await this.#accessors.integers(indexed, 1));
    const triangles = trianglesOf(topology, indices, vertices, primitive.place, this.#context.budget);
    if (triangles.length === 0) {
      this.#context.notes.add('no-geometry', primitive.place, 'no triangles');
      return null;
    }
    const deformed = await this.#deform(primitive, attributes, { positions, normals }, deformation);
    if (!deformed.positions.every(Number.isFinite))
      throw new AssetError('damaged', `${primitive.place}: a vertex is nowhere`);
    return {
      ...deformed,
      uvs,
      colors,
      indices: triangles,
      kind: 'mesh',
      pointCount: vertices,
      surface: null,
    };
  }

  async #floats(attributes: Fields, name: string, size: number): Promise<Float32Array | null> {
    const index = attributes.count(name);
    return index === undefined ? null : await this.#accessors.floats(index, size);
  }

  async #decodeDraco(primitive: Fields, attributes: Fields): Promise<DracoPrimitive | null> {
    const packed = primitive.extension('KHR_draco_mesh_compression');
    if (packed === undefined) return null;
    const { budget, decoders, document } = this.#context;
    const ids = packed.object('attributes');
    const bytes = await this.#buffers.view(packed.needCount('bufferView'));
    const wanted = new Map<string, { id: number; layout: AccessorLayout }>();
    for (const name of ids?.names ?? []) {
      const accessor = document.entry('accessors', attributes.needCount(name));
      wanted.set(name, { id: ids?.needCount(name) ?? 0, layout: layoutOf(accessor) });
    }
    const numbers = [...wanted.values()].reduce((sum, { layout }) => sum + layout.count * layout.size, 0);
    budget.addValues(numbers);
    return decodeDraco(await decoders.draco(), bytes, wanted, packed.place, (_points, triangles) => {
      budget.addValues(3 * triangles);
    });
  }

  /** v upwards, other than in glTF. */
  async #coordinates(
    attributes: Fields,
    name: string,
    draco: DracoPrimitive | null,
  ): Promise<Float32Array | null> {
    return await this.#converted(attributes, name, draco, [2], this.#uvs, (coordinates) => {
      const turned = coordinates.slice();
      for (let at = 1; at < turned.length; at += 2) turned[at] = 1 - (turned[at] ?? 0);
      return turned;
    });
  }

  /** With opacity, where the file has none as well. */
  async #vertexColors(attributes: Fields, draco: DracoPrimitive | null): Promise<Float32Array | null> {
    return await this.#converted(attributes, 'COLOR_0', draco, [3, 4], this.#colors, (colors, size) => {
      if (size === 4) return colors;
      this.#context.budget.addValues((colors.length / 3) * 4);
      const opaque = new Float32Array((colors.length / 3) * 4).fill(1);
      for (let at = 0; at < colors.length; at++) opaque[Math.floor(at / 3) * 4 + (at % 3)] = colors[at] ?? 0;
      return opaque;
    });
  }

  async #converted(
    attributes: Fields,
    name: string,
    draco: DracoPrimitive | null,
    sizes: readonly number[],
    known: Map<number, Float32Array>,
    convert: (values: Float32Array, size: number) => Float32Array,
  ): Promise<Float32Array | null> {
    const index = attributes.count(name);
    if (index === undefined) return null;
    const { size } = this.#accessors.layout(index);
    if (!sizes.includes(size))
      throw new AssetError('damaged', `${attributes.place}.${name}: ${size} numbers each`);
    const decodedValues = fromDraco(draco, name, size);
    if (decodedValues !== null) return convert(decodedValues, size);
    const converted = known.get(index) ?? convert(await this.#accessors.floats(index, size), size);
    known.set(index, converted);
    return converted;
  }

  async #deform(
    primitive: Fields,
    attributes: Fields,
    vertices: { positions: Float32Array; normals: Float32Array | null },
    { weights, joints }: Deformation,
  ): Promise<{ positions: Float32Array; normals: Float32Array | null }> {
    const targets = primitive.objects('targets');
    const positions = await this.#morph(targets, weights, 'POSITION', vertices.positions);
    const normals = vertices.normals && (await this.#morph(targets, weights, 'NORMAL', vertices.normals));
    if (joints === null) return { positions, normals };
    const influences = [];
    for (let set = 0; attributes.has(`JOINTS_${set}`); set++) {
      const named = await this.#accessors.integers(attributes.needCount(`JOINTS_${set}`), 4);
      const weighed = await this.#accessors.floats(attributes.needCount(`WEIGHTS_${set}`), 4);
      if (named.length !== weighed.length || named.length / 4 !== positions.length / 3)
        throw new AssetError('damaged', `${primitive.place}: joints of ${named.length / 4} vertices`);
      influences.push({ joints: named, weights: weighed });
    }
    this.#context.budget.addValues(2 * positions.length);
    return skinned(positions, normals, influences, joints, primitive.place);
  }

  async #morph(
    targets: readonly Fields[],
    weights: readonly number[],
    name: string,
    base: Float32Array,
  ): Promise<Float32Array> {
    const added = [];
    for (const [at, target] of targets.entries()) {
      const weight = weights[at] ?? 0;
      if (weight === 0) continue;
      const offsets = await this.#floats(target, name, 3);
      if (offsets === null) continue;
      if (offsets.length !== base.length)
        throw new AssetError('damaged', `${target.place}.${name}: ${offsets.length / 3} vertices`);
      added.push({ offsets, weight });
    }
    if (added.length === 0) return base;
    this.#context.budget.addValues(base.length);
    return morphed(base, added);
  }
}

function fromDraco(draco: DracoPrimitive | null, name: string, size: number): Float32Array | null {
  const attribute = draco?.attributes.get(name);
  if (attribute === undefined) return null;
  if (attribute.size !== size) throw new AssetError('damaged', `${name}: ${attribute.size} numbers each`);
  return attribute.values;
}
