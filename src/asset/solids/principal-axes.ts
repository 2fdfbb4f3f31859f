import type { Vector } from '../vector.ts';
import type { Symmetric } from './solid.ts';

export interface PrincipalAxes {
  /** What the matrix is along its own axes, in no order that matters. */
  values: Vector;
  /** x, y, z, w: turns the axes of the coordinates to those of the matrix. */
  rotation: [number, number, number, number];
}

/** Jacobi needs five or six sweeps for three axes; more would never end. */
const maxSweeps = 32;

/** The axes along which a symmetric matrix is diagonal, by Jacobi's rotations. A matrix that is diagonal already is not turned. */
export function principalAxes([xx, yy, zz, xy, xz, yz]: Symmetric): PrincipalAxes {
  const matrix = [
    [xx, xy, xz],
    [xy, yy, yz],
    [xz, yz, zz],
  ];
  // Columns are the axes.
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const at = (from: number[][], row: number, column: number): number => from[row]?.[column] ?? 0;
  const size = Math.max(Math.abs(xx), Math.abs(yy), Math.abs(zz), Math.abs(xy), Math.abs(xz), Math.abs(yz));
  for (let sweep = 0; sweep < maxSweeps; sweep += 1) {
    const rest = Math.hypot(at(matrix, 0, 1), at(matrix, 0, 2), at(matrix, 1, 2));
    if (!(rest > size * 1e-15)) break;
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const off = at(matrix, p, q);
      if (off === 0) continue;
      const theta = (at(matrix, q, q) - at(matrix, p, p)) / (2 * off);
      const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const cosine = 1 / Math.sqrt(tangent * tangent + 1);
      const sine = tangent * cosine;
      for (const table of [matrix, axes]) turnColumns(table, p, q, cosine, sine);
      turnRows(matrix, p, q, cosine, sine);
    }
  }
  return {
    values: [at(matrix, 0, 0), at(matrix, 1, 1), at(matrix, 2, 2)],
    rotation: rotationOfMatrix(axes),
  };
}

function turnColumns(table: number[][], p: number, q: number, cosine: number, sine: number): void {
  for (const row of table) {
    const [left, right] = [row[p] ?? 0, row[q] ?? 0];
    row[p] = cosine * left - sine * right;
    row[q] = sine * left + cosine * right;
  }
}

function turnRows(table: number[][], p: number, q: number, cosine: number, sine: number): void {
  const [upper, lower] = [table[p], table[q]];
  if (upper === undefined || lower === undefined) return;
  for (let column = 0; column < 3; column += 1) {
    const [left, right] = [upper[column] ?? 0, lower[column] ?? 0];
    upper[column] = cosine * left - sine * right;
    lower[column] = sine * left + cosine * right;
  }
}

/** The unit quaternion of a rotation, whose columns are where the axes go; w is not negative. */
export function rotationOfMatrix(rows: readonly (readonly number[])[]): [number, number, number, number] {
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  const [xx, yy, zz] = [at(0, 0), at(1, 1), at(2, 2)];
  // Four forms of the same; the one with the largest part divides by it.
  const forms: [number, number, number, number][] = [
    [1 + xx - yy - zz, at(0, 1) + at(1, 0), at(0, 2) + at(2, 0), at(2, 1) - at(1, 2)],
    [at(0, 1) + at(1, 0), 1 - xx + yy - zz, at(1, 2) + at(2, 1), at(0, 2) - at(2, 0)],
    [at(0, 2) + at(2, 0), at(1, 2) + at(2, 1), 1 - xx - yy + zz, at(1, 0) - at(0, 1)],
    [at(2, 1) - at(1, 2), at(0, 2) - at(2, 0), at(1, 0) - at(0, 1), 1 + xx + yy + zz],
  ];
  const sizes = [1 + xx - yy - zz, 1 - xx + yy - zz, 1 - xx - yy + zz, 1 + xx + yy + zz];
  const form = forms[sizes.indexOf(Math.max(...sizes))] ?? [0, 0, 0, 1];
  const length = Math.hypot(...form) * (form[3] < 0 ? -1 : 1);
  return [form[0] / length, form[1] / length, form[2] / length, form[3] / length];
}
