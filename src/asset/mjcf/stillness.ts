/** Since when none of some points has moved further than a tolerance from where it was. */
export class Stillness {
  readonly #tolerance: number;
  #since: number;
  #points: Float64Array;
  /** How far the point moved that moved most, when it was last looked. */
  moved = 0;

  /** @param tolerance in units of the points @param points x, y, z of each @param time seconds */
  constructor(tolerance: number, points: Float64Array, time: number) {
    this.#tolerance = tolerance;
    this.#points = points;
    this.#since = time;
  }

  get since(): number {
    return this.#since;
  }

  /** @returns for how many seconds all has been still */
  look(points: Float64Array, time: number): number {
    this.moved = farthest(points, this.#points);
    // What is no number does not lie still.
    if (!(this.moved <= this.#tolerance)) {
      this.#points = points;
      this.#since = time;
    }
    return time - this.#since;
  }
}

function farthest(points: Float64Array, from: Float64Array): number {
  let square = 0;
  for (let at = 0; at < points.length; at += 3) {
    const x = (points[at] ?? 0) - (from[at] ?? 0);
    const y = (points[at + 1] ?? 0) - (from[at + 1] ?? 0);
    const z = (points[at + 2] ?? 0) - (from[at + 2] ?? 0);
    square = Math.max(square, x * x + y * y + z * z);
  }
  return Math.sqrt(square);
}
