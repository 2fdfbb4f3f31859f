import basisWasm from 'three/examples/jsm/libs/basis/basis_transcoder.wasm?url';
import dracoWasm from 'three/examples/jsm/libs/draco/gltf/draco_decoder.wasm?url';
import { loadedOnce } from '../../../asset/gltf/decoders.ts';
import type { BasisFactory, DracoFactory } from '../../../asset/gltf/decoders.ts';

/** The decoders of glTF, fetched from the app's own files when a file needs them. For a worker that may compile WebAssembly. */
export const gltfModules = loadedOnce({
  draco: async () => {
    const { default: start } = await import('virtual:draco-decoder');
    return await (start as DracoFactory)({ wasmBinary: await bytesAt(dracoWasm) });
  },
  meshopt: async () => {
    const { MeshoptDecoder } = await import('three/examples/jsm/libs/meshopt_decoder.module.js');
    await MeshoptDecoder.ready;
    return MeshoptDecoder;
  },
  basis: async () => {
    const { default: start } = await import('virtual:basis-transcoder');
    const basis = await (start as BasisFactory)({ wasmBinary: await bytesAt(basisWasm) });
    basis.initializeBasis();
    return basis;
  },
});

async function bytesAt(address: string): Promise<ArrayBuffer> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return await answer.arrayBuffer();
}
