import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { dracoMesh, ktx2Picture } from '../../src/asset/testing/compressed.ts';
import { gltfDecoders, moduleOf } from './gltf-decoders.mjs';

const resolve = createRequire(import.meta.url).resolve;
/** @param {Uint8Array | string} bytes */
const base64 = (bytes) => Buffer.from(bytes).toString('base64');

/**
 * What a module does with some bytes in a process that makes no code of text.
 *
 * @param {string} id
 * @param {string} wasm
 * @param {Uint8Array} bytes
 * @param {string} use of `decoder` and `bytes`
 */
function decoded(id, wasm, bytes, use) {
  const script = `
    import { readFileSync } from 'node:fs';
    const { default: start } = await import('data:text/javascript;base64,${base64(moduleOf(id) ?? '')}');
    const wasmBinary = new Uint8Array(readFileSync(${JSON.stringify(resolve(wasm))})).buffer;
    const decoder = await start({ wasmBinary });
    const bytes = new Uint8Array(Buffer.from('${base64(bytes)}', 'base64'));
    ${use}`;
  const options = ['--disallow-code-generation-from-strings', '--input-type=module'];
  const { stdout, stderr } = spawnSync(process.execPath, options, { input: script, encoding: 'utf8' });
  return stderr === '' ? JSON.parse(stdout) : stderr;
}

describe('decoders of glTF', () => {
  it('decode meshes of Draco', () => {
    const mesh = dracoMesh(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0), [0, 1, 2]);
    const use = `
      const mesh = new decoder.Mesh();
      const status = new decoder.Decoder().DecodeArrayToMesh(new Int8Array(bytes.buffer), bytes.length, mesh);
      console.log(JSON.stringify([status.ok(), mesh.num_points(), mesh.num_faces()]));`;
    const wasm = 'three/examples/jsm/libs/draco/gltf/draco_decoder.wasm';
    expect(decoded('virtual:draco-decoder', wasm, mesh, use)).toEqual([true, 3, 1]);
  });

  it('unpack pictures of Basis', () => {
    const use = `
      decoder.initializeBasis();
      const file = new decoder.KTX2File(bytes);
      const size = [file.getWidth(), file.getHeight(), file.startTranscoding()];
      const pixels = new Uint8Array(file.getImageTranscodedSizeInBytes(0, 0, 0, 13));
      file.transcodeImage(pixels, 0, 0, 0, 13, 0, -1, -1);
      let wrong = '';
      try { file.getWidth(1); } catch (error) { wrong = error.message; }
      file.close();
      file.delete();
      console.log(JSON.stringify([...size, pixels.length, ...pixels.subarray(0, 4), wrong]));`;
    const wasm = 'three/examples/jsm/libs/basis/basis_transcoder.wasm';
    const picture = ktx2Picture([[10, 200, 30, 255]]);
    expect(decoded('virtual:basis-transcoder', wasm, picture, use)).toEqual([
      ...[4, 4, 1, 64, 10, 200, 30, 255],
      expect.stringContaining('getWidth called with 1 arguments'),
    ]);
  });

  it('are what the build is given for their names, and nothing else is', () => {
    const { resolveId, load } = /** @type {any} */ (gltfDecoders());
    expect(resolveId('virtual:draco-decoder')).toBe('\0virtual:draco-decoder');
    expect(load('\0virtual:draco-decoder')).toContain('export default DracoDecoderModule');
    expect([resolveId('three'), load('\0virtual:about')]).toEqual([undefined, undefined]);
  });
});
