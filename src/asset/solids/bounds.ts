import { cross, dot, minus, pointAt, unit, type Points, type Vector } from '../vector.ts';

/** A box that may be turned. */
export interface OrientedBox {
  center: Vector;
  /** Three directions at right angles, right-handed. */
  axes: [Vector, Vector, Vector];
  /** Half of each side. */
  halfSizes: Vector;
}

export interface Ball {
  center: Vector;
  radius: number;
}

/** More sides of a hull are not tried; those of a fine hull differ little. */
const maxTriedFaces = 400;

/**
 * A box around points that is about as small as can be: of the boxes that lie flat on a face of their hull with one side along an
 * edge of that face, and the box along the axes, the one with the least volume. The smallest box of all has two neighbouring
 * sides that hold an edge of the hull each (O'Rourke 1985), so that it may be slightly smaller.
 */
export function smallBox(positions: Points, indices: Uint32Array): OrientedBox {
  let best = boxAlong(positions, [1, 0, 0], [0, 1, 0], [0, 0, 1]);
  const faces = Math.floor(indices.length / 3);
  const step = Math.max(1, Math.ceil(faces / maxTriedFaces));
  for (let face = 0; face < faces; face += step) {
    const [a, b, c] = [0, 1, 2].map((corner) => pointAt(positions, indices[3 * face + corner] ?? 0));
    if (a === undefined || b === undefined || c === undefined) continue;
    const normal = unit(cross(minus(b, a), minus(c, a)));
    if (normal === null) continue;
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const) {
      const along = unit(minus(to, from));
      if (along === null) continue;
      const box = boxAlong(positions, along, cross(normal, along), normal);
      // Without a clear gain the first is kept, which is the one along the axes.
      if (boxVolume(box) < boxVolume(best) * (1 - 1e-6)) best = box;
    }
  }
  return best;
}

/** The smallest ball around points: grown from the points that lie farthest outside, until none does. */
export function smallestBall(positions: Points): Ball {
  const count = Math.floor(positions.length / 3);
  let support: Vector[] = [pointAt(positions, 0)];
  let ball: Ball = { center: pointAt(positions, 0), radius: 0 };
  // Each turn makes the ball larger; the limit only holds against rounding.
  for (let turn = 0; turn < 1000; turn += 1) {
    let farthest = ball.center;
    let distance = 0;
    for (let point = 0; point < count; point += 1) {
      const dx = (positions[3 * point] ?? 0) - ball.center[0];
      const dy = (positions[3 * point + 1] ?? 0) - ball.center[1];
      const dz = (positions[3 * point + 2] ?? 0) - ball.center[2];
      const square = dx * dx + dy * dy + dz * dz;
      if (square > distance) [farthest, distance] = [pointAt(positions, point), square];
    }
    if (Math.sqrt(distance) <= ball.radius * (1 + 1e-9)) return ball;
    const next = ballAround([...support, farthest]);
    if (!(next.ball.radius > ball.radius)) return { center: ball.center, radius: Math.sqrt(distance) };
    ({ ball, support } = next);
  }
  return ball;
}

/** Of a few points: the smallest ball through some of them that has the others in it. */
function ballAround(points: Vector[]): { ball: Ball; support: Vector[] } {
  let best: { ball: Ball; support: Vector[] } | null = null;
  for (let chosen = 1; chosen < 1 << points.length; chosen += 1) {
    const support = points.filter((_, index) => (chosen >> index) & 1);
    const ball = ballThrough(support);
    if (ball === null || (best !== null && ball.radius >= best.ball.radius)) continue;
    const limit = ball.radius * (1 + 1e-10) + Number.MIN_VALUE;
    if (points.every((point) => Math.hypot(...minus(point, ball.center)) <= limit)) best = { ball, support };
  }
  return best ?? { ball: { center: points[0] ?? [0, 0, 0], radius: 0 }, support: points.slice(0, 1) };
}

