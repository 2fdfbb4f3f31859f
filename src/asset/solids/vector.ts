export type Vector = [number, number, number];

export function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** `vector`, this many times as long. */
export function scaledTo(vector: Vector, factor: number): Vector {
  return [vector[0] * factor, vector[1] * factor, vector[2] * factor];
}

/** Of length 1, in the same direction; null where it has none. */
export function unit(vector: Vector): Vector | null {
  const length = Math.hypot(...vector);
  return length > 0 ? scaledTo(vector, 1 / length) : null;
}
