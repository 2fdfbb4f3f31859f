import { AssetError } from '../limits.ts';

/** A glTF file taken apart: its JSON, and the bytes that a binary one carries behind it. */
export interface GltfContainer {
  json: unknown;
  /** The first buffer of the file; null where it carries none. */
  binary: Uint8Array | null;
}

const magic = 0x46_54_6c_67;
const jsonChunk = 0x4e_4f_53_4a;
const binaryChunk = 0x00_4e_49_42;

/**
 * Takes apart `.glb` and `.gltf`, whichever it is (glTF 2.0 specification, 4: GLB file format).
 *
 * @throws {AssetError} `damaged` where a length leaves the file, or the JSON is none
 */
export function readContainer(bytes: Uint8Array): GltfContainer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 4 || view.getUint32(0, true) !== magic)
    return { json: parseJson(bytes), binary: null };
  if (bytes.byteLength < 12) throw new AssetError('damaged', 'GLB: the header is cut off');
  const version = view.getUint32(4, true);
  if (version !== 2) throw new AssetError('not-understood', `GLB: version ${version}`);
  const length = view.getUint32(8, true);
  if (length !== bytes.byteLength)
    throw new AssetError('damaged', `GLB: ${bytes.byteLength} bytes where its header says ${length}`);
  let json: Uint8Array | undefined;
  let binary: Uint8Array | null = null;
  for (let at = 12; at < length;) {
    if (at + 8 > length) throw new AssetError('damaged', `GLB: a chunk header is cut off at byte ${at}`);
    const size = view.getUint32(at, true);
    const type = view.getUint32(at + 4, true);
    const start = at + 8;
    if (size > length - start)
      throw new AssetError(
        'damaged',
        `GLB: the chunk at byte ${at} has ${size} bytes, ${length - start} are left`,
      );
    const chunk = bytes.subarray(start, start + size);
    if (json === undefined) {
      if (type !== jsonChunk) throw new AssetError('damaged', 'GLB: the first chunk is not JSON');
      json = chunk;
    } else if (type === binaryChunk) binary ??= chunk;
    at = start + size;
  }
  if (json === undefined) throw new AssetError('damaged', 'GLB: no JSON');
  return { json: parseJson(json), binary };
}

/** A byte order mark is not allowed, so it is kept, and is no JSON. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    throw new AssetError('damaged', `JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
