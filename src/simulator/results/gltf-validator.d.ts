/** The part of the Khronos validator that the tests use; the package ships no types. */
declare module 'gltf-validator' {
  interface Report {
    issues: { numErrors: number; messages: { code: string; severity: number; message: string }[] };
    info: { totalTriangleCount: number };
  }
  const validator: { validateBytes(bytes: Uint8Array): Promise<Report> };
  export default validator;
}
