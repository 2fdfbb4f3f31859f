import { sizeOf, type Bounds } from '../../../asset/bounds.ts';
import { assetWords } from '../../words/asset.ts';
import type { AssetScene, Geometry, Note, Shape } from '../../../asset/scene.ts';
import type { Ball } from '../../../asset/solids/bounds.ts';
import { areaInBall, flattened, type FlatTriangle } from '../../../asset/solids/triangle-in-ball.ts';
import { plus, scaledTo } from '../../../asset/vector.ts';

/** What is drawn of an asset at most. */
export interface DrawingLimits {
  triangles: number;
  /** Parts with one material. */
  draws: number;
  /** How often all surfaces together would cover the ball around the asset, or a larger one. */
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

/** How far out layers are counted: so many doublings of the ball around the asset. */
const maxScales = 40;

/**
 * Counts what drawing an asset costs, before it is drawn, and leaves out each shape that is too much beside those before it.
 *
 * What is around an asset is seen from farther away, and a floor may be a thousand times as large as what stands on it. So
 * surfaces are counted in the ball around the asset, and in balls of twice that radius, four times and so on, each time no more
 * of them than lies in the ball: a floor is one layer at most, wherever it is looked at from.
 */
export class DrawingBudget {
  readonly #limits: DrawingLimits;
  readonly #geometries: AssetScene['geometries'];
  readonly #ball: Ball;
  #triangles = 0;
  #draws = 0;
  /** Of what is drawn: surface in each of the balls. */
  readonly #areas = new Float64Array(maxScales + 1);
  /** Triangles whose area was looked at, of shapes that are drawn and of those that are not. */
  #looked = 0;
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
    this.#ball = bounds === null ? { center: [0, 0, 0], radius: 0 } : ballAround(bounds);
  }

  /** What is missing in the picture. */
  get notes(): Note[] {
    const detail = assetWords.leftOut.shapes(this.#leftOut, this.#asked);
    return this.#leftOut === 0 ? [] : [{ code: 'too-large', place: '', detail }];
  }

  /** Whether a shape can be drawn as well. */
  take(shape: Shape): boolean {
    this.#asked += 1;
    const isTaken = this.#fits(shape);
    if (!isTaken) this.#leftOut += 1;
    return isTaken;
  }

  #fits({ geometry: index, matrix, parts }: Shape): boolean {
    const geometry = this.#geometries[index];
    const triangles = (geometry?.indices.length ?? 0) / 3;
    const { triangles: most, draws, layers } = this.#limits;
    if (this.#triangles + triangles > most || this.#draws + parts.length > draws) return false;
    if (geometry !== undefined && this.#ball.radius > 0) {
      // Triangles are looked at in as many places as can be drawn, and no more.
      this.#looked += triangles;
      if (this.#looked > most) return false;
      const areas = areasOf(geometry, matrix, this.#ball).map(
        (area, scale) => area + (this.#areas[scale] ?? 0),
      );
      const circle = Math.PI * this.#ball.radius ** 2;
      if (areas.some((area, scale) => area > layers * circle * 4 ** scale)) return false;
      this.#areas.set(areas);
    }
    this.#triangles += triangles;
    this.#draws += parts.length;
    return true;
  }
}

const ballAround = (bounds: Bounds): Ball => ({
  center: scaledTo(plus(bounds.min, bounds.max), 0.5),
  radius: Math.hypot(...sizeOf(bounds)) / 2,
});

/** The surface of a shape where it is that lies in a ball, and in balls of twice the radius, four times and so on; all of it may face the camera. */
function areasOf({ positions, indices }: Geometry, matrix: Shape['matrix'], ball: Ball): Float64Array {
  const { center, radius } = ball;
  /** What lies in each ball, and wholly in none that is smaller. */
  const added = new Float64Array(maxScales + 1);
  const clipped = new Float64Array(maxScales + 1);
  // From the middle of the ball.
  const placed = (index: number, axis: 0 | 1 | 2): number =>
    (matrix[axis] ?? 0) * (positions[index] ?? 0) +
    (matrix[axis + 4] ?? 0) * (positions[index + 1] ?? 0) +
    (matrix[axis + 8] ?? 0) * (positions[index + 2] ?? 0) +
    (matrix[axis + 12] ?? 0) -
    center[axis];
  for (let corner = 0; corner + 2 < indices.length; corner += 3) {
    const a = (indices[corner] ?? 0) * 3;
    const b = (indices[corner + 1] ?? 0) * 3;
    const c = (indices[corner + 2] ?? 0) * 3;
    const [ax, ay, az] = [placed(a, 0), placed(a, 1), placed(a, 2)];
    const [bx, by, bz] = [placed(b, 0), placed(b, 1), placed(b, 2)];
    const [cx, cy, cz] = [placed(c, 0), placed(c, 1), placed(c, 2)];
    const [ux, uy, uz] = [bx - ax, by - ay, bz - az];
    const [vx, vy, vz] = [cx - ax, cy - ay, cz - az];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    const area = Math.sqrt(nx * nx + ny * ny + nz * nz) / 2;
    // What is no number, or without end, is not drawn.
    if (!(area > 0 && area < Infinity)) continue;
    const square = Math.max(
      ax * ax + ay * ay + az * az,
      bx * bx + by * by + bz * bz,
      cx * cx + cy * cy + cz * cz,
    );
    // A corner on the ball is in it, whatever numbers are rounded to.
    const whole = Math.max(0, Math.ceil(Math.log2(square / radius ** 2) / 2 - 1e-6));
    if (whole <= maxScales) added[whole] = (added[whole] ?? 0) + area;
    if (whole === 0) continue;
    const [wx, wy, wz] = [cx - bx, cy - by, cz - bz];
    const longest = Math.sqrt(
      Math.max(ux * ux + uy * uy + uz * uz, vx * vx + vy * vy + vz * vz, wx * wx + wy * wy + wz * wz),
    );
    // None of its points is farther than that from the farthest corner.
    const nearest = Math.sqrt(square) - longest;
    if (nearest > radius * 2 ** (whole - 1)) continue;
    const corners = [
      [ax, ay, az],
      [bx, by, bz],
      [cx, cy, cz],
    ] as const;
    addClipped(clipped, flattened(corners, area), radius, whole, nearest);
  }
  let sum = 0;
  return added.map((area, scale) => (sum += area) + (clipped[scale] ?? 0));
}

/** Adds what of a triangle lies in balls that it is not wholly in. */
function addClipped(
  areas: Float64Array,
  triangle: FlatTriangle,
  radius: number,
  whole: number,
  nearest: number,
): void {
  for (let scale = Math.min(whole, maxScales + 1) - 1; scale >= 0; scale -= 1) {
    const ball = radius * 2 ** scale;
    if (Math.max(nearest, triangle.height) > ball) return;
    areas[scale] = (areas[scale] ?? 0) + areaInBall(triangle, ball);
  }
}
