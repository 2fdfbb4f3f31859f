import { resolvePath } from '../files.ts';
import { AssetError } from '../limits.ts';
import { once } from '../once.ts';
import { decoded } from './context.ts';
import type { GltfContext } from './context.ts';
import { isDataUri, readDataUri } from './data-uri.ts';
import type { Fields } from './fields.ts';

/** The bytes that buffers and their views name, each read or decoded once. */
export class Buffers {
  readonly #context: GltfContext;
  readonly #binary: Uint8Array | null;
  readonly #buffers = new Map<number, Promise<Uint8Array>>();
  readonly #views = new Map<number, Promise<Uint8Array>>();

  /** @param binary what a `.glb` carries */
  constructor(context: GltfContext, binary: Uint8Array | null) {
    this.#context = context;
    this.#binary = binary;
  }

  /**
   * The bytes of a view, a part of the file's own memory where it is not compressed.
   *
   * @throws {AssetError} where it leaves its buffer, or that is missing or broken
   */
  view(index: number): Promise<Uint8Array> {
    return once(this.#views, index, () => this.#readView(this.#context.document.entry('bufferViews', index)));
  }

  /** A file that `uri` names, inside the asset alone. */
  async file(uri: string, place: string): Promise<Uint8Array> {
    const { budget, file, files } = this.#context;
    if (isDataUri(uri)) return readDataUri(uri, place, budget);
    const path = pathOf(file, uri);
    if (path === null) throw new AssetError('missing', `${uri}: outside the asset`);
    const size = files.sizeOf(path);
    if (size === null) throw new AssetError('missing', path);
    budget.addFile(size, path);
    const bytes = await files.read(path);
    if (bytes === null) throw new AssetError('missing', path);
    return bytes;
  }

  async #readView(view: Fields): Promise<Uint8Array> {
    const packed = view.extension('EXT_meshopt_compression') ?? view.extension('KHR_meshopt_compression');
    if (packed !== undefined) return await this.#unpack(packed, view.needCount('byteLength'));
    return await this.#part(view);
  }

  async #part(view: Fields): Promise<Uint8Array> {
    const index = view.needCount('buffer');
    const buffer = await once(this.#buffers, index, () => this.#readBuffer(index));
    const offset = view.count('byteOffset') ?? 0;
    const length = view.needCount('byteLength');
    if (offset > buffer.byteLength || length > buffer.byteLength - offset)
      throw new AssetError('damaged', `${view.place}: leaves its buffer of ${buffer.byteLength} bytes`);
    return buffer.subarray(offset, offset + length);
  }

  async #readBuffer(index: number): Promise<Uint8Array> {
    const buffer = this.#context.document.entry('buffers', index);
    const uri = buffer.text('uri');
    if (uri !== undefined) return await this.file(uri, buffer.place);
    if (index === 0 && this.#binary !== null) return this.#binary;
    throw new AssetError('missing', `${buffer.place}: no bytes`);
  }

  /** EXT_meshopt_compression: how many bytes come out is said beside it, and checked before room is made for them. */
  async #unpack(packed: Fields, length: number): Promise<Uint8Array> {
    const source = await this.#part(packed);
    const count = packed.needCount('count');
    const stride = packed.needCount('byteStride');
    const mode = packed.text('mode') ?? '';
    const filter = packed.text('filter') ?? 'NONE';
    if (!isPacking(mode, filter, stride, count) || count * stride !== length)
      throw new AssetError('damaged', `${packed.place}: ${count} × ${stride} bytes as ${mode}, ${filter}`);
    this.#context.budget.addValues(Math.ceil(length / 4));
    const meshopt = await this.#context.decoders.meshopt();
    const target = new Uint8Array(length);
    decoded(packed.place, () => {
      meshopt.decodeGltfBuffer(target, count, stride, source, mode, filter);
    });
    return target;
  }
}

/** What EXT_meshopt_compression allows; the decoder itself relies on it. */
function isPacking(mode: string, filter: string, stride: number, count: number): boolean {
  if (mode === 'TRIANGLES') return filter === 'NONE' && (stride === 2 || stride === 4) && count % 3 === 0;
  if (mode === 'INDICES') return filter === 'NONE' && (stride === 2 || stride === 4);
  if (mode !== 'ATTRIBUTES' || stride === 0 || stride % 4 !== 0 || stride > 256) return false;
  if (filter === 'OCTAHEDRAL' || filter === 'COLOR') return stride === 4 || stride === 8;
  if (filter === 'QUATERNION') return stride === 8;
  return filter === 'NONE' || filter === 'EXPONENTIAL';
}

/** URIs are percent-encoded; names of files are often written as they are. */
export function pathOf(file: string, uri: string): string | null {
  try {
    return resolvePath(file, decodeURIComponent(uri));
  } catch {
    return resolvePath(file, uri);
  }
}
