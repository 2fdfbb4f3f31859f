import { expect, it } from 'vitest';
import { CameraMotion } from './camera-motion.ts';
import type { Pose } from './camera.ts';

const at = (azimuth: number): Pose => ({ target: [0, 0, 0], azimuth, elevation: 0, distance: 5 });

it('turns to another view, and is moved on from there', () => {
  const motion = new CameraMotion(at(0), false);
  motion.turnTo(at(1), 1_000);
  expect([motion.pose, motion.aim, motion.isTurning]).toEqual([at(0), at(1), true]);
  motion.advance(1_100);
  expect(motion.pose.azimuth).toBeGreaterThan(0);
  expect(motion.pose.azimuth).toBeLessThan(1);
  motion.advance(2_000);
  expect([motion.pose, motion.isTurning]).toEqual([at(1), false]);
});

it('leaves a turn where a hand moves it', () => {
  const motion = new CameraMotion(at(0), false);
  motion.turnTo(at(1), 1_000);
  motion.move(at(2), 1_050);
  motion.advance(1_100);
  expect([motion.pose, motion.aim, motion.isTurning]).toEqual([at(2), at(2), false]);
});

it('is there at once for a person who wants no motion', () => {
  const motion = new CameraMotion(at(0), true);
  motion.turnTo(at(1), 1_000);
  expect([motion.pose, motion.isTurning]).toEqual([at(1), false]);
});

it('is moving for a while after the last change, and during a turn, but not where it was only put', () => {
  const motion = new CameraMotion(at(0), false);
  motion.put(at(1));
  expect(motion.isMoving(0)).toBe(false);
  motion.move(at(2), 1_000);
  expect([motion.isMoving(1_400), motion.isMoving(1_500)]).toEqual([true, false]);
  motion.touch(2_000);
  expect(motion.isMoving(2_100)).toBe(true);
  motion.turnTo(at(3), 9_000);
  expect(motion.isMoving(9_100)).toBe(true);
});
