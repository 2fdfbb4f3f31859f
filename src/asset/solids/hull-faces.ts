import type { Points } from '../vector.ts';

/** Of the distance that counts as none: a face that a point is this little above of does not see it. */
const sightShare = 1e-3;

/**
 * The triangles of a hull while it grows. Each has its plane, its three neighbours, and a list of the points above it. Nothing is
 * allocated while it grows: a hull of n corners has 2n − 4 triangles, and freed ones are used again.
 */
export class HullFaces {
  /** How far the farthest point of a face's list is above it; 0 where the list is empty. */
  readonly farthestDistance: Float64Array;
  readonly #points: Points;
  readonly #tolerance: number;
  /** Three corners of each face, and the neighbour across the edge that starts at each of them. */
  readonly #corners: Uint32Array;
  readonly #neighbours: Int32Array;
  /** Normal and distance from the origin. */
  readonly #planes: Float64Array;
  readonly #isAlive: Uint8Array;
  readonly #farthest: Int32Array;
  /** How far that point is from the face's first corner, squared. */
  readonly #farthestAside: Float64Array;
  /** The first point above a face, and for each point the one after it; -1 ends. */
  readonly #firstPoint: Int32Array;
  readonly #nextPoint: Int32Array;
  /** During one step: which of the new faces begins its edge at a corner. */
  readonly #faceFrom: Int32Array;
  readonly #free: number[] = [];
  #used = 0;

  constructor(points: Points, maxCorners: number, tolerance: number) {
    const count = Math.floor(points.length / 3);
    const capacity = 2 * maxCorners + 4;
    this.#points = points;
    this.#tolerance = tolerance;
    this.farthestDistance = new Float64Array(capacity);
    this.#corners = new Uint32Array(3 * capacity);
    this.#neighbours = new Int32Array(3 * capacity);
    this.#planes = new Float64Array(4 * capacity);
    this.#isAlive = new Uint8Array(capacity);
    this.#farthest = new Int32Array(capacity).fill(-1);
    this.#farthestAside = new Float64Array(capacity);
    this.#firstPoint = new Int32Array(capacity).fill(-1);
    this.#nextPoint = new Int32Array(count).fill(-1);
    this.#faceFrom = new Int32Array(count).fill(-1);
  }

