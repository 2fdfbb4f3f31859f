import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import { loadedOnce } from '../gltf/decoders.ts';
import type { BasisFactory, BasisModule, DracoFactory, DracoModule, GltfDecoders } from '../gltf/decoders.ts';

const resolve = createRequire(import.meta.url).resolve;
const read = (path: string): Buffer => readFileSync(resolve(`three/examples/jsm/libs/${path}`));
const wasm = (path: string): ArrayBuffer => new Uint8Array(read(path)).buffer;

/** They are scripts, not modules, and look for Node, which they would read files with. */
function script(path: string, name: string): unknown {
  const source = read(path).toString();
  return runInThisContext(`(() => { const process = undefined; ${source}; return ${name}; })()`);
}

/** The decoders that three ships, for tests in Node. Which were loaded is in `loaded`. */
export function nodeDecoders(): GltfDecoders & { loaded: string[] } {
  const loaded: string[] = [];
  const noted = <Module>(name: string, load: () => Promise<Module>) => {
    return (): Promise<Module> => {
      loaded.push(name);
      return load();
    };
  };
  const decoders = loadedOnce({
    draco: noted('draco', loadDraco),
    meshopt: noted('meshopt', async () => {
      const { MeshoptDecoder } = await import('three/examples/jsm/libs/meshopt_decoder.module.js');
      await MeshoptDecoder.ready;
      return MeshoptDecoder;
    }),
    basis: noted('basis', loadBasis),
  });
  return { ...decoders, loaded };
}

function loadDraco(): Promise<DracoModule> {
  const start = script('draco/gltf/draco_wasm_wrapper.js', 'DracoDecoderModule') as DracoFactory;
  return start({ wasmBinary: wasm('draco/gltf/draco_decoder.wasm') });
}

async function loadBasis(): Promise<BasisModule> {
  const start = script('basis/basis_transcoder.js', 'BASIS') as BasisFactory;
  const basis = await start({ wasmBinary: wasm('basis/basis_transcoder.wasm') });
  basis.initializeBasis();
  return basis;
}
