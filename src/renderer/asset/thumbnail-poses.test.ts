import { expect, it } from 'vitest';
import { stripAngles } from '../../shared/thumbnails.ts';
import { basisOf, eyeOf, type Bounds, type Point } from './camera.ts';
import { angleAt, posesAround, thumbnailLens } from './thumbnail-poses.ts';

const long: Bounds = { min: [-2, 0, -0.1], max: [2, 0.5, 0.1] };

it('an asset turns once around, as large in each picture, and is whole in all of them', () => {
  const poses = posesAround(long);
  expect(poses).toHaveLength(stripAngles);
  expect(new Set(poses.map(({ distance }) => distance)).size).toBe(1);
  const turns = poses.map(({ azimuth }, index) => azimuth - (poses[0]?.azimuth ?? 0) - index * (Math.PI / 6));
  for (const turn of turns) expect(turn).toBeCloseTo(0);
  const half = Math.tan(thumbnailLens.angle / 2);
  for (const pose of poses) {
    const { right, up, out } = basisOf(pose);
    const eye = eyeOf(pose);
    for (const x of [-2, 2])
      for (const y of [0, 0.5])
        for (const z of [-0.1, 0.1]) {
          const from: Point = [x - eye[0], y - eye[1], z - eye[2]];
          const along = (axis: Point): number => from[0] * axis[0] + from[1] * axis[1] + from[2] * axis[2];
          const depth = -along(out);
          expect(Math.abs(along(right)) / depth).toBeLessThanOrEqual(half);
          expect(Math.abs(along(up)) / depth).toBeLessThanOrEqual(half);
        }
  }
});

it('a pointer in the middle shows an asset as it is first seen, and turns it once from edge to edge', () => {
  expect(angleAt(0.5)).toBe(0);
  expect([angleAt(0), angleAt(1)]).toEqual([stripAngles / 2, stripAngles / 2]);
  const seen = new Set(Array.from({ length: 200 }, (_, step) => angleAt(step / 200)));
  expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: stripAngles }, (_, index) => index));
});
