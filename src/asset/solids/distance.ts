import { cross, minus, type Points, type Vector } from '../vector.ts';
import { randomNumbers } from './random.ts';
import type { TriangleTree } from './triangle-tree.ts';

/** As many as CoACD takes for its concavity. */
export const defaultSamples = 2000;

export interface DirectedDistance {
  /** Greatest distance of a sampled point to the other surface, in units of the points; 0 where there is nothing to sample. */
  distance: number;
  /** Where that was found; null where there is nothing to sample. */
  at: Vector | null;
}

/**
 * How far a surface is from another at most: the directed Hausdorff distance by samples spread evenly over its area, so that
 * the true value may be a little greater. The same seed has the same samples.
 */
export function directedHausdorff(
  points: Points,
  indices: Uint32Array,
  target: TriangleTree,
  { samples = defaultSamples, seed = 1 }: { samples?: number; seed?: number } = {},
): DirectedDistance {
  let found: DirectedDistance = { distance: 0, at: null };
  for (const sample of sampleSurface(points, indices, samples, seed)) {
    const distance = target.distanceTo(sample);
    if (distance > found.distance || found.at === null) found = { distance, at: sample };
  }
  return found;
}

/** Points spread evenly over the area of triangles; none where they have no area. */
export function sampleSurface(points: Points, indices: Uint32Array, samples: number, seed: number): Vector[] {
  const faces = Math.floor(indices.length / 3);
  const areas = new Float64Array(faces);
  const corner = (face: number, which: number): Vector => {
    const at = 3 * (indices[3 * face + which] ?? 0);
    return [points[at] ?? NaN, points[at + 1] ?? NaN, points[at + 2] ?? NaN];
  };
  let total = 0;
  for (let face = 0; face < faces; face += 1) {
    const [a, b, c] = [corner(face, 0), corner(face, 1), corner(face, 2)];
    const area = Math.hypot(...cross(minus(b, a), minus(c, a))) / 2;
    if (Number.isFinite(area)) total += area;
    areas[face] = total;
  }
  if (!(total > 0)) return [];
  const random = randomNumbers(seed);
  const result: Vector[] = [];
  let face = 0;
  for (let sample = 0; sample < samples; sample += 1) {
    // One sample in each of equal shares of the area spreads them more evenly than chance alone.
    const share = ((sample + random()) / samples) * total;
    while (face < faces - 1 && (areas[face] ?? 0) < share) face += 1;
    const [a, b, c] = [corner(face, 0), corner(face, 1), corner(face, 2)];
    const root = Math.sqrt(random());
    const second = random();
    const [wa, wb, wc] = [1 - root, root * (1 - second), root * second];
    result.push([
      wa * a[0] + wb * b[0] + wc * c[0],
      wa * a[1] + wb * b[1] + wc * c[1],
      wa * a[2] + wb * b[2] + wc * c[2],
    ]);
  }
  return result;
}
