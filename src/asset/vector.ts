export type Vector = [number, number, number];
/** x, y, z of each point. */
export type Points = Float32Array | Float64Array;

export const pointAt = (points: Points, index: number): Vector => [
  points[3 * index] ?? 0,
  points[3 * index + 1] ?? 0,
  points[3 * index + 2] ?? 0,
];

export function minus(a: Readonly<Vector>, b: Readonly<Vector>): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function plus(a: Readonly<Vector>, b: Readonly<Vector>): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function dot(a: Readonly<Vector>, b: Readonly<Vector>): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Readonly<Vector>, b: Readonly<Vector>): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** `vector`, this many times as long. */
export function scaledTo(vector: Readonly<Vector>, factor: number): Vector {
  return [vector[0] * factor, vector[1] * factor, vector[2] * factor];
}

/** Of length 1, in the same direction; null where it has none. */
export function unit(vector: Readonly<Vector>): Vector | null {
  const length = Math.hypot(...vector);
  return length > 0 ? scaledTo(vector, 1 / length) : null;
}
