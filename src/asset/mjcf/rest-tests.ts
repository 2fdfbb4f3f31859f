import type { BadState, Simulation } from './simulation.ts';

/** What SimReady's `ground_drop` and `ground_stability` ask (fet003_physics, 2026.10.0), with their numbers. */
export interface RestTest {
  name: 'ground_drop' | 'ground_stability';
  /** Metres above the floor, of a model of this height and largest side. */
  dropHeight(height: number, size: number): number;
  /** Metres that corners and centres of bodies may still move, */
  tolerance: number;
  /** for so many seconds. */
  window: number;
  /** Seconds from the first touch until it must have come to rest. */
  within: number;
}

export const groundDrop: RestTest = {
  name: 'ground_drop',
  dropHeight: (height) => 8 * height,
  tolerance: 0.02,
  window: 2,
  within: 8,
};
export const groundStability: RestTest = {
  name: 'ground_stability',
  dropHeight: (_height, size) => margin(size),
  tolerance: 0.01,
  window: 2,
  within: 5,
};

export type RestResult =
  /** Seconds from the first touch until it lay still. */
  | { kind: 'at-rest'; seconds: number }
  /** Metres that it still moved in the last window. */
  | { kind: 'moving'; meters: number }
  /** Never came near the floor. */
  | { kind: 'no-touch' }
  /** Metres that it was below the floor. */
  | { kind: 'sinking'; meters: number }
  | { kind: 'unstable'; state: BadState };

/** SimReady's margin for touch and overlap, metres; scaled for what is smaller than a metre, which it would hide. */
const margin = (size: number): number => 0.1 * Math.min(1, size);
const gravity = 9.81;
const rate = 240;
/** Seconds after the touch from which it must not be inside of the floor, and all of them. */
const overlapSeconds = 1;
const maxSeconds = 10;

/** Drops a model and looks whether it lies still. Steps at 240 Hz, or faster where the file wants that. */
export function testRest(simulation: Simulation, test: RestTest): RestResult {
  simulation.timestep = Math.min(simulation.timestep, 1 / rate);
  simulation.gravity = [0, 0, -gravity];
  simulation.reset(0);
  const { min, max } = simulation.extent();
  const size = Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
  const corners = boxCorners(simulation, min, max);
  simulation.reset(test.dropHeight(max[2] - min[2], size));
  const steps = Math.max(1, Math.round(1 / rate / simulation.timestep));
  let touch: number | null = null;
  let still = new Stillness(corners.of(), 0);
  while (simulation.time < maxSeconds && (touch === null || simulation.time - touch < test.within)) {
    simulation.step(steps);
    const { badState, time } = simulation;
    if (badState !== null) return { kind: 'unstable', state: badState };
    const gap = simulation.extent().min[2] - simulation.floorHeight;
    if (touch === null) {
      if (gap > margin(size)) continue;
      touch = time;
      still = new Stillness(corners.of(), time);
    }
    // MuJoCo's contacts are soft: at the impact itself everything sinks in.
    if (time - touch > overlapSeconds && gap < -margin(size)) return { kind: 'sinking', meters: -gap };
    if (still.look(corners.of(), time, test.tolerance) >= test.window)
      return { kind: 'at-rest', seconds: time - test.window - touch };
  }
  return touch === null ? { kind: 'no-touch' } : { kind: 'moving', meters: still.moved };
}

/** The centre and the eight corners of the model's box, carried along by each of its bodies. */
function boxCorners(
  simulation: Simulation,
  min: readonly number[],
  max: readonly number[],
): { of: () => Float64Array } {
  const points = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) =>
    [0, 1, 2].map((axis) => ((corner >> axis) & 1 ? (max[axis] ?? 0) : (min[axis] ?? 0))),
  );
  points.push([0, 1, 2].map((axis) => ((min[axis] ?? 0) + (max[axis] ?? 0)) / 2));
  const locals = simulation.bodyPlaces().map(({ matrix }) =>
    points.map((point) => {
      const from = [0, 1, 2].map((axis) => (point[axis] ?? 0) - (matrix[12 + axis] ?? 0));
      return [0, 1, 2].map((column) =>
        [0, 1, 2].reduce((sum, axis) => sum + (matrix[4 * column + axis] ?? 0) * (from[axis] ?? 0), 0),
      );
    }),
  );
  return {
    of: () => {
      const places = simulation.bodyPlaces();
      const all = new Float64Array(places.length * points.length * 3);
      let written = 0;
      for (const [index, { matrix }] of places.entries())
        for (const [x = 0, y = 0, z = 0] of locals[index] ?? [])
          for (let axis = 0; axis < 3; axis++)
            all[written++] =
              (matrix[12 + axis] ?? 0) +
              (matrix[axis] ?? 0) * x +
              (matrix[4 + axis] ?? 0) * y +
              (matrix[8 + axis] ?? 0) * z;
      return all;
    },
  };
}

/** Since when nothing has moved further than a tolerance from where it was. */
class Stillness {
  #since: number;
  #places: Float64Array;
  /** Metres that the point moved which moved most, since it was last looked at anew. */
  moved = 0;

  constructor(places: Float64Array, time: number) {
    this.#places = places;
    this.#since = time;
  }

  /** @returns for how many seconds all has been still */
  look(places: Float64Array, time: number, tolerance: number): number {
    let farthest = 0;
    for (let at = 0; at < places.length; at += 3) {
      const [dx, dy, dz] = [0, 1, 2].map((n) => (places[at + n] ?? 0) - (this.#places[at + n] ?? 0));
      farthest = Math.max(farthest, Math.hypot(dx ?? 0, dy ?? 0, dz ?? 0));
    }
    this.moved = farthest;
    if (farthest <= tolerance) return time - this.#since;
    this.#places = places;
    this.#since = time;
    return 0;
  }
}
