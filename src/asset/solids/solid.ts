import { cross, dot, type Points, type Vector } from '../vector.ts';

/** A symmetric matrix: xx, yy, zz, xy, xz, yz. */
export type Symmetric = [number, number, number, number, number, number];
/** Three columns of three numbers. */
export type Columns = readonly [Vector, Vector, Vector];

/**
 * How a body's volume is spread. Kept as second moments rather than as inertia, since those follow any linear map, stretching
 * included.
 */
export interface Solid {
  /** Cubic units; negative for a surface that is inside out. */
  volume: number;
  /** Centre of the volume. */
  center: Vector;
  /** ∫ r rᵀ dV about `center`, along the axes. */
  moments: Symmetric;
}

/** A box around the origin with these lengths along the axes. */
export function boxSolid([x, y, z]: Vector): Solid {
  const volume = x * y * z;
  return diagonal(volume, [(volume * x * x) / 12, (volume * y * y) / 12, (volume * z * z) / 12]);
}

/** An ellipsoid around the origin with these radii along the axes; a sphere where they are equal. */
export function ellipsoidSolid([x, y, z]: Vector): Solid {
  const volume = (4 / 3) * Math.PI * x * y * z;
  return diagonal(volume, [(volume * x * x) / 5, (volume * y * y) / 5, (volume * z * z) / 5]);
}

/** A cylinder around the origin, along z. */
export function cylinderSolid(radius: number, height: number): Solid {
  const volume = Math.PI * radius ** 2 * height;
  const across = (volume * radius ** 2) / 4;
  return diagonal(volume, [across, across, (volume * height ** 2) / 12]);
}

/** A capsule around the origin, along z; `height` is the length between the centres of its two half spheres. */
export function capsuleSolid(radius: number, height: number): Solid {
  const tube = cylinderSolid(radius, height);
  const ball = ellipsoidSolid([radius, radius, radius]);
  // The centre of a half sphere lies 3/8 of the radius from its flat side: both halves together, moved apart by the tube.
  const along = ball.volume * (radius ** 2 / 5 + (3 / 8) * radius * height + height ** 2 / 4);
  const across = tube.moments[0] + ball.moments[0];
  return diagonal(tube.volume + ball.volume, [across, across, tube.moments[2] + along]);
}

/** A cone along z with its base at -height/2 and its tip at height/2, as USD has it. */
export function coneSolid(radius: number, height: number): Solid {
  const volume = (Math.PI * radius ** 2 * height) / 3;
  const across = (3 / 20) * volume * radius ** 2;
  return {
    ...diagonal(volume, [across, across, (3 / 80) * volume * height ** 2]),
    center: [0, 0, -height / 4],
  };
}

function diagonal(volume: number, [xx, yy, zz]: Vector): Solid {
  return { volume, center: [0, 0, 0], moments: [xx, yy, zz, 0, 0, 0] };
}

/**
 * What a surface encloses, by the divergence theorem: the sum over triangles of tetrahedra with one common corner. Only true for a
 * closed surface.
 */
export function meshSolid(points: Points, indices: Uint32Array): Solid {
  const [ox, oy, oz] = [points[0] ?? 0, points[1] ?? 0, points[2] ?? 0];
  let volume = 0;
  let [sx, sy, sz] = [0, 0, 0];
  let [xx, yy, zz, xy, xz, yz] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at + 2 < indices.length; at += 3) {
    const a = 3 * (indices[at] ?? 0);
    const b = 3 * (indices[at + 1] ?? 0);
    const c = 3 * (indices[at + 2] ?? 0);
    const ax = (points[a] ?? 0) - ox;
    const ay = (points[a + 1] ?? 0) - oy;
    const az = (points[a + 2] ?? 0) - oz;
    const bx = (points[b] ?? 0) - ox;
    const by = (points[b + 1] ?? 0) - oy;
    const bz = (points[b + 2] ?? 0) - oz;
    const cx = (points[c] ?? 0) - ox;
    const cy = (points[c + 1] ?? 0) - oy;
    const cz = (points[c + 2] ?? 0) - oz;
    const part = (ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)) / 6;
    const tx = ax + bx + cx;
    const ty = ay + by + cy;
    const tz = az + bz + cz;
    volume += part;
    sx += (part * tx) / 4;
    sy += (part * ty) / 4;
    sz += (part * tz) / 4;
    // ∫ r rᵀ of a tetrahedron at the origin: V/20 (Σ vᵢ vᵢᵀ + (Σ vᵢ)(Σ vᵢ)ᵀ).
    const share = part / 20;
    xx += share * (ax * ax + bx * bx + cx * cx + tx * tx);
    yy += share * (ay * ay + by * by + cy * cy + ty * ty);
    zz += share * (az * az + bz * bz + cz * cz + tz * tz);
    xy += share * (ax * ay + bx * by + cx * cy + tx * ty);
    xz += share * (ax * az + bx * bz + cx * cz + tx * tz);
    yz += share * (ay * az + by * bz + cy * cz + ty * tz);
  }
  if (volume === 0) return { volume: 0, center: [ox, oy, oz], moments: [0, 0, 0, 0, 0, 0] };
  const offset: Vector = [sx / volume, sy / volume, sz / volume];
  return {
    volume,
    center: [ox + offset[0], oy + offset[1], oz + offset[2]],
    moments: plusPoint([xx, yy, zz, xy, xz, yz], -volume, offset),
  };
}

