/**
 * The decoders of compressed glTF, as three ships them (`examples/jsm/libs`): WebAssembly without `eval`. Whoever runs the reader
 * knows where their files are, so it hands them in. Each is asked for only by files that need it.
 */
export interface GltfDecoders {
  /** KHR_draco_mesh_compression. */
  draco(): Promise<DracoModule>;
  /** EXT_meshopt_compression, KHR_meshopt_compression. */
  meshopt(): Promise<MeshoptModule>;
  /** KHR_texture_basisu. */
  basis(): Promise<BasisModule>;
}

/** Loads each decoder once; one that could not be loaded is tried anew by the next file. */
export function loadedOnce(load: GltfDecoders): GltfDecoders {
  const once = <Module>(start: () => Promise<Module>): (() => Promise<Module>) => {
    let loaded: Promise<Module> | undefined;
    return () => {
      loaded ??= start().catch((error: unknown) => {
        loaded = undefined;
        throw error;
      });
      return loaded;
    };
  };
  return {
    draco: once(() => load.draco()),
    meshopt: once(() => load.meshopt()),
    basis: once(() => load.basis()),
  };
}

/** What Emscripten makes of a decoder: called with its WebAssembly, so that nothing is fetched. */
export type DracoFactory = (options: { wasmBinary: ArrayBuffer }) => Promise<DracoModule>;
export type BasisFactory = (options: { wasmBinary: ArrayBuffer }) => Promise<BasisModule>;

/** `draco_wasm_wrapper.js`, what is used of it. */
export interface DracoModule {
  Decoder: new () => DracoDecoder;
  Mesh: new () => DracoMesh;
  destroy(object: object): void;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  HEAPU8: Uint8Array;
  DT_INT8: number;
  DT_UINT8: number;
  DT_INT16: number;
  DT_UINT16: number;
  DT_UINT32: number;
  DT_FLOAT32: number;
}
interface DracoDecoder {
  DecodeArrayToMesh(
    bytes: Int8Array,
    length: number,
    mesh: DracoMesh,
  ): { ok(): boolean; error_msg(): string };
  GetAttributeByUniqueId(mesh: DracoMesh, id: number): { ptr: number; num_components(): number };
  GetAttributeDataArrayForAllPoints(
    mesh: DracoMesh,
    attribute: object,
    type: number,
    bytes: number,
    pointer: number,
  ): boolean;
  GetTrianglesUInt32Array(mesh: DracoMesh, bytes: number, pointer: number): boolean;
}
interface DracoMesh {
  ptr: number;
  num_faces(): number;
  num_points(): number;
}

/** `meshopt_decoder.module.js`, what is used of it. Ready to be called. */
export interface MeshoptModule {
  decodeGltfBuffer(
    target: Uint8Array,
    count: number,
    size: number,
    source: Uint8Array,
    mode: string,
    filter: string,
  ): void;
}

/** `basis_transcoder.js`, what is used of it. */
export interface BasisModule {
  initializeBasis(): void;
  KTX2File: new (bytes: Uint8Array) => Ktx2File;
}
interface Ktx2File {
  isHDR(): boolean;
  getWidth(): number;
  getHeight(): number;
  startTranscoding(): boolean;
  transcodeImage(
    target: Uint8Array,
    level: number,
    layer: number,
    face: number,
    format: number,
    flags: number,
    channel0: number,
    channel1: number,
  ): number;
  close(): void;
  delete(): void;
}
