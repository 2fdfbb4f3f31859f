import { expect, it } from 'vitest';
import { RestWatch } from './rest-watch.ts';

/** A shape turned about X by an angle, at a height. */
const pose = (height: number, angle = 0): number[] => [
  ...[1, 0, 0, 0],
  ...[0, Math.cos(angle), Math.sin(angle), 0],
  ...[0, -Math.sin(angle), Math.cos(angle), 0],
  ...[0, 0, height, 1],
];
const at = (...poses: number[][]): Float32Array => Float32Array.from(poses.flat());

const watchOf = (size = 1) => new RestWatch({ shapes: [0], heaviest: 0, size }, at(pose(0)));

it('says that something rests once it has lain still for half a second, and since when', () => {
  const watch = watchOf();
  watch.begin(1);
  expect(watch.look(at(pose(0.5)), 1.1)).toEqual({ kind: 'moving', seconds: expect.closeTo(0.1) });
  expect(watch.look(at(pose(0)), 1.5)).toMatchObject({ kind: 'moving' });
  expect(watch.look(at(pose(0.004)), 1.9)).toMatchObject({ kind: 'moving' });
  expect(watch.look(at(pose(0)), 2.01)).toEqual({ kind: 'resting', seconds: 0.5, hasFallen: false });
});

it('takes what turns in its place for moving', () => {
  const watch = watchOf();
  for (let step = 0; step < 20; step += 1)
    expect(watch.look(at(pose(0, step * 0.1)), step * 0.2)).toMatchObject({ kind: 'moving' });
});

it('takes what creeps for moving as soon as it got further than a part of its size', () => {
  const watch = watchOf(0.1);
  watch.look(at(pose(0)), 0);
  expect(watch.look(at(pose(0.0004)), 0.6)).toMatchObject({ kind: 'resting' });
  expect(watch.look(at(pose(0.0006)), 0.7)).toMatchObject({ kind: 'moving' });
});

it('allows no more than a centimetre, however large it is', () => {
  const watch = watchOf(100);
  watch.look(at(pose(0)), 0);
  expect(watch.look(at(pose(0.011)), 0.6)).toMatchObject({ kind: 'moving' });
});

it('begins anew when something is done to it', () => {
  const watch = watchOf();
  watch.look(at(pose(0)), 0);
  expect(watch.look(at(pose(0)), 3)).toMatchObject({ kind: 'resting' });
  watch.begin(3);
  expect(watch.look(at(pose(0)), 3.1)).toMatchObject({ kind: 'moving' });
  expect(watch.look(at(pose(0)), 3.7)).toMatchObject({ kind: 'resting', seconds: expect.closeTo(0.1) });
});

it.each([
  [40, false],
  [50, true],
  [180, true],
])('says whether it fell over: turned by %i°', (degrees, hasFallen) => {
  const watch = watchOf();
  const turned = at(pose(0, (degrees * Math.PI) / 180));
  watch.look(turned, 0);
  expect(watch.look(turned, 1)).toMatchObject({ kind: 'resting', hasFallen });
});

it('goes by how the file has it, which need not be upright', () => {
  const lying = at(pose(0, Math.PI / 2));
  const watch = new RestWatch({ shapes: [0], heaviest: 0, size: 1 }, lying);
  watch.look(lying, 0);
  expect(watch.look(lying, 1)).toMatchObject({ kind: 'resting', hasFallen: false });
});

it('watches what moves alone, and goes by the heaviest body', () => {
  const watch = new RestWatch({ shapes: [1, 2], heaviest: 2, size: 1 }, at(pose(0), pose(0), pose(0)));
  const tipped = pose(0, Math.PI / 2);
  watch.look(at(pose(0), tipped, pose(0)), 0);
  expect(watch.look(at(pose(9), tipped, pose(0)), 1)).toMatchObject({ kind: 'resting', hasFallen: false });
  expect(watch.look(at(pose(9), tipped, tipped), 1.1)).toMatchObject({ kind: 'moving' });
  expect(watch.look(at(pose(9), tipped, tipped), 2)).toMatchObject({ kind: 'resting', hasFallen: true });
});
