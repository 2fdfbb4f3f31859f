/**
 * Where the build has MuJoCo's WebAssembly, from the folder of the page: ten megabytes, of which main reads the same copy as the page.
 */
export const mujocoAsset = 'assets/mujoco.wasm';

/** The name under which main imports where it is. */
const moduleName = 'virtual:mujoco-wasm';

/**
 * Tells main where MuJoCo's WebAssembly is, from the app's folder, for the process that judges results. In development the page is
 * not built, and its package has it.
 *
 * @returns {import('vite').Plugin}
 */
export function mujocoWasm() {
  let place = `out/renderer/${mujocoAsset}`;
  return {
    name: 'mujoco-wasm',
    configResolved({ mode }) {
      if (mode === 'development') place = 'node_modules/@mujoco/mujoco/mujoco.wasm';
    },
    resolveId: (id) => (id === moduleName ? `\0${moduleName}` : undefined),
    load: (id) => (id === `\0${moduleName}` ? `export default ${JSON.stringify(place)};` : undefined),
  };
}
