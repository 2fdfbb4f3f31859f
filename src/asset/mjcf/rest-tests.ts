import { cornersOf, sizeOf, type Bounds } from '../bounds.ts';
import { transformPoint } from '../matrix.ts';
import { plus, pointAt, scaledTo } from '../vector.ts';
import type { BadState, Simulation } from './simulation.ts';
import { Stillness } from './stillness.ts';
import { inSpaceOf } from './views.ts';

/**
 * What SimReady's `ground_drop` 3.0.0 and `ground_stability` 2.0.0 ask (fet003_physics), with their numbers. Their release is
 * `simReadyTest`'s in verdict/sources.ts.
 */
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
  const bounds = simulation.extent();
  const [x, y, z] = sizeOf(bounds);
  const size = Math.max(x, y, z);
  const corners = boxCorners(simulation, bounds);
  simulation.reset(test.dropHeight(z, size));
  const steps = Math.max(1, Math.round(1 / rate / simulation.timestep));
  let touch: number | null = null;
  let still = new Stillness(test.tolerance, corners(), 0);
  while (simulation.time < maxSeconds && (touch === null || simulation.time - touch < test.within)) {
    simulation.step(steps);
    const { badState, time } = simulation;
    if (badState !== null) return { kind: 'unstable', state: badState };
    const gap = simulation.extent().min[2] - simulation.floorHeight;
    if (touch === null) {
      if (gap > margin(size)) continue;
      touch = time;
      still = new Stillness(test.tolerance, corners(), time);
    }
    // MuJoCo's contacts are soft: at the impact itself everything sinks in.
    if (time - touch > overlapSeconds && gap < -margin(size)) return { kind: 'sinking', meters: -gap };
    if (still.look(corners(), time) >= test.window)
      return { kind: 'at-rest', seconds: time - test.window - touch };
  }
  return touch === null ? { kind: 'no-touch' } : { kind: 'moving', meters: still.moved };
}

/** The centre and the eight corners of the model's box, carried along by each of its bodies. */
function boxCorners(simulation: Simulation, bounds: Bounds): () => Float64Array {
  const corners = cornersOf(bounds);
  const points = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) => pointAt(corners, corner));
  points.push(scaledTo(plus(bounds.min, bounds.max), 0.5));
  const locals = simulation.bodyPlaces().map((place) => points.map((point) => inSpaceOf(place, point)));
  return () => {
    const places = simulation.bodyPlaces();
    return Float64Array.from(
      places.flatMap((place, body) => (locals[body] ?? []).flatMap((point) => transformPoint(place, point))),
    );
  };
}
