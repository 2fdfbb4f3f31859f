type Values = Int8Array | Uint8Array | Int16Array | Uint16Array | Uint32Array | Float32Array;
type Json = Record<string, unknown>;

const componentTypes = new Map<string, number>([
  ['Int8Array', 5120],
  ['Uint8Array', 5121],
  ['Int16Array', 5122],
  ['Uint16Array', 5123],
  ['Uint32Array', 5125],
  ['Float32Array', 5126],
]);
const sizes: Record<string, number> = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT4: 16 };

/** Puts together glTF files of a test, right and wrong ones. */
export class GltfFile {
  readonly json: Json & { accessors: Json[]; bufferViews: Json[] };
  #binary: Uint8Array[] = [];
  #length = 0;

  constructor(json: Json = {}) {
    this.json = { asset: { version: '2.0' }, accessors: [], bufferViews: [], ...json };
  }

  /** @returns index of a view of these bytes */
  view(bytes: Uint8Array, more: Json = {}): number {
    this.json.bufferViews.push({ buffer: 0, byteOffset: this.#length, byteLength: bytes.length, ...more });
    const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
    padded.set(bytes);
    this.#binary.push(padded);
    this.#length += padded.length;
    return this.json.bufferViews.length - 1;
  }

  /** @returns index of an accessor of these numbers */
  accessor(values: Values, type: string, more: Json = {}): number {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return this.listAccessor({
      bufferView: this.view(bytes),
      componentType: componentTypes.get(values.constructor.name),
      count: values.length / (sizes[type] ?? 1),
      type,
      ...more,
    });
  }

  listAccessor(accessor: Json): number {
    return this.json.accessors.push(accessor) - 1;
  }

  get binary(): Uint8Array {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const bytes of this.#binary) {
      all.set(bytes, at);
      at += bytes.length;
    }
    return all;
  }

  glb(): Uint8Array {
    const { binary } = this;
    const json = binary.length === 0 ? this.json : { buffers: [{ byteLength: binary.length }], ...this.json };
    return glb(JSON.stringify(json), binary.length === 0 ? null : binary);
  }

  /** As a text, its bytes in a file of this name beside it. */
  gltf(uri: string): string {
    return JSON.stringify({ buffers: [{ uri, byteLength: this.#length }], ...this.json });
  }
}

/** A binary glTF file of two chunks. */
export function glb(json: string, binary: Uint8Array | null): Uint8Array {
  const text = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 4) * 4));
  const length = 20 + text.length + (binary === null ? 0 : 8 + binary.length);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  const header = [0x46_54_6c_67, 2, length, text.length, 0x4e_4f_53_4a];
  for (const [n, value] of header.entries()) view.setUint32(4 * n, value, true);
  bytes.set(text, 20);
  if (binary !== null) {
    view.setUint32(20 + text.length, binary.length, true);
    view.setUint32(24 + text.length, 0x00_4e_49_42, true);
    bytes.set(binary, 28 + text.length);
  }
  return bytes;
}

/** One triangle in the plane of x and y, in a scene of one node. */
export function triangleFile(primitive: Json = {}, node: Json = {}, more: Json = {}): GltfFile {
  const file = new GltfFile({
    scenes: [{ nodes: [0] }],
    nodes: [{ name: 'Node', mesh: 0, ...node }],
    ...more,
  });
  const POSITION = file.accessor(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0), 'VEC3');
  file.json['meshes'] = [{ primitives: [{ attributes: { POSITION }, ...primitive }] }];
  return file;
}
