/** Made at the build, see `scripts/build/mujoco-wasm.mjs`. */
declare module 'virtual:mujoco-wasm' {
  /** Path of MuJoCo's WebAssembly, from the app's folder. */
  const path: string;
  export default path;
}
