/**
 * The camera of the viewer: it looks at a point from a direction and a distance. Lengths are metres, angles radians; Y is up,
 * and an asset's front, whatever its own axes are, faces Z.
 */

export type Point = readonly [number, number, number];

/** A box along the axes. */
export interface Bounds {
  min: Point;
  max: Point;
}

export interface Pose {
  target: Point;
  /** Around the upright, 0 in front of the object. */
  azimuth: number;
  /** Above the ground, between −π/2 and π/2. */
  elevation: number;
  distance: number;
}

/** What is before the camera: its vertical angle of view, and how wide the picture is for its height. */
export interface Lens {
  angle: number;
  aspect: number;
  /** Which part of the height is left free at the top; the middle of the view lies in the middle of the rest. */
  top: number;
}

/** What the page lays over the top of the picture, in its pixels. */
export const coveredAtTop = 40;

export const standardViews = ['corner', 'front', 'back', 'right', 'left', 'top', 'bottom'] as const;
export type StandardView = (typeof standardViews)[number];

const upright = Math.PI / 2;
const directions: Record<StandardView, Pick<Pose, 'azimuth' | 'elevation'>> = {
  corner: { azimuth: 0.62, elevation: 0.42 },
  front: { azimuth: 0, elevation: 0 },
  back: { azimuth: Math.PI, elevation: 0 },
  right: { azimuth: upright, elevation: 0 },
  left: { azimuth: -upright, elevation: 0 },
  top: { azimuth: 0, elevation: upright },
  bottom: { azimuth: 0, elevation: -upright },
};

/** The directions of the picture: to the right, upwards, and out of it towards whoever looks. */
export interface Basis {
  right: Point;
  up: Point;
  out: Point;
}

export function basisOf({ azimuth, elevation }: Pick<Pose, 'azimuth' | 'elevation'>): Basis {
  const [sinA, cosA] = [Math.sin(azimuth), Math.cos(azimuth)];
  const [sinE, cosE] = [Math.sin(elevation), Math.cos(elevation)];
  return {
    right: [cosA, 0, -sinA],
    up: [-sinA * sinE, cosE, -cosA * sinE],
    out: [sinA * cosE, sinE, cosA * cosE],
  };
}

const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
/** `a + b × factor`. */
const plus = (a: Point, b: Point, factor: number): Point => [
  a[0] + b[0] * factor,
  a[1] + b[1] * factor,
  a[2] + b[2] * factor,
];

const each = (a: Point, b: Point, pick: (one: number, other: number) => number): Point => [
  pick(a[0], b[0]),
  pick(a[1], b[1]),
  pick(a[2], b[2]),
];

export const eyeOf = (pose: Pose): Point => plus(pose.target, basisOf(pose).out, pose.distance);

export const centreOf = ({ min, max }: Bounds): Point => [
  (min[0] + max[0]) / 2,
  (min[1] + max[1]) / 2,
  (min[2] + max[2]) / 2,
];

/** Bounds of a file in metres with Y up. @param metres how long a unit of the file is @param axis which of the file's axes is up */
export function uprightBounds({ min, max }: Bounds, metres: number, axis: 'Y' | 'Z'): Bounds {
  const turned = ([x, y, z]: Point): Point =>
    axis === 'Z' ? [x * metres, z * metres, -y * metres] : [x * metres, y * metres, z * metres];
  const [a, b] = [turned(min), turned(max)];
  return { min: each(a, b, Math.min), max: each(a, b, Math.max) };
}

/** Half the diagonal of a box; 1 where it has no size, so that there is something to look at. */
export function radiusOf({ min, max }: Bounds): number {
  const radius = Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]) / 2;
  return Number.isFinite(radius) && radius > 0 ? radius : 1;
}

/** How far out things beside an object are shown with it, in its radius from its middle. */
export const farthestBeside = 4;

/**
 * What an object and things beside it lie in, each of those in its own box. What reaches too far out is left out: a file with a wrong
 * inertia has a box of a kilometre, and with that in the picture the object would be a dot.
 */
