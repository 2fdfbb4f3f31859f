import type { Vec3 } from '../shapes/mesh.ts';
import type { Projection } from './camera.ts';

/** How much light the ground loses at each pixel, 0 to 1. */
export interface Shadow {
  readonly width: number;
  readonly depth: Float32Array;
}

/** The soft shadow that triangles throw on the ground (z = 0); `triangles` holds three points each. */
export function groundShadow(
  triangles: readonly (readonly [Vec3, Vec3, Vec3])[],
  toLight: Vec3,
  projection: Projection,
  size: { width: number; height: number },
): Shadow {
  const { width, height } = size;
  const depth = new Float32Array(width * height);
  for (const [a, b, c] of triangles) {
    fill(
      depth,
      width,
      height,
      onGround(a, toLight, projection),
      onGround(b, toLight, projection),
      onGround(c, toLight, projection),
    );
  }
  const radius = Math.max(2, Math.round(width / 70));
  for (let pass = 0; pass < 2; pass += 1) {
    blur(depth, width, height, 1, width, radius);
    blur(depth, height, width, width, 1, radius);
  }
  return { width, depth };
}

function onGround(point: Vec3, toLight: Vec3, projection: Projection): Vec3 {
  const steps = point[2] / toLight[2];
  return projection.project([point[0] - toLight[0] * steps, point[1] - toLight[1] * steps, 0]);
}

function fill(depth: Float32Array, width: number, height: number, a: Vec3, b: Vec3, c: Vec3): void {
  const area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  if (Math.abs(area) < 1e-9) return;
  const left = Math.max(0, Math.floor(Math.min(a[0], b[0], c[0])));
  const right = Math.min(width - 1, Math.ceil(Math.max(a[0], b[0], c[0])));
  const top = Math.max(0, Math.floor(Math.min(a[1], b[1], c[1])));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(a[1], b[1], c[1])));
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const [x, y] = [column + 0.5, row + 0.5];
      const alpha = ((b[0] - x) * (c[1] - y) - (b[1] - y) * (c[0] - x)) / area;
      const beta = ((c[0] - x) * (a[1] - y) - (c[1] - y) * (a[0] - x)) / area;
      if (alpha >= 0 && beta >= 0 && alpha + beta <= 1) depth[row * width + column] = 1;
    }
  }
}

/** A running average along lines of `length` values that lie `step` apart; the lines start `next` apart. */
function blur(
  values: Float32Array,
  length: number,
  lines: number,
  step: number,
  next: number,
  radius: number,
): void {
  const line = new Float32Array(length);
  const span = 2 * radius + 1;
  for (let at = 0; at < lines; at += 1) {
    const start = at * next;
    let sum = 0;
    for (let place = -radius; place < length; place += 1) {
      const entering = place + radius;
      if (entering < length) sum += values[start + entering * step] ?? 0;
      const leaving = place - radius - 1;
      if (leaving >= 0) sum -= values[start + leaving * step] ?? 0;
      if (place >= 0) line[place] = sum / span;
    }
    for (let place = 0; place < length; place += 1) values[start + place * step] = line[place] ?? 0;
  }
}
