import type { Points } from './hull.ts';
import type { Vector } from './vector.ts';

const trianglesInLeaf = 4;
/** A tree that is split in halves is at most this deep, whatever the triangles: 2³² of them. */
const maxDepth = 34;

/** The triangles of a surface in a tree of boxes, to find the one nearest to a point. */
export class TriangleTree {
  readonly #points: Points;
  readonly #indices: Uint32Array;
  /** Triangles in the order of the leaves. */
  readonly #order: Uint32Array;
  /** Low and high corner of each node's box. */
  readonly #boxes: Float64Array;
  /** Where a node's triangles start and how many; a node that is no leaf has its two children at `start` and `start + 1`, and 0. */
  readonly #start: Uint32Array;
  readonly #count: Uint32Array;
  #nodes = 1;

  /** Triangles whose corners are no points, or not finite, are left out. */
  constructor(points: Points, indices: Uint32Array) {
    this.#points = points;
    this.#indices = indices;
    const count = Math.floor(points.length / 3);
    const kept: number[] = [];
    for (let triangle = 0; 3 * triangle + 2 < indices.length; triangle += 1) {
      const corners = indices.subarray(3 * triangle, 3 * triangle + 3);
      if (corners.every((corner) => corner < count && this.#isFinite(corner))) kept.push(triangle);
    }
    this.#order = Uint32Array.from(kept);
    const capacity = Math.max(1, 2 * kept.length);
    this.#boxes = new Float64Array(6 * capacity);
    this.#start = new Uint32Array(capacity);
    this.#count = new Uint32Array(capacity);
    this.#build();
  }

  get triangles(): number {
    return this.#order.length;
  }

  /** How far a point is from the nearest triangle; Infinity where there is none. */
  distanceTo([x, y, z]: Vector): number {
    let best = Infinity;
    const stack = new Uint32Array(2 * maxDepth + 2);
    let top = 1;
    while (top > 0) {
      top -= 1;
      const node = stack[top] ?? 0;
      if (this.#squareToBox(node, x, y, z) >= best) continue;
      const start = this.#start[node] ?? 0;
      const count = this.#count[node] ?? 0;
      if (count > 0) {
        for (let at = start; at < start + count; at += 1)
          best = Math.min(best, this.#squareToTriangle(this.#order[at] ?? 0, x, y, z));
        continue;
      }
      // The nearer child is looked at first, which leaves the other out more often.
      const isLeftNearer = this.#squareToBox(start, x, y, z) < this.#squareToBox(start + 1, x, y, z);
      stack[top] = isLeftNearer ? start + 1 : start;
      stack[top + 1] = isLeftNearer ? start : start + 1;
      top += 2;
    }
    return Math.sqrt(best);
  }

  #build(): void {
    const centers = new Float64Array(3 * Math.floor(this.#indices.length / 3));
    for (const triangle of this.#order) {
      for (let axis = 0; axis < 3; axis += 1) {
        let sum = 0;
        for (let corner = 0; corner < 3; corner += 1) sum += this.#coordinate(triangle, corner, axis);
        centers[3 * triangle + axis] = sum;
      }
    }
    const pending = [{ node: 0, from: 0, to: this.#order.length }];
    for (let task = pending.pop(); task !== undefined; task = pending.pop()) {
      const { node, from, to } = task;
      this.#measure(node, from, to);
      if (to - from <= trianglesInLeaf) {
        this.#start[node] = from;
        this.#count[node] = to - from;
        continue;
      }
      const box = this.#boxes.subarray(6 * node, 6 * node + 6);
      const sizes = [0, 1, 2].map((axis) => (box[axis + 3] ?? 0) - (box[axis] ?? 0));
      const axis = sizes.indexOf(Math.max(...sizes));
      // Halves of equal count keep the tree shallow whatever the triangles are like.
      const key = (triangle: number): number => centers[3 * triangle + axis] ?? 0;
      this.#order.subarray(from, to).sort((a, b) => key(a) - key(b));
      const middle = (from + to) >> 1;
      const children = this.#nodes;
      this.#nodes += 2;
      this.#start[node] = children;
      pending.push({ node: children, from, to: middle }, { node: children + 1, from: middle, to });
    }
  }

  #measure(node: number, from: number, to: number): void {
    const box = this.#boxes.subarray(6 * node, 6 * node + 6);
    box.fill(Infinity, 0, 3).fill(-Infinity, 3, 6);
    for (const triangle of this.#order.subarray(from, to)) {
      for (let corner = 0; corner < 3; corner += 1) {
        for (let axis = 0; axis < 3; axis += 1) {
          const value = this.#coordinate(triangle, corner, axis);
          box[axis] = Math.min(box[axis] ?? 0, value);
          box[axis + 3] = Math.max(box[axis + 3] ?? 0, value);
        }
      }
    }
  }

  #isFinite(point: number): boolean {
    const [x, y, z] = [this.#points[3 * point], this.#points[3 * point + 1], this.#points[3 * point + 2]];
    return Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(z);
  }

  #coordinate(triangle: number, corner: number, axis: number): number {
    return this.#points[3 * (this.#indices[3 * triangle + corner] ?? 0) + axis] ?? 0;
  }

  #squareToBox(node: number, x: number, y: number, z: number): number {
    const boxes = this.#boxes;
    const at = 6 * node;
    const dx = Math.max((boxes[at] ?? 0) - x, 0, x - (boxes[at + 3] ?? 0));
    const dy = Math.max((boxes[at + 1] ?? 0) - y, 0, y - (boxes[at + 4] ?? 0));
    const dz = Math.max((boxes[at + 2] ?? 0) - z, 0, z - (boxes[at + 5] ?? 0));
    return dx * dx + dy * dy + dz * dz;
  }

  /** By the regions of corners, edges and face that the point can be nearest to (Ericson, Real-Time Collision Detection, 5.1.5). */
  #squareToTriangle(triangle: number, x: number, y: number, z: number): number {
    const points = this.#points;
    const a = 3 * (this.#indices[3 * triangle] ?? 0);
    const b = 3 * (this.#indices[3 * triangle + 1] ?? 0);
    const c = 3 * (this.#indices[3 * triangle + 2] ?? 0);
    const ux = (points[b] ?? 0) - (points[a] ?? 0);
    const uy = (points[b + 1] ?? 0) - (points[a + 1] ?? 0);
    const uz = (points[b + 2] ?? 0) - (points[a + 2] ?? 0);
    const vx = (points[c] ?? 0) - (points[a] ?? 0);
    const vy = (points[c + 1] ?? 0) - (points[a + 1] ?? 0);
    const vz = (points[c + 2] ?? 0) - (points[a + 2] ?? 0);
    const px = x - (points[a] ?? 0);
    const py = y - (points[a + 1] ?? 0);
    const pz = z - (points[a + 2] ?? 0);
    const uu = ux * ux + uy * uy + uz * uz;
    const uv = ux * vx + uy * vy + uz * vz;
    const vv = vx * vx + vy * vy + vz * vz;
    const up = ux * px + uy * py + uz * pz;
    const vp = vx * px + vy * py + vz * pz;
    const size = uu * vv - uv * uv;
    const toPoint = (s: number, t: number): number =>
      (px - s * ux - t * vx) ** 2 + (py - s * uy - t * vy) ** 2 + (pz - s * uz - t * vz) ** 2;
    // Without an area both are infinite or no numbers, and within nothing.
    const s = (vv * up - uv * vp) / size;
    const t = (uu * vp - uv * up) / size;
    if (s >= 0 && t >= 0 && s + t <= 1) return toPoint(s, t);
    // Outside of the face: nearest to one of the three edges.
    const onU = uu > 0 ? clamp(up / uu) : 0;
    const onV = vv > 0 ? clamp(vp / vv) : 0;
    const ww = uu - 2 * uv + vv;
    const onW = ww > 0 ? clamp((vp - up - uv + uu) / ww) : 0;
    return Math.min(toPoint(onU, 0), toPoint(0, onV), toPoint(1 - onW, onW));
  }
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
