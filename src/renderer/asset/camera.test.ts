import { describe, expect, it } from 'vitest';
import {
  basisOf,
  between,
  depthRange,
  eyeOf,
  farthestBeside,
  fitted,
  orbited,
  panned,
  seenFrom,
  standardViews,
  uprightBounds,
  withBeside,
  zoomed,
  type Bounds,
  type Lens,
  type Point,
  type Pose,
} from './camera.ts';

const pose: Pose = { target: [0, 0, 0], azimuth: 0, elevation: 0, distance: 4 };
const lens: Lens = { angle: Math.PI / 2, aspect: 2, top: 0 };
const near = (point: Point): unknown => point.map((value) => expect.closeTo(value, 10) as unknown);

/** Where a point is in the picture: halves of its height from the middle, to the right and upwards, and how far away. */
function projected(point: Point, from: Pose, { angle, top }: Lens): { x: number; y: number; depth: number } {
  const { right, up, out } = basisOf(from);
  const eye = eyeOf(from);
  const offset = point.map((value, axis) => value - (eye[axis] ?? 0)) as [number, number, number];
  const along = (direction: Point): number =>
    direction.reduce((sum, value, axis) => sum + value * (offset[axis] ?? 0), 0);
  const depth = -along(out);
  const half = Math.tan(angle / 2);
  return { x: along(right) / depth / half, y: along(up) / depth / half - top, depth };
}

const cornersOf = ({ min, max }: Bounds): Point[] =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((corner) => [
    corner & 1 ? max[0] : min[0],
    corner & 2 ? max[1] : min[1],
    corner & 4 ? max[2] : min[2],
  ]);

describe('the directions of the camera', () => {
  it('looks from the front, the right and above', () => {
    expect(eyeOf(seenFrom('front', pose))).toEqual(near([0, 0, 4]));
    expect(eyeOf(seenFrom('right', pose))).toEqual(near([4, 0, 0]));
    expect(eyeOf(seenFrom('top', pose))).toEqual(near([0, 4, 0]));
    expect(basisOf(seenFrom('top', pose)).up).toEqual(near([0, 0, -1]));
  });

  it.each(standardViews)('are at right angles from %s', (view) => {
    const { right, up, out } = basisOf(seenFrom(view, pose));
    const cross: Point = [
      right[1] * up[2] - right[2] * up[1],
      right[2] * up[0] - right[0] * up[2],
      right[0] * up[1] - right[1] * up[0],
    ];
    expect(cross).toEqual(near(out));
  });
});

describe('fitting', () => {
  const box: Bounds = { min: [1, 2, 3], max: [2, 6, 3.5] };

  it.each(standardViews)(
    'has the whole box in the picture from %s, and one of its corners near the edge',
    (view) => {
      const fit = fitted(seenFrom(view, pose), box, lens);
      const places = cornersOf(box).map((corner) => projected(corner, fit, lens));
      expect(fit.target).toEqual([1.5, 4, 3.25]);
      for (const { x, y, depth } of places) {
        expect(depth).toBeGreaterThan(0);
        expect(Math.abs(x)).toBeLessThanOrEqual(lens.aspect);
        expect(Math.abs(y)).toBeLessThanOrEqual(1);
      }
      expect(
        Math.max(...places.map(({ x, y }) => Math.max(Math.abs(x) / lens.aspect, Math.abs(y)))),
      ).toBeGreaterThan(0.9);
    },
  );

  it('leaves the top free for what lies over it', () => {
    const covered = { ...lens, top: 0.2 };
    const fit = fitted(seenFrom('front', pose), box, covered);
    const heights = cornersOf(box).map((corner) => projected(corner, fit, covered).y);
    expect(Math.max(...heights)).toBeLessThanOrEqual(1 - 2 * 0.2);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(-1);
  });

  it('keeps a distance from what has no size', () => {
    const point: Bounds = { min: [1, 1, 1], max: [1, 1, 1] };
    expect(fitted(pose, point, lens).distance).toBeGreaterThan(0);
  });
});

