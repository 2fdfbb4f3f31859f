import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const resolve = createRequire(import.meta.url).resolve;

/** By the name that a module imports it under: three's script, and what that declares. */
const scripts = new Map([
  [
    'virtual:draco-decoder',
    { file: 'three/examples/jsm/libs/draco/gltf/draco_wasm_wrapper.js', declares: 'DracoDecoderModule' },
  ],
  [
    'virtual:basis-transcoder',
    { file: 'three/examples/jsm/libs/basis/basis_transcoder.js', declares: 'BASIS' },
  ],
]);

/**
 * Makes modules of two decoders that three ships as scripts. They look for Node, to read files themselves; here they are handed
 * their WebAssembly wherever they run.
 *
 * @returns {import('vite').Plugin}
 */
export const gltfDecoders = () => ({
  name: 'gltf-decoders',
  resolveId: (id) => (scripts.has(id) ? `\0${id}` : undefined),
  load: (id) => moduleOf(id.slice(1)),
});

/** @param {string} id */
export function moduleOf(id) {
  const script = scripts.get(id);
  if (script === undefined) return undefined;
  const source = readFileSync(resolve(script.file), 'utf8');
  return `const process = undefined;\n${source};\nexport default ${script.declares};`;
}