export function withBeside(object: Bounds, beside: readonly Bounds[]): Bounds {
  const middle = centreOf(object);
  const reach = farthestBeside * radiusOf(object);
  const isNear = ({ min, max }: Bounds): boolean => {
    const [low, high] = [plus(middle, min, -1), plus(max, middle, -1)];
    return Math.hypot(...each(low, high, Math.max)) <= reach;
  };
  return beside
    .filter(isNear)
    .reduce(
      (all, { min, max }) => ({ min: each(all.min, min, Math.min), max: each(all.max, max, Math.max) }),
      object,
    );
}

/** How much larger the picture is than what has to be in it. */
const margin = 1.06;

/**
 * From the same direction, with the whole box in the picture and in its middle.
 *
 * @param rim which part of the height stays free at each side
 */
export function fitted(pose: Pose, bounds: Bounds, lens: Lens, rim = 0): Pose {
  const { right, up, out } = basisOf(pose);
  const target = centreOf(bounds);
  const half = Math.tan(lens.angle / 2);
  const [vertical, horizontal] = [half * (1 - lens.top - 2 * rim), half * (lens.aspect - 2 * rim)];
  let distance = 0;
  for (let corner = 0; corner < 8; corner += 1) {
    const offset: Point = [
      (corner & 1 ? bounds.max[0] : bounds.min[0]) - target[0],
      (corner & 2 ? bounds.max[1] : bounds.min[1]) - target[1],
      (corner & 4 ? bounds.max[2] : bounds.min[2]) - target[2],
    ];
    const needed = Math.max(Math.abs(dot(offset, right)) / horizontal, Math.abs(dot(offset, up)) / vertical);
    distance = Math.max(distance, dot(offset, out) + needed * margin);
  }
  return { ...pose, target, distance: distance > 0 ? distance : radiusOf(bounds) * 3 };
}

export const seenFrom = (view: StandardView, pose: Pose): Pose => ({ ...pose, ...directions[view] });

/** Turned around its target; `dx` and `dy` are what a hand moved, as parts of the picture's height. */
export function orbited(pose: Pose, dx: number, dy: number): Pose {
  const elevation = Math.min(upright, Math.max(-upright, pose.elevation + dy * Math.PI));
  return { ...pose, azimuth: pose.azimuth - dx * Math.PI, elevation };
}

/** Moved along the picture, so that what is at the target's depth stays under the hand. */
export function panned(pose: Pose, dx: number, dy: number, { angle }: Pick<Lens, 'angle'>): Pose {
  const { right, up } = basisOf(pose);
  const height = 2 * pose.distance * Math.tan(angle / 2);
  return { ...pose, target: plus(plus(pose.target, right, -dx * height), up, dy * height) };
}

/**
 * Nearer (a factor below 1) or farther away.
 *
 * @param at what stays where it is in the picture, from the middle in halves of its height: x to the right, y upwards
 * @param radius of what is looked at, which says how near and how far is allowed
 */
export function zoomed(
  pose: Pose,
  factor: number,
  at: { x: number; y: number },
  { angle, top }: Lens,
  radius: number,
): Pose {
  const distance = Math.min(radius * 60, Math.max(radius * 0.02, pose.distance * factor));
  const { right, up } = basisOf(pose);
  const shift = Math.tan(angle / 2) * (pose.distance - distance);
  const y = at.y + top;
  return { ...pose, distance, target: plus(plus(pose.target, right, at.x * shift), up, y * shift) };
}

/** The nearest and the farthest that is drawn, so that depths differ well between them. `reach`: how far things lie from the target. */
export function depthRange(pose: Pose, reach: number): { near: number; far: number } {
  const far = pose.distance + reach;
  return { near: Math.max(pose.distance - reach, far / 20_000), far };
}

/** Between two poses; `share` from 0 to 1. Turns the shorter way round. */
export function between(from: Pose, to: Pose, share: number): Pose {
  const eased = 1 - (1 - share) ** 3;
  const mix = (a: number, b: number): number => a + (b - a) * eased;
  const turn = to.azimuth - from.azimuth;
  const shortest = turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
  return {
    target: [
      mix(from.target[0], to.target[0]),
      mix(from.target[1], to.target[1]),
      mix(from.target[2], to.target[2]),
    ],
    azimuth: from.azimuth + shortest * eased,
    elevation: mix(from.elevation, to.elevation),
    distance: from.distance * (to.distance / from.distance) ** eased,
  };
}
