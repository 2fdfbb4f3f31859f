import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const file = createRequire(import.meta.url).resolve('@mujoco/mujoco/mujoco.wasm');

/**
 * Lays MuJoCo's WebAssembly beside the scripts of main, for the process that judges results. The window's worker has its own, in its
 * scheme.
 *
 * @returns {import('vite').Plugin}
 */
export const mujocoWasm = () => ({
  name: 'mujoco-wasm',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'mujoco.wasm', source: readFileSync(file) });
  },
});
