import type { Vector } from './vector.ts';

/**
 * Matrices of 4 × 4 as 16 numbers, column by column, for columns of coordinates: `matrix × point`, and `multiply(a, b)`
 * does `b` first. USD writes rows for rows of coordinates (`point × matrix`), which are the same 16 numbers in the same order.
 */
export type Matrix = Float64Array;

export type Axis = 'X' | 'Y' | 'Z';

export const identity = (): Matrix => Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);

export const translation = (x: number, y: number, z: number): Matrix =>
  Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, y, z, 1);

export const scaling = (x: number, y: number, z: number): Matrix =>
  Float64Array.of(x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0, 0, 0, 0, 1);

/** Counter-clockwise, seen from the end of the axis. */
export function rotationAbout(axis: Axis, radians: number): Matrix {
  const c = Math.cos(radians);
  const s = Math.sin(radians);
  if (axis === 'X') return Float64Array.of(1, 0, 0, 0, 0, c, s, 0, 0, -s, c, 0, 0, 0, 0, 1);
  if (axis === 'Y') return Float64Array.of(c, 0, -s, 0, 0, 1, 0, 0, s, 0, c, 0, 0, 0, 0, 1);
  return Float64Array.of(c, s, 0, 0, -s, c, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
}

/** Of any length; one of length 0 turns nothing. */
export function rotationOf(x: number, y: number, z: number, w: number): Matrix {
  const length = Math.hypot(x, y, z, w);
  if (!(length > 0)) return identity();
  const [i, j, k, r] = [x / length, y / length, z / length, w / length];
  // prettier-ignore
  return Float64Array.of(
    1 - 2 * (j * j + k * k), 2 * (i * j + k * r), 2 * (i * k - j * r), 0,
    2 * (i * j - k * r), 1 - 2 * (i * i + k * k), 2 * (j * k + i * r), 0,
    2 * (i * k + j * r), 2 * (j * k - i * r), 1 - 2 * (i * i + j * j), 0,
    0, 0, 0, 1,
  );
}

/** `b` first, then `a`. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  const product = new Float64Array(16);
  for (let column = 0; column < 4; column++)
    for (let row = 0; row < 4; row++) {
      let sum = 0;
      for (let n = 0; n < 4; n++) sum += (a[4 * n + row] ?? 0) * (b[4 * column + n] ?? 0);
      product[4 * column + row] = sum;
    }
  return product;
}

/** Of the three axes: the volume that a unit cube has after it; below zero where it mirrors. */
export function determinant(m: Matrix): number {
  const [a = 0, b = 0, c = 0, , d = 0, e = 0, f = 0, , g = 0, h = 0, i = 0] = m;
  return a * (e * i - f * h) - d * (b * i - c * h) + g * (b * f - c * e);
}

/** What undoes a matrix whose last row is 0, 0, 0, 1; null where it cannot be undone, as with a scale of 0. */
export function inverse(m: Matrix): Matrix | null {
  const d = determinant(m);
  if (!(Math.abs(d) > 0 && Number.isFinite(d))) return null;
  const [a = 0, b = 0, c = 0, , e = 0, f = 0, g = 0, , i = 0, j = 0, k = 0, , x = 0, y = 0, z = 0] = m;
  const undone = new Float64Array(16);
  undone[0] = (f * k - g * j) / d;
  undone[1] = (c * j - b * k) / d;
  undone[2] = (b * g - c * f) / d;
  undone[4] = (g * i - e * k) / d;
  undone[5] = (a * k - c * i) / d;
  undone[6] = (c * e - a * g) / d;
  undone[8] = (e * j - f * i) / d;
  undone[9] = (b * i - a * j) / d;
  undone[10] = (a * f - b * e) / d;
  const [px, py, pz] = transformDirection(undone, [x, y, z]);
  undone[12] = -px;
  undone[13] = -py;
  undone[14] = -pz;
  undone[15] = 1;
  return undone;
}

export function transformPoint(m: Matrix, point: Readonly<Vector>): Vector {
  const [x, y, z] = transformDirection(m, point);
  return [x + (m[12] ?? 0), y + (m[13] ?? 0), z + (m[14] ?? 0)];
}

/** Turned and scaled, but not moved. */
export function transformDirection(m: Matrix, [x, y, z]: Readonly<Vector>): Vector {
  return [
    (m[0] ?? 0) * x + (m[4] ?? 0) * y + (m[8] ?? 0) * z,
    (m[1] ?? 0) * x + (m[5] ?? 0) * y + (m[9] ?? 0) * z,
    (m[2] ?? 0) * x + (m[6] ?? 0) * y + (m[10] ?? 0) * z,
  ];
}

/** How long the three axes become. */
export const axisLengths = (m: Matrix): Vector => [
  Math.hypot(m[0] ?? 0, m[1] ?? 0, m[2] ?? 0),
  Math.hypot(m[4] ?? 0, m[5] ?? 0, m[6] ?? 0),
  Math.hypot(m[8] ?? 0, m[9] ?? 0, m[10] ?? 0),
];
