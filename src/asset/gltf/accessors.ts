import { AssetError } from '../limits.ts';
import type { Buffers } from './buffers.ts';
import type { GltfContext } from './context.ts';
import type { Fields } from './fields.ts';

type NumberArray = Int8Array | Uint8Array | Int16Array | Uint16Array | Uint32Array | Float32Array;

const componentBytes: Readonly<Record<number, number>> = {
  5120: 1,
  5121: 1,
  5122: 2,
  5123: 2,
  5125: 4,
  5126: 4,
};
const componentNumbers: Readonly<Record<string, number>> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT4: 16 };

/** How an accessor says that its values lie. */
export interface AccessorLayout {
  place: string;
  count: number;
  /** Numbers of each element. */
  size: number;
  /** WebGL's number of their type, 5120 to 5126. */
  componentType: number;
  isNormalized: boolean;
}

/** @throws {AssetError} `damaged` */
export function layoutOf(accessor: Fields): AccessorLayout {
  const size = componentNumbers[accessor.text('type') ?? ''];
  const componentType = accessor.needCount('componentType');
  if (size === undefined || componentBytes[componentType] === undefined)
    throw new AssetError('damaged', `${accessor.place}: ${accessor.text('type')} of ${componentType}`);
  const isNormalized = accessor.flag('normalized');
  return { place: accessor.place, count: accessor.needCount('count'), size, componentType, isNormalized };
}

/**
 * Reads accessors (glTF 2.0 specification, 3.6.2), sparse ones as well. Nothing is allocated before the bytes for it were seen to
 * be there and the budget has them.
 */
export class Accessors {
  readonly #context: GltfContext;
  readonly #buffers: Buffers;
  readonly #floats = new Map<number, Float32Array>();

  constructor(context: GltfContext, buffers: Buffers) {
    this.#context = context;
    this.#buffers = buffers;
  }

  layout(index: number): AccessorLayout {
    return layoutOf(this.#context.document.entry('accessors', index));
  }

  /**
   * All numbers of an accessor whose elements have `size` of them, normalized ones as fractions. Whoever asks again has the same
   * array.
   *
   * @throws {AssetError}
   */
  async floats(index: number, size: number): Promise<Float32Array> {
    const layout = this.layout(index);
    if (layout.size !== size) throw wrongSize(layout, size);
    const known = this.#floats.get(index);
    if (known !== undefined) return known;
    const floats = asFloats(await this.#read(index, layout), layout);
    this.#floats.set(index, floats);
    return floats;
  }

  /** The indices of a primitive, or the joints of a skin: whole numbers as they are. */
  async integers(index: number, size: number): Promise<Uint32Array> {
    const layout = this.layout(index);
    if (layout.size !== size || layout.componentType === 5126) throw wrongSize(layout, size);
    const values = await this.#read(index, layout);
    return values instanceof Uint32Array ? values : new Uint32Array(values);
  }

  async #read(index: number, layout: AccessorLayout): Promise<NumberArray> {
    const accessor = this.#context.document.entry('accessors', index);
    const view = accessor.count('bufferView');
    const values =
      view === undefined
        ? this.#zeros(layout)
        : await this.#packed(view, accessor.count('byteOffset') ?? 0, layout);
    const sparse = accessor.object('sparse');
    if (sparse !== undefined) await this.#replace(values, sparse, layout);
    return values;
  }

  #zeros({ count, size, componentType }: AccessorLayout): NumberArray {
    this.#context.budget.addValues(count * size);
    return typed(componentType, new Uint8Array(count * size * bytesOf(componentType)));
  }

  /** Elements one behind the other, wherever in the view they lie. */
  async #packed(viewIndex: number, offset: number, layout: AccessorLayout): Promise<NumberArray> {
    const { place, count, size, componentType } = layout;
    const element = size * bytesOf(componentType);
    const stride = this.#context.document.entry('bufferViews', viewIndex).count('byteStride') ?? element;
    const view = await this.#buffers.view(viewIndex);
    const end = count === 0 ? offset : offset + (count - 1) * stride + element;
    if (stride < element || !(end <= view.byteLength))
      throw new AssetError(
        'damaged',
        `${place}: ${count} elements leave their view of ${view.byteLength} bytes`,
      );
    this.#context.budget.addValues(count * size);
    if (stride === element) return typed(componentType, view.slice(offset, end));
    const bytes = new Uint8Array(count * element);
    for (let at = 0; at < count; at++) {
      const from = offset + at * stride;
      for (let byte = 0; byte < element; byte++) bytes[at * element + byte] = view[from + byte] ?? 0;
    }
    return typed(componentType, bytes);
  }

  /** Sparse accessors name elements that differ from the rest. */
  async #replace(values: NumberArray, sparse: Fields, layout: AccessorLayout): Promise<void> {
    const count = sparse.needCount('count');
    const where = sparse.object('indices');
    const what = sparse.object('values');
    if (where === undefined || what === undefined || count > layout.count)
      throw new AssetError('damaged', `${sparse.place}: ${count} of ${layout.count} elements`);
    const componentType = where.needCount('componentType');
    if (![5121, 5123, 5125].includes(componentType))
      throw new AssetError('damaged', `${where.place}: indices of ${componentType}`);
    const indices = await this.#packed(where.needCount('bufferView'), where.count('byteOffset') ?? 0, {
      place: where.place,
      count,
      size: 1,
      componentType,
      isNormalized: false,
    });
    const replaced = await this.#packed(what.needCount('bufferView'), what.count('byteOffset') ?? 0, {
      ...layout,
      place: what.place,
      count,
    });
    const { size } = layout;
    for (let at = 0; at < count; at++) {
      const index = indices[at] ?? 0;
      if (index >= layout.count)
        throw new AssetError('damaged', `${where.place}: element ${index} of ${layout.count}`);
      for (let n = 0; n < size; n++) values[index * size + n] = replaced[at * size + n] ?? 0;
    }
  }
}

const bytesOf = (componentType: number): number => componentBytes[componentType] ?? 4;

const wrongSize = ({ place, size }: AccessorLayout, wanted: number): AssetError =>
  new AssetError('damaged', `${place}: ${size} numbers each where ${wanted} are wanted`);

/** `bytes` has an ArrayBuffer of its own, which starts with it. */
export function typed(componentType: number, { buffer }: Uint8Array<ArrayBuffer>): NumberArray {
  switch (componentType) {
    case 5120:
      return new Int8Array(buffer);
    case 5121:
      return new Uint8Array(buffer);
    case 5122:
      return new Int16Array(buffer);
    case 5123:
      return new Uint16Array(buffer);
    case 5125:
      return new Uint32Array(buffer);
    default:
      return new Float32Array(buffer);
  }
}

/** Whole numbers that stand for fractions are divided as the specification says, others are taken as they are (quantization). */
export function asFloats(values: NumberArray, { componentType, isNormalized }: AccessorLayout): Float32Array {
  if (values instanceof Float32Array) return values;
  const floats = new Float32Array(values);
  const largest: Readonly<Record<number, number>> = { 5120: 127, 5121: 255, 5122: 32_767, 5123: 65_535 };
  const divisor = isNormalized ? largest[componentType] : undefined;
  if (divisor !== undefined)
    for (let at = 0; at < floats.length; at++) floats[at] = Math.max((floats[at] ?? 0) / divisor, -1);
  return floats;
}
