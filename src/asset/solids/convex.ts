import { boundsOfPoints, type Bounds } from '../bounds.ts';
import { cross, dot, minus, pointAt, type Points, type Vector } from '../vector.ts';
import { randomNumbers } from './random.ts';

/** A closed convex surface: what {@link convexHull} makes, or that moved somewhere. */
export interface ConvexMesh {
  positions: Points;
  indices: Uint32Array;
}

/** A convex body as the half spaces of its faces. */
export class ConvexBody {
  readonly volume: number;
  readonly #mesh: ConvexMesh;
  readonly #bounds: Bounds;
  /** Normal and distance from the origin of each face. */
  readonly #planes: Float64Array;
  /** A point inside, and the volume of the tetrahedra from it to each face, summed up. */
  readonly #middle: Vector = [0, 0, 0];
  readonly #volumes: Float64Array;

  constructor(mesh: ConvexMesh) {
    this.#mesh = mesh;
    this.#bounds = boundsOfPoints(mesh.positions);
    const { positions, indices } = mesh;
    const count = Math.floor(positions.length / 3);
    for (let point = 0; point < count; point += 1)
      for (const axis of [0, 1, 2] as const) this.#middle[axis] += (positions[3 * point + axis] ?? 0) / count;
    const faces = Math.floor(indices.length / 3);
    this.#planes = new Float64Array(4 * faces);
    this.#volumes = new Float64Array(faces);
    let volume = 0;
    for (let face = 0; face < faces; face += 1) {
      const [a, b, c] = [this.#corner(face, 0), this.#corner(face, 1), this.#corner(face, 2)];
      const [x, y, z] = cross(minus(b, a), minus(c, a));
      const length = Math.hypot(x, y, z);
      if (length > 0)
        this.#planes.set([x / length, y / length, z / length, dot([x, y, z], a) / length], 4 * face);
      volume += Math.max(0, dot([x, y, z], minus(a, this.#middle)) / 6);
      this.#volumes[face] = volume;
    }
    this.volume = volume;
  }

  /** True inside, and up to `margin` (units of the points) outside of each face. */
  contains([x, y, z]: Vector, margin = 0): boolean {
    const planes = this.#planes;
    for (let at = 0; at < planes.length; at += 4) {
      const above =
        (planes[at] ?? 0) * x + (planes[at + 1] ?? 0) * y + (planes[at + 2] ?? 0) * z - (planes[at + 3] ?? 0);
      if (above > margin) return false;
    }
    return planes.length > 0;
  }

  /** Whether the boxes of both have more than a side in common. */
  mayOverlap(other: ConvexBody): boolean {
    const [one, two] = [this.#bounds, other.#bounds];
    return ([0, 1, 2] as const).every(
      (axis) => one.min[axis] < two.max[axis] && two.min[axis] < one.max[axis],
    );
  }

  /** A point inside, each as likely as any other; `share` (0 to 1) chooses the part of the volume that it is in. */
  pointInside(share: number, random: () => number): Vector {
    const target = share * this.volume;
    let [low, high] = [0, this.#volumes.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#volumes[middle] ?? 0) < target) low = middle + 1;
      else high = middle;
    }
    // Of a tetrahedron: the gaps between three sorted numbers are as even as its corners' weights have to be.
    const [first, second, third] = [random(), random(), random()].sort((a, b) => a - b);
    const [s, t, u] = [first ?? 0, second ?? 0, third ?? 0];
    const weights = [s, t - s, u - t, 1 - u];
    const corners = [this.#middle, this.#corner(low, 0), this.#corner(low, 1), this.#corner(low, 2)];
    const along = (axis: 0 | 1 | 2): number =>
      corners.reduce((sum, corner, index) => sum + (weights[index] ?? 0) * corner[axis], 0);
    return [along(0), along(1), along(2)];
  }

  #corner(face: number, which: number): Vector {
    return pointAt(this.#mesh.positions, this.#mesh.indices[3 * face + which] ?? 0);
  }
}

export interface UnionVolume {
  /** Cubic units. */
  volume: number;
  /** Cubic units: twice the standard error, so that the true volume is within it in 19 of 20 cases; 0 where it is exact. */
  error: number;
}

/**
 * The volume that convex bodies fill together, counting what they share once (Karp and Luby's estimator: points are drawn in each
 * body, and each counts for one over the number of bodies that it is in). Bodies whose boxes touch no other are exact.
 */
export function unionVolume(
  bodies: readonly ConvexBody[],
  { samples = 20_000, seed = 1 }: { samples?: number; seed?: number } = {},
): UnionVolume {
  const random = randomNumbers(seed);
  const overlaps = bodies.map((body) => bodies.filter((other) => other !== body && body.mayOverlap(other)));
  const shared = bodies.reduce(
    (sum, body, at) => sum + ((overlaps[at] ?? []).length > 0 ? body.volume : 0),
    0,
  );
  let volume = 0;
  let variance = 0;
  for (const [at, body] of bodies.entries()) {
    const others = overlaps[at] ?? [];
    if (others.length === 0 || !(body.volume > 0)) {
      volume += body.volume;
      continue;
    }
    const count = Math.max(16, Math.round((samples * body.volume) / shared));
    let sum = 0;
    let squares = 0;
    for (let sample = 0; sample < count; sample += 1) {
      const point = body.pointInside((sample + random()) / count, random);
      const part = 1 / (1 + others.filter((other) => other.contains(point)).length);
      sum += part;
      squares += part * part;
    }
    const mean = sum / count;
    volume += body.volume * mean;
    variance += (body.volume ** 2 * Math.max(0, squares / count - mean * mean)) / count;
  }
  return { volume, error: 2 * Math.sqrt(variance) };
}
