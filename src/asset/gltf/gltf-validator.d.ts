/** The part of the Khronos validator that is used here; the package ships no types. */
declare module 'gltf-validator' {
  interface Report {
    validatorVersion: string;
    issues: {
      numErrors: number;
      messages: { code: string; severity: number; message: string; pointer?: string }[];
      truncated: boolean;
    };
    info: { totalTriangleCount: number };
  }
  interface Options {
    maxIssues?: number;
    writeTimestamp?: boolean;
    externalResourceFunction?: (uri: string) => Promise<Uint8Array>;
  }
  export function validateBytes(bytes: Uint8Array, options?: Options): Promise<Report>;
}
