import type { Geometry } from './scene.ts';

/** The points as the file has them, before any were split, with the triangles between them; none of no geometry. */
export const surfaceOf = (geometry: Geometry | undefined): { points: Float32Array; indices: Uint32Array } =>
  geometry?.surface ?? {
    points: geometry?.positions ?? new Float32Array(0),
    indices: geometry?.indices ?? new Uint32Array(0),
  };
