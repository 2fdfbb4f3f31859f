import type { Bounds } from '../../../asset/bounds.ts';
import { assetWords } from '../../words/asset.ts';
import type { AssetScene, Geometry, Note, Shape } from '../../../asset/scene.ts';

/** What is drawn of an asset at most. */
export interface DrawingLimits {
  triangles: number;
  /** Parts with one material. */
  draws: number;
  /** How often all surfaces together would cover the ball around the asset. */
  layers: number;
}

/**
 * A processor that draws takes about 50 ms for each layer that fills the window, and as much for a thousand draws or 100,000
 * triangles. Nothing interrupts it, not even the end of the worker, and the next asset waits for it. A card is reset by the system.
 */
const limits: Record<'processor' | 'card', DrawingLimits> = {
  processor: { triangles: 4_000_000, draws: 10_000, layers: 40 },
  card: { triangles: 20_000_000, draws: 50_000, layers: 4_000 },
};

/** Counts what drawing an asset costs, before it is drawn; once there is too much, nothing more of it is. */
export class DrawingBudget {
  readonly #limits: DrawingLimits;
  readonly #geometries: AssetScene['geometries'];
  /** Of the circle that the ball around the asset is seen as. */
  readonly #circle: number;
  #triangles = 0;
  #draws = 0;
  #area = 0;
  #isFull = false;
  #asked = 0;
  #leftOut = 0;

  /** @param bounds of what is drawn, in units of the file; null for nothing */
  constructor(
    { geometries }: Pick<AssetScene, 'geometries'>,
    bounds: Bounds | null,
    isSoftware: boolean,
    given: DrawingLimits = limits[isSoftware ? 'processor' : 'card'],
  ) {
    this.#geometries = geometries;
    this.#limits = given;
    const sides = bounds === null ? [] : bounds.max.map((most, axis) => most - (bounds.min[axis] ?? 0));
    this.#circle = (Math.PI * Math.hypot(...sides) ** 2) / 4;
  }

  /** What is missing in the picture. */
  get notes(): Note[] {
    const detail = assetWords.leftOut.shapes(this.#leftOut, this.#asked);
    return this.#leftOut === 0 ? [] : [{ code: 'too-large', place: '', detail }];
  }

  /** Whether a shape can be drawn as well. */
  take({ geometry: index, matrix, parts }: Shape): boolean {
    this.#asked += 1;
    const geometry = this.#geometries[index];
    this.#triangles += (geometry?.indices.length ?? 0) / 3;
    this.#draws += parts.length;
    this.#isFull ||= this.#triangles > this.#limits.triangles || this.#draws > this.#limits.draws;
    // Triangles are looked at in as many places as are drawn, and no more.
    if (!this.#isFull && geometry !== undefined) {
      // All of it may face the camera.
      this.#area += areaOf(geometry, matrix) / 2;
      this.#isFull = this.#circle > 0 && this.#area > this.#limits.layers * this.#circle;
    }
    if (this.#isFull) this.#leftOut += 1;
    return !this.#isFull;
  }
}

/** Of both sides of all triangles where a shape is. */
function areaOf({ positions, indices }: Geometry, matrix: Shape['matrix']): number {
  let area = 0;
  const placed = (index: number, axis: 0 | 1 | 2): number =>
    (matrix[axis] ?? 0) * (positions[index] ?? 0) +
    (matrix[axis + 4] ?? 0) * (positions[index + 1] ?? 0) +
    (matrix[axis + 8] ?? 0) * (positions[index + 2] ?? 0);
  for (let corner = 0; corner + 2 < indices.length; corner += 3) {
    const a = (indices[corner] ?? 0) * 3;
    const b = (indices[corner + 1] ?? 0) * 3;
    const c = (indices[corner + 2] ?? 0) * 3;
    const [ax, ay, az] = [placed(a, 0), placed(a, 1), placed(a, 2)];
    const [ux, uy, uz] = [placed(b, 0) - ax, placed(b, 1) - ay, placed(b, 2) - az];
    const [vx, vy, vz] = [placed(c, 0) - ax, placed(c, 1) - ay, placed(c, 2) - az];
    area += Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx);
  }
  return area;
}