/** The area of all triangles, in square units. */
export function surfaceArea(points: Points, indices: Uint32Array): number {
  let area = 0;
  for (let at = 0; at + 2 < indices.length; at += 3) {
    const a = 3 * (indices[at] ?? 0);
    const b = 3 * (indices[at + 1] ?? 0);
    const c = 3 * (indices[at + 2] ?? 0);
    const ux = (points[b] ?? 0) - (points[a] ?? 0);
    const uy = (points[b + 1] ?? 0) - (points[a + 1] ?? 0);
    const uz = (points[b + 2] ?? 0) - (points[a + 2] ?? 0);
    const vx = (points[c] ?? 0) - (points[a] ?? 0);
    const vy = (points[c + 1] ?? 0) - (points[a + 1] ?? 0);
    const vz = (points[c + 2] ?? 0) - (points[a + 2] ?? 0);
    area += Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
  }
  return area;
}

/** The solid after its space was turned, stretched or skewed by `columns` and then moved; a mirrored one keeps the sign of its volume. */
export function mappedSolid(solid: Solid, columns: Columns, offset: Vector): Solid {
  const [a, b, c] = columns;
  const stretch = Math.abs(dot(a, cross(b, c)));
  const row = (axis: 0 | 1 | 2): Vector => [a[axis], b[axis], c[axis]];
  const moment = (left: 0 | 1 | 2, right: 0 | 1 | 2): number =>
    stretch * dot(row(left), times(solid.moments, row(right)));
  return {
    volume: solid.volume * stretch,
    center: [
      dot(row(0), solid.center) + offset[0],
      dot(row(1), solid.center) + offset[1],
      dot(row(2), solid.center) + offset[2],
    ],
    moments: [moment(0, 0), moment(1, 1), moment(2, 2), moment(0, 1), moment(0, 2), moment(1, 2)],
  };
}

/** Something with mass. */
export interface Weight {
  mass: number;
  center: Vector;
  /** About `center`, along the axes. */
  inertia: Symmetric;
}

/** A solid of even density. */
export function weightOf(solid: Solid, density: number): Weight {
  const [xx, yy, zz, xy, xz, yz] = solid.moments;
  return {
    mass: solid.volume * density,
    center: solid.center,
    inertia: scaled([yy + zz, xx + zz, xx + yy, -xy, -xz, -yz], density),
  };
}

/** Several as one, by the parallel-axis theorem; null where their mass is none. */
export function sumOfWeights(weights: readonly Weight[]): Weight | null {
  const mass = weights.reduce((sum, weight) => sum + weight.mass, 0);
  if (!(mass > 0)) return null;
  const along = (axis: 0 | 1 | 2): number =>
    weights.reduce((sum, weight) => sum + weight.mass * weight.center[axis], 0) / mass;
  const center: Vector = [along(0), along(1), along(2)];
  const inertia: Symmetric = [0, 0, 0, 0, 0, 0];
  for (const weight of weights)
    for (const [index, value] of inertiaAbout(weight, center).entries())
      inertia[index] = (inertia[index] ?? 0) + value;
  return { mass, center, inertia };
}

/** The inertia about another point than the centre of mass: the parallel-axis theorem. */
export function inertiaAbout(weight: Weight, point: Vector): Symmetric {
  const x = weight.center[0] - point[0];
  const y = weight.center[1] - point[1];
  const z = weight.center[2] - point[2];
  const [xx, yy, zz, xy, xz, yz] = weight.inertia;
  const { mass } = weight;
  return [
    xx + mass * (y * y + z * z),
    yy + mass * (x * x + z * z),
    zz + mass * (x * x + y * y),
    xy - mass * x * y,
    xz - mass * x * z,
    yz - mass * y * z,
  ];
}

/** The same matrix, as it reads along other axes: three at right angles, of length 1. */
export function alongAxes(matrix: Symmetric, [a, b, c]: Columns): Symmetric {
  const [ma, mb, mc] = [times(matrix, a), times(matrix, b), times(matrix, c)];
  return [dot(a, ma), dot(b, mb), dot(c, mc), dot(a, mb), dot(a, mc), dot(b, mc)];
}

/** The matrix that has these values along these axes, and nothing else. */
export function fromAxes(values: Vector, axes: Columns): Symmetric {
  const entry = (row: 0 | 1 | 2, column: 0 | 1 | 2): number =>
    values[0] * axes[0][row] * axes[0][column] +
    values[1] * axes[1][row] * axes[1][column] +
    values[2] * axes[2][row] * axes[2][column];
  return [entry(0, 0), entry(1, 1), entry(2, 2), entry(0, 1), entry(0, 2), entry(1, 2)];
}

/** `matrix` with each number multiplied. */
export function scaled([xx, yy, zz, xy, xz, yz]: Symmetric, factor: number): Symmetric {
  return [xx * factor, yy * factor, zz * factor, xy * factor, xz * factor, yz * factor];
}

function plusPoint([xx, yy, zz, xy, xz, yz]: Symmetric, weight: number, [x, y, z]: Vector): Symmetric {
  return [
    xx + weight * x * x,
    yy + weight * y * y,
    zz + weight * z * z,
    xy + weight * x * y,
    xz + weight * x * z,
    yz + weight * y * z,
  ];
}

function times([xx, yy, zz, xy, xz, yz]: Symmetric, [x, y, z]: Vector): Vector {
  return [xx * x + xy * y + xz * z, xy * x + yy * y + yz * z, xz * x + yz * y + zz * z];
}
