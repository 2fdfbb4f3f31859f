import type { Model } from '../shapes/model.ts';
import type { Pose } from '../render/render-view.ts';
import { STANDING } from '../render/render-view.ts';

const GRAVITY = 9.81;
/** The share of its speed that a thing keeps when it bounces. */
const RESTITUTION = 0.38;

/** One instant of a simulation: seconds, metres, metres per second. */
export interface Instant {
  readonly time: number;
  readonly height: number;
  readonly speed: number;
  readonly bounces: number;
  readonly pose: Pose;
}

/**
 * What a simulated thing does, sampled evenly. `drop`: it falls from its own height, slightly tilted, and bounces
 * until it rests; the free fall between bounces is exact. `demo`: it turns once on the spot.
 */
export function motionOf(model: Model, scene: 'demo' | 'drop', frames: number): Instant[] {
  const seconds = scene === 'demo' ? 4 : 1.5;
  return Array.from({ length: frames }, (_unused, frame) => {
    const time = (seconds * frame) / frames;
    return scene === 'demo' ? turning(time, seconds) : falling(model, time);
  });
}

function turning(time: number, seconds: number): Instant {
  const angle = (2 * Math.PI * time) / seconds;
  return { time, height: 0, speed: 0, bounces: 0, pose: { ...STANDING, angle } };
}

function falling(model: Model, time: number): Instant {
  const size = model.bounds.max[2] - model.bounds.min[2];
  const start = Math.max(0.25, size);
  const firstFall = Math.sqrt((2 * start) / GRAVITY);
  if (time < firstFall) {
    const height = start - (GRAVITY * time * time) / 2;
    return instant(model, time, height, -GRAVITY * time, 0);
  }
  let bounces = 1;
  let left = time - firstFall;
  let upward = GRAVITY * firstFall * RESTITUTION;
  // Below a hand's breadth per second a contact counts as rest, as physics engines have it.
  while (upward > 0.1) {
    const flight = (2 * upward) / GRAVITY;
    if (left < flight) {
      const height = upward * left - (GRAVITY * left * left) / 2;
      return instant(model, time, height, upward - GRAVITY * left, bounces);
    }
    left -= flight;
    upward *= RESTITUTION;
    bounces += 1;
  }
  return instant(model, time, 0, 0, bounces);
}

/** The tilt shrinks with every bounce; the thing is lifted so that its lowest corner touches, not its middle. */
function instant(model: Model, time: number, height: number, speed: number, bounces: number): Instant {
  const [x, y] = model.bounds.max;
  const tilt = height === 0 && speed === 0 ? 0 : 0.3 * 0.3 ** bounces;
  const lift = Math.max(x, y) * Math.sin(tilt);
  const pose: Pose = { move: [0, 0, height + lift], axis: [0.6, 0.8, 0], angle: tilt };
  return { time, height, speed, bounces, pose };
}
