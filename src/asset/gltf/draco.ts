import { AssetError } from '../limits.ts';
import { asFloats, typed } from './accessors.ts';
import type { AccessorLayout } from './accessors.ts';
import { decoded } from './context.ts';
import type { DracoModule } from './decoders.ts';

/** A primitive out of KHR_draco_mesh_compression. */
export interface DracoPrimitive {
  indices: Uint32Array;
  /** By the names of glTF: `POSITION`. */
  attributes: Map<string, { values: Float32Array; size: number }>;
}

/**
 * Decodes one primitive.
 *
 * @param wanted the ID of each attribute in the compressed data, and how the accessor of the same name says that it lies
 * @param checkPoints is called with the counts that the decoder found, before there is room made for them here
 * @throws {AssetError} `damaged`
 */
export function decodeDraco(
  draco: DracoModule,
  bytes: Uint8Array,
  wanted: ReadonlyMap<string, { id: number; layout: AccessorLayout }>,
  place: string,
  checkPoints: (points: number, triangles: number) => void,
): DracoPrimitive {
  return decoded(place, () => {
    const decoder = new draco.Decoder();
    const mesh = new draco.Mesh();
    try {
      const source = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const status = decoder.DecodeArrayToMesh(source, bytes.byteLength, mesh);
      if (!status.ok() || mesh.ptr === 0) throw new AssetError('damaged', `${place}: ${status.error_msg()}`);
      const points = mesh.num_points();
      const triangles = mesh.num_faces();
      checkPoints(points, triangles);
      const attributes = new Map<string, { values: Float32Array; size: number }>();
      for (const [name, { id, layout }] of wanted) {
        const attribute = decoder.GetAttributeByUniqueId(mesh, id);
        if (attribute.ptr === 0 || attribute.num_components() !== layout.size || layout.count !== points)
          throw new AssetError('damaged', `${place}: ${name} is not as its accessor says`);
        const numbers = points * layout.size;
        const taken = takeOut(draco, numbers, layout.componentType, (type, size, pointer) =>
          decoder.GetAttributeDataArrayForAllPoints(mesh, attribute, type, size, pointer),
        );
        attributes.set(name, { values: asFloats(taken, layout), size: layout.size });
      }
      const indices = takeOut(draco, 3 * triangles, 5125, (_type, size, pointer) =>
        decoder.GetTrianglesUInt32Array(mesh, size, pointer),
      );
      return { indices: new Uint32Array(indices), attributes };
    } finally {
      draco.destroy(mesh);
      draco.destroy(decoder);
    }
  });
}

/** Has the decoder write numbers into its memory, and copies them from there. */
function takeOut(
  draco: DracoModule,
  numbers: number,
  componentType: number,
  write: (type: number, bytes: number, pointer: number) => boolean,
) {
  const [type, width] = dracoType(draco, componentType);
  const bytes = numbers * width;
  const pointer = draco._malloc(bytes);
  try {
    if (pointer === 0 || !write(type, bytes, pointer)) throw new Error(`no ${numbers} numbers`);
    // The memory may have grown, and its view been replaced, since the call.
    return typed(componentType, new Uint8Array(draco.HEAPU8.subarray(pointer, pointer + bytes)));
  } finally {
    draco._free(pointer);
  }
}

function dracoType(draco: DracoModule, componentType: number): [number, number] {
  switch (componentType) {
    case 5120:
      return [draco.DT_INT8, 1];
    case 5121:
      return [draco.DT_UINT8, 1];
    case 5122:
      return [draco.DT_INT16, 2];
    case 5123:
      return [draco.DT_UINT16, 2];
    case 5125:
      return [draco.DT_UINT32, 4];
    default:
      return [draco.DT_FLOAT32, 4];
  }
}
