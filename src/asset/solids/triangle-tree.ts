import type { Points, Vector } from '../vector.ts';
import { randomNumbers } from './random.ts';

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
    // A pivot that nobody can foresee keeps triangles from being in the worst of orders.
    const random = randomNumbers(1);
    const pending = [{ node: 0, from: 0, to: this.#order.length }];
    for (let task = pending.pop(); task !== undefined; task = pending.pop()) {
      const { node, from, to } = task;
      this.#start[node] = from;
      this.#count[node] = to - from;
      if (to - from <= trianglesInLeaf) continue;
      const axis = this.#longestAxis(centers, from, to);
      // Halves of equal count keep the tree shallow whatever the triangles are like.
      const middle = (from + to) >> 1;
      selectAt(this.#order, from, to, middle, (triangle) => centers[3 * triangle + axis] ?? 0, random);
      const children = this.#nodes;
      this.#nodes += 2;
      this.#start[node] = children;
      this.#count[node] = 0;
      pending.push({ node: children, from, to: middle }, { node: children + 1, from: middle, to });
    }
    // Children come after their parents: from the last to the first, each box is that of its triangles or of both children.
    for (let node = this.#nodes - 1; node >= 0; node -= 1) this.#measure(node);
  }

  #longestAxis(centers: Float64Array, from: number, to: number): number {
    let longest = 0;
    let greatest = -1;
    for (let axis = 0; axis < 3; axis += 1) {
      let low = Infinity;
      let high = -Infinity;
      for (let at = from; at < to; at += 1) {
        const value = centers[3 * (this.#order[at] ?? 0) + axis] ?? 0;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      if (high - low > greatest) [longest, greatest] = [axis, high - low];
    }
    return longest;
  }

  #measure(node: number): void {
    const boxes = this.#boxes;
    const start = this.#start[node] ?? 0;
    const count = this.#count[node] ?? 0;
    for (let axis = 0; axis < 3; axis += 1) {
      let low = Infinity;
      let high = -Infinity;
      if (count === 0 && this.#order.length > 0) {
        low = Math.min(boxes[6 * start + axis] ?? 0, boxes[6 * start + 6 + axis] ?? 0);
        high = Math.max(boxes[6 * start + 3 + axis] ?? 0, boxes[6 * start + 9 + axis] ?? 0);
      }
      for (let at = start; at < start + count; at += 1) {
        for (let corner = 0; corner < 3; corner += 1) {
          const value = this.#coordinate(this.#order[at] ?? 0, corner, axis);
          if (value < low) low = value;
          if (value > high) high = value;
        }
      }
      boxes[6 * node + axis] = low;
      boxes[6 * node + 3 + axis] = high;
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

/**
 * Orders `items` from `from` to before `to` so far that what is before `middle` has no greater key than what is after it (Hoare's
 * selection: each turn leaves the part that has no `middle` in it alone).
 */
function selectAt(
  items: Uint32Array,
  from: number,
  to: number,
  middle: number,
  keyOf: (item: number) => number,
  random: () => number,
): void {
  let [low, high] = [from, to - 1];
  while (low < high) {
    const pivot = keyOf(items[low + Math.floor(random() * (high - low + 1))] ?? 0);
    let [left, right] = [low, high];
    while (left <= right) {
      while (keyOf(items[left] ?? 0) < pivot) left += 1;
      while (keyOf(items[right] ?? 0) > pivot) right -= 1;
      if (left > right) break;
      const kept = items[left] ?? 0;
      items[left] = items[right] ?? 0;
      items[right] = kept;
      left += 1;
      right -= 1;
    }
    if (middle <= right) high = right;
    else if (middle >= left) low = left;
    else return;
  }
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
