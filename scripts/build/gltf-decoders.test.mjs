import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { gltfDecoders, moduleOf } from './gltf-decoders.mjs';

const resolve = createRequire(import.meta.url).resolve;

/**
 * Imports a module as the page would, and starts its decoder.
 *
 * @param {string} id
 * @param {string} wasm
 */
async function start(id, wasm) {
  const url = `data:text/javascript;base64,${Buffer.from(moduleOf(id) ?? '').toString('base64')}`;
  const { default: factory } = await import(/* @vite-ignore */ url);
  const bytes = readFileSync(resolve(`three/examples/jsm/libs/${wasm}`));
  return await factory({ wasmBinary: new Uint8Array(bytes).buffer });
}

describe('decoders of glTF', () => {
  it('are modules that start with the WebAssembly they are handed', async () => {
    const draco = await start('virtual:draco-decoder', 'draco/gltf/draco_decoder.wasm');
    expect(new draco.Mesh().num_points()).toBe(0);
    const basis = await start('virtual:basis-transcoder', 'basis/basis_transcoder.wasm');
    basis.initializeBasis();
    expect(new basis.KTX2File(new Uint8Array(100)).getWidth()).toBe(0);
  });

  it('are what the build is given for their names, and nothing else is', () => {
    const { resolveId, load } = /** @type {any} */ (gltfDecoders());
    expect(resolveId('virtual:draco-decoder')).toBe('\0virtual:draco-decoder');
    expect(load('\0virtual:draco-decoder')).toContain('export default DracoDecoderModule');
    expect([resolveId('three'), load('\0virtual:about')]).toEqual([undefined, undefined]);
  });

  it('make no code of text', () => {
    for (const id of ['virtual:draco-decoder', 'virtual:basis-transcoder'])
      expect(moduleOf(id)).not.toMatch(/new Function|\beval\(/);
  });
});
