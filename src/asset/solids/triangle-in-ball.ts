import { cross, dot, minus, scaledTo, type Vector } from '../vector.ts';

/** A triangle in its own plane. */
export interface FlatTriangle {
  area: number;
  /** How far its plane is from the middle of the ball. */
  height: number;
  /** Its corners in its plane, from the point of that which is nearest to the middle: x and y, one after the other. */
  points: readonly number[];
}

/** @param corners from the middle of the ball @param area of the triangle, above 0 */
export function flattened(
  corners: readonly [Readonly<Vector>, Readonly<Vector>, Readonly<Vector>],
  area: number,
): FlatTriangle {
  const [a, b, c] = corners;
  const u = minus(b, a);
  const up = scaledTo(cross(u, minus(c, a)), 1 / (2 * area));
  const right = scaledTo(u, 1 / Math.hypot(...u));
  const forward = cross(up, right);
  return {
    area,
    height: Math.abs(dot(a, up)),
    points: corners.flatMap((corner) => [dot(corner, right), dot(corner, forward)]),
  };
}

/**
 * How much of a triangle lies in a ball: of the circle that its plane cuts out, what is seen from the middle between the ends of each
 * side.
 *
 * @param ball its radius
 */
export function areaInBall({ points, height, area }: FlatTriangle, ball: number): number {
  const square = ball ** 2 - height ** 2;
  if (square <= 0) return 0;
  let sum = 0;
  for (const side of [0, 1, 2]) {
    const [ax = 0, ay = 0] = points.slice(2 * side, 2 * side + 2);
    const [bx = 0, by = 0] = points.slice(2 * ((side + 1) % 3));
    sum += sectorArea(ax, ay, bx, by, square);
  }
  // Of what is too far away for numbers to tell, all of it.
  return Math.abs(sum) < area ? Math.abs(sum) : area;
}

/** Signed: of the triangle of two points and the middle of a circle, as much as lies in the circle. @param square of its radius */
function sectorArea(ax: number, ay: number, bx: number, by: number, square: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx ** 2 + dy ** 2;
  const half = -(ax * dx + ay * dy) / length;
  const reach = half ** 2 - (ax ** 2 + ay ** 2 - square) / length;
  const slice = (px: number, py: number, qx: number, qy: number): number =>
    (square * Math.atan2(px * qy - py * qx, px * qx + py * qy)) / 2;
  if (!(reach > 0)) return slice(ax, ay, bx, by);
  // Where the side enters the circle and leaves it, as parts of its length.
  const from = Math.min(1, Math.max(0, half - Math.sqrt(reach)));
  const to = Math.min(1, Math.max(0, half + Math.sqrt(reach)));
  const [px, py, qx, qy] = [ax + dx * from, ay + dy * from, ax + dx * to, ay + dy * to];
  return slice(ax, ay, px, py) + (px * qy - py * qx) / 2 + slice(qx, qy, bx, by);
}
