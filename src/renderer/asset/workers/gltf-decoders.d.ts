/** Scripts of three as modules; see scripts/build/gltf-decoders.mjs. What they start has types in `asset/gltf/decoders.ts`. */
declare module 'virtual:draco-decoder' {
  const start: unknown;
  export default start;
}
declare module 'virtual:basis-transcoder' {
  const start: unknown;
  export default start;
}