  /** Four faces around four points, with all others in their lists. */
  startWith([a, b, c, d]: [number, number, number, number]): number[] {
    const faces = [
      this.#create(a, b, c),
      this.#create(a, d, b),
      this.#create(b, d, c),
      this.#create(c, d, a),
    ];
    const across = [
      [1, 2, 3],
      [3, 2, 0],
      [1, 3, 0],
      [2, 1, 0],
    ];
    for (const [face, others] of across.entries())
      for (const [edge, other] of others.entries()) this.#neighbours[3 * face + edge] = other;
    for (let point = 0; point < this.#nextPoint.length; point += 1) this.#giveTo(faces, point);
    return faces;
  }

  /** Whether a face is there still and has points above it. */
  isPending(face: number): boolean {
    return this.#isAlive[face] === 1 && (this.#firstPoint[face] ?? -1) >= 0;
  }

  /**
   * Makes the farthest point above a face a corner, and says which faces are new; null where rounding lets the faces that see the
   * point have no simple outline: it is left out then.
   */
  addFarthestOf(face: number): number[] | null {
    const eye = this.#farthest[face] ?? -1;
    const seen = this.#facesThatSee(eye, face);
    const outline = this.#outlineOf(seen);
    if (outline === null) {
      for (const other of seen) this.#isAlive[other] = 1;
      this.#remove(face, eye);
      return null;
    }
    const orphans: number[] = [];
    for (const other of seen) this.#dissolve(other, orphans);
    const created = outline.map(({ from, to, beyond, edge }) => {
      const added = this.#create(from, to, eye);
      this.#neighbours[3 * added] = beyond;
      this.#neighbours[3 * beyond + edge] = added;
      this.#faceFrom[from] = added;
      return added;
    });
    for (const added of created) {
      const next = this.#faceFrom[this.#corners[3 * added + 1] ?? 0] ?? -1;
      this.#neighbours[3 * added + 1] = next;
      this.#neighbours[3 * next + 2] = added;
    }
    for (const { from } of outline) this.#faceFrom[from] = -1;
    for (const point of orphans) if (point !== eye) this.#giveTo(created, point);
    return created;
  }

  toMesh(): { positions: Float32Array; corners: Uint32Array; indices: Uint32Array } {
    const newIndex = new Map<number, number>();
    const indices: number[] = [];
    for (let face = 0; face < this.#used; face += 1) {
      if (this.#isAlive[face] !== 1) continue;
      for (const corner of this.#corners.subarray(3 * face, 3 * face + 3)) {
        const index = newIndex.get(corner) ?? newIndex.size;
        newIndex.set(corner, index);
        indices.push(index);
      }
    }
    const positions = new Float32Array(3 * newIndex.size);
    for (const [corner, index] of newIndex)
      positions.set(this.#points.subarray(3 * corner, 3 * corner + 3), 3 * index);
    return { positions, corners: Uint32Array.from(newIndex.keys()), indices: Uint32Array.from(indices) };
  }

  /** All faces below a point that hang together with `start`. They count as gone until {@link addFarthestOf} is done. */
  #facesThatSee(eye: number, start: number): number[] {
    const seen = [start];
    this.#isAlive[start] = 0;
    for (const face of seen) {
      for (const neighbour of this.#neighbours.subarray(3 * face, 3 * face + 3)) {
        if (this.#isAlive[neighbour] !== 1) continue;
        if (this.#distance(neighbour, eye) <= this.#tolerance * sightShare) continue;
        this.#isAlive[neighbour] = 0;
        seen.push(neighbour);
      }
    }
    return seen;
  }

  /** The edges around faces, each with the face beyond it; null where they are no single ring. */
  #outlineOf(seen: number[]): OutlineEdge[] | null {
    const outline: OutlineEdge[] = [];
    let isRing = true;
    for (const face of seen) {
      for (let corner = 0; corner < 3; corner += 1) {
        const beyond = this.#neighbours[3 * face + corner] ?? -1;
        if (this.#isAlive[beyond] !== 1) continue;
        const from = this.#corners[3 * face + corner] ?? 0;
        const to = this.#corners[3 * face + ((corner + 1) % 3)] ?? 0;
        const edge = this.#corners.subarray(3 * beyond, 3 * beyond + 3).indexOf(to);
        if ((this.#faceFrom[from] ?? -1) >= 0) isRing = false;
        this.#faceFrom[from] = outline.push({ from, to, beyond, edge }) - 1;
      }
    }
    // Follows the ring once around: two rings would each be shorter than both.
    let length = 0;
    let corner = outline[0]?.from ?? 0;
    do {
      corner = outline[this.#faceFrom[corner] ?? -1]?.to ?? -1;
      length += 1;
    } while (corner >= 0 && corner !== outline[0]?.from && length <= outline.length);
    for (const { from } of outline) this.#faceFrom[from] = -1;
    return isRing && length === outline.length && length >= 3 ? outline : null;
  }

  #create(a: number, b: number, c: number): number {
    const face = this.#free.pop() ?? this.#used++;
    this.#corners.set([a, b, c], 3 * face);
    const points = this.#points;
    const [ax, ay, az] = [points[3 * a] ?? 0, points[3 * a + 1] ?? 0, points[3 * a + 2] ?? 0];
    const [x, y, z] = this.#crossProduct(a, b, c);
    const length = Math.hypot(x, y, z);
    this.#planes.set([x / length, y / length, z / length, (x * ax + y * ay + z * az) / length], 4 * face);
    this.#isAlive[face] = 1;
    this.#firstPoint[face] = -1;
    this.#farthest[face] = -1;
    this.farthestDistance[face] = 0;
    this.#farthestAside[face] = 0;
    return face;
  }

  #crossProduct(a: number, b: number, c: number): [number, number, number] {
    const points = this.#points;
    const [ax, ay, az] = [points[3 * a] ?? 0, points[3 * a + 1] ?? 0, points[3 * a + 2] ?? 0];
    const [ux, uy, uz] = [
      (points[3 * b] ?? 0) - ax,
      (points[3 * b + 1] ?? 0) - ay,
      (points[3 * b + 2] ?? 0) - az,
    ];
    const [vx, vy, vz] = [
      (points[3 * c] ?? 0) - ax,
      (points[3 * c + 1] ?? 0) - ay,
      (points[3 * c + 2] ?? 0) - az,
    ];
    return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  }

  #distance(face: number, point: number): number {
    const planes = this.#planes;
    const points = this.#points;
    return (
      (planes[4 * face] ?? 0) * (points[3 * point] ?? 0) +
      (planes[4 * face + 1] ?? 0) * (points[3 * point + 1] ?? 0) +
      (planes[4 * face + 2] ?? 0) * (points[3 * point + 2] ?? 0) -
      (planes[4 * face + 3] ?? 0)
    );
  }

  /** Puts a point in the list of the face that it is farthest above; it is inside where there is none. */
  #giveTo(faces: readonly number[], point: number): void {
    let chosen = -1;
    let distance = this.#tolerance;
    for (const face of faces) {
      const above = this.#distance(face, point);
      if (above > distance) [chosen, distance] = [face, above];
    }
    if (chosen < 0) return;
    this.#nextPoint[point] = this.#firstPoint[chosen] ?? -1;
    this.#firstPoint[chosen] = point;
    const farthest = this.farthestDistance[chosen] ?? 0;
    if (distance < farthest - this.#tolerance) return;
    // Of several that are as far, the one farthest aside is a corner; the others may lie in the middle of a side.
    const aside = this.#squareBetween(point, this.#corners[3 * chosen] ?? 0);
    if (distance <= farthest + this.#tolerance && aside <= (this.#farthestAside[chosen] ?? 0)) return;
    this.farthestDistance[chosen] = Math.max(distance, farthest);
    this.#farthest[chosen] = point;
    this.#farthestAside[chosen] = aside;
  }

  #squareBetween(a: number, b: number): number {
    const points = this.#points;
    const x = (points[3 * a] ?? 0) - (points[3 * b] ?? 0);
    const y = (points[3 * a + 1] ?? 0) - (points[3 * b + 1] ?? 0);
    const z = (points[3 * a + 2] ?? 0) - (points[3 * b + 2] ?? 0);
    return x * x + y * y + z * z;
  }

  #dissolve(face: number, orphans: number[]): void {
    for (let point = this.#firstPoint[face] ?? -1; point >= 0; point = this.#nextPoint[point] ?? -1)
      orphans.push(point);
    this.#firstPoint[face] = -1;
    this.#free.push(face);
  }

  #remove(face: number, removed: number): void {
    const points: number[] = [];
    for (let point = this.#firstPoint[face] ?? -1; point >= 0; point = this.#nextPoint[point] ?? -1)
      if (point !== removed) points.push(point);
    this.#firstPoint[face] = -1;
    this.#farthest[face] = -1;
    this.farthestDistance[face] = 0;
    this.#farthestAside[face] = 0;
    for (const point of points) this.#giveTo([face], point);
  }
}

interface OutlineEdge {
  from: number;
  to: number;
  beyond: number;
  /** Which of the three edges of `beyond` this is. */
  edge: number;
}