/** The smallest ball with all points on its surface: its centre is in their plane or line. Null where they have none. */
function ballThrough(points: Vector[]): Ball | null {
  const [origin, ...others] = points;
  if (origin === undefined) return null;
  const edges = others.map((point) => minus(point, origin));
  // The centre is Σ wᵢ eᵢ with 2 (eᵢ · centre) = eᵢ · eᵢ.
  const size = edges.length;
  const rows = edges.map((edge) => [...edges.map((other) => 2 * dot(edge, other)), dot(edge, edge)]);
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1)
      if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row;
    const [chosen, replaced] = [rows[pivot], rows[column]];
    if (chosen === undefined || replaced === undefined) return null;
    [rows[column], rows[pivot]] = [chosen, replaced];
    const divisor = chosen[column] ?? 0;
    if (!(Math.abs(divisor) > 1e-12 * Math.max(...edges.map((edge) => dot(edge, edge))))) return null;
    for (let row = 0; row < size; row += 1) {
      const target = rows[row];
      if (row === column || target === undefined) continue;
      const factor = (target[column] ?? 0) / divisor;
      for (let at = column; at <= size; at += 1) target[at] = (target[at] ?? 0) - factor * (chosen[at] ?? 0);
    }
  }
  const offset: Vector = [0, 0, 0];
  for (const [index, edge] of edges.entries()) {
    const weight = (rows[index]?.[size] ?? 0) / (rows[index]?.[index] ?? 1);
    for (const axis of [0, 1, 2] as const) offset[axis] += weight * edge[axis];
  }
  return {
    center: [origin[0] + offset[0], origin[1] + offset[1], origin[2] + offset[2]],
    radius: Math.hypot(...offset),
  };
}

/** Eight corners and twelve triangles of a box, counter-clockwise seen from outside. */
export function boxMesh({ center, axes, halfSizes }: OrientedBox): {
  positions: Float32Array;
  indices: Uint32Array;
} {
  const positions = new Float32Array(24);
  for (let corner = 0; corner < 8; corner += 1) {
    for (const axis of [0, 1, 2] as const) {
      let value = center[axis];
      for (const side of [0, 1, 2] as const)
        value += axes[side][axis] * halfSizes[side] * ((corner >> side) & 1 ? 1 : -1);
      positions[3 * corner + axis] = value;
    }
  }
  const indices = Uint32Array.from([
    0, 4, 6, 0, 6, 2, 1, 3, 7, 1, 7, 5, 0, 1, 5, 0, 5, 4, 2, 6, 7, 2, 7, 3, 0, 2, 3, 0, 3, 1, 4, 5, 7, 4, 7,
    6,
  ]);
  return { positions, indices };
}

function boxAlong(positions: Points, ...axes: [Vector, Vector, Vector]): OrientedBox {
  const low: Vector = [Infinity, Infinity, Infinity];
  const high: Vector = [-Infinity, -Infinity, -Infinity];
  for (let at = 0; at + 2 < positions.length; at += 3) {
    for (const side of [0, 1, 2] as const) {
      const axis = axes[side];
      const value =
        axis[0] * (positions[at] ?? 0) +
        axis[1] * (positions[at + 1] ?? 0) +
        axis[2] * (positions[at + 2] ?? 0);
      if (value < low[side]) low[side] = value;
      if (value > high[side]) high[side] = value;
    }
  }
  const center: Vector = [0, 0, 0];
  for (const side of [0, 1, 2] as const)
    for (const axis of [0, 1, 2] as const) center[axis] += ((low[side] + high[side]) / 2) * axes[side][axis];
  return {
    center,
    axes,
    halfSizes: [(high[0] - low[0]) / 2, (high[1] - low[1]) / 2, (high[2] - low[2]) / 2],
  };
}

function boxVolume({ halfSizes: [x, y, z] }: OrientedBox): number {
  return 8 * x * y * z;
}