describe('moving the camera', () => {
  it('turns with the hand, and not over the poles', () => {
    expect(orbited(pose, 0.5, 0)).toMatchObject({ azimuth: -Math.PI / 2, elevation: 0 });
    expect(orbited(pose, 0, 5).elevation).toBe(Math.PI / 2);
    expect(orbited(pose, 0, -5).elevation).toBe(-Math.PI / 2);
  });

  it('moves what is at the depth of the target as far as the hand moves', () => {
    const moved = panned(pose, 0.25, 0.1, lens);
    const { x, y } = projected([0, 0, 0], moved, lens);
    expect(x / 2).toBeCloseTo(0.25);
    expect(y / 2).toBeCloseTo(-0.1);
  });

  it.each([0, 0.15])('zooms towards the pointer, which stays on the same point (top: %s)', (top) => {
    const covered = { ...lens, top };
    const under: Point = [1, 0.5, 0];
    const before = projected(under, pose, covered);
    const zoomedIn = zoomed(pose, 0.5, before, covered, 1);
    expect(zoomedIn.distance).toBe(2);
    const after = projected(under, zoomedIn, covered);
    expect([after.x, after.y]).toEqual([expect.closeTo(before.x), expect.closeTo(before.y)]);
  });

  it('never comes to the target, nor loses it', () => {
    expect(zoomed(pose, 1e-9, { x: 0, y: 0 }, lens, 1).distance).toBe(0.02);
    expect(zoomed(pose, 1e9, { x: 0, y: 0 }, lens, 1).distance).toBe(60);
  });

  it('goes from one pose to another the shorter way round', () => {
    const from = { ...pose, azimuth: 3 };
    const to = { ...pose, azimuth: -3, distance: 16 };
    expect(between(from, to, 0)).toEqual(from);
    const arrived = between(from, to, 1);
    expect(arrived.azimuth).toBeCloseTo(2 * Math.PI - 3);
    expect(arrived.distance).toBeCloseTo(16);
    expect(between(from, to, 0.5).azimuth).toBeGreaterThan(3);
  });

  it('draws from before the object to behind it, and never from behind the eye', () => {
    expect(depthRange({ ...pose, distance: 10 }, 2)).toEqual({ near: 8, far: 12 });
    const inside = depthRange({ ...pose, distance: 1 }, 5);
    expect(inside.near).toBeGreaterThan(0);
    expect(inside.far).toBe(6);
  });
});

it('turns the bounds of a file upright, in metres', () => {
  const bounds = { min: [-100, 0, 200], max: [100, 300, 500] } as const;
  expect(uprightBounds(bounds, 0.01, 'Z')).toEqual({ min: [-1, 2, -3], max: [1, 5, -0] });
  expect(uprightBounds(bounds, 0.01, 'Y')).toEqual({ min: [-1, 0, 2], max: [1, 3, 5] });
});

describe('what is beside an object', () => {
  const object: Bounds = { min: [1, 0, 0], max: [3, 2, 2] };
  const at = (...point: [number, number, number]): Bounds => ({ min: point, max: point });

  it('is in the picture with it', () => {
    const box: Bounds = { min: [-1, 0.5, 0], max: [2, 1, 5] };
    expect(withBeside(object, [box, at(2, -3, 1)])).toEqual({ min: [-1, -3, 0], max: [3, 2, 5] });
    expect(withBeside(object, [at(2, 1, 1)])).toEqual(object);
  });

  it('leaves the object more than a dot, however far it reaches', () => {
    const reach = farthestBeside * Math.sqrt(3);
    const kilometre: Bounds = { min: [-500, -500, -500], max: [500, 500, 500] };
    const beyond = [kilometre, at(2 + reach * 1.01, 1, 1), at(NaN, 0, 0)];
    expect(withBeside(object, beyond)).toEqual(object);
    expect(withBeside(object, [...beyond, at(2 + reach * 0.99, 1, 1)]).max[0]).toBeCloseTo(2 + reach * 0.99);
  });
});

it.each(standardViews)('leaves a rim free at all sides from %s where it is asked to', (view) => {
  const bounds: Bounds = { min: [-1, 0, -2], max: [3, 1, 2] };
  const seen: Lens = { angle: 0.6, aspect: 1.2, top: 0.1 };
  const rim = 0.08;
  const fit = fitted(seenFrom(view, pose), bounds, seen, rim);
  const places = cornersOf(bounds).map((corner) => projected(corner, fit, seen));
  // In halves of the height, of which the covered part takes some.
  const across = (seen.aspect - Math.max(...places.map(({ x }) => Math.abs(x)))) / 2;
  const upwards = (1 - seen.top - Math.max(...places.map(({ y }) => Math.abs(y + seen.top)))) / 2;
  expect(across).toBeGreaterThan(rim);
  expect(upwards).toBeGreaterThan(rim - 1e-9);
});
