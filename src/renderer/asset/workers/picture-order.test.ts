import { beforeEach, describe, expect, it } from 'vitest';
import { seenFrom } from '../camera.ts';
import { CameraMotion } from '../camera-motion.ts';
import { Coarseness } from './coarseness.ts';
import { PictureOrder } from './picture-order.ts';

const size = { width: 1000, height: 600, ratio: 1 };
const pose = seenFrom('front', { target: [0, 0, 0], azimuth: 0, elevation: 0, distance: 5 });
const other = seenFrom('top', pose);

/** What was done, in its order, on a clock that the test moves. */
let done: string[] = [];
let clock = 0;
let drawingMs = 0;
let due: { at: number; call: () => void }[] = [];

beforeEach(() => {
  [done, clock, drawingMs, due] = [[], 0, 5, []];
});

function order({ isSoftware = true, isStill = false } = {}) {
  const motion = new CameraMotion(pose, isStill);
  const later = (ms: number, call: () => void): void => void due.push({ at: clock + ms, call });
  const pictures = new PictureOrder(size, {
    coarseness: new Coarseness(isSoftware),
    motion,
    now: () => clock,
    nextFrame: (call) => later(16, call),
    later,
    resize: (canvas, ratio) => done.push(`${canvas.width} × ${ratio}`),
    drawShadow: () => done.push('shadow'),
    draw: (isAwaited) => {
      clock += drawingMs;
      done.push(isAwaited ? 'awaited' : 'drawn');
    },
  });
  return { pictures, motion };
}

/** Lets time pass, and says what was done in it. */
function pass(ms: number): string[] {
  const end = clock + ms;
  done = [];
  for (;;) {
    due.sort((a, b) => a.at - b.at);
    const next = due[0];
    if (next === undefined || next.at > end) break;
    due.shift();
    clock = Math.max(clock, next.at);
    next.call();
  }
  clock = Math.max(clock, end);
  return done;
}

describe('pictures of a processor', () => {
  it('are coarse and without a shadow at first, and fine with one once they are at rest, and no more are drawn', () => {
    const { pictures } = order();
    pictures.spoilShadow(true);
    pictures.begin();
    expect(pass(100)).toEqual(['1000 × 0.6', 'awaited']);
    expect(pass(10_000)).toEqual(['shadow', '1000 × 1.5', 'awaited']);
    expect(pass(10_000)).toEqual([]);
  });

  it('are drawn no further where nothing throws a shadow', () => {
    const { pictures } = order();
    pictures.spoilShadow(false);
    pictures.begin();
    pass(10_000);
    expect(done).toEqual(['1000 × 0.6', 'awaited', '1000 × 1.5', 'awaited']);
    expect(pictures.isShadowDue).toBe(false);
    pictures.request();
    expect(pass(10_000)).toEqual(['awaited']);
  });

  it('follow a movement, coarser where they take long, and are fine again only after it', () => {
    const { pictures, motion } = order();
    pictures.begin();
    pass(1_000);
    drawingMs = 100;
    motion.turnTo(other, clock);
    pictures.request();
    const movement = pass(5_000);
    expect(movement.slice(0, 4)).toEqual(['1000 × 1', 'awaited', '1000 × 0.8', 'awaited']);
    expect(movement.slice(-2)).toEqual(['1000 × 1.5', 'awaited']);
    expect(movement.filter((one) => one === '1000 × 1.5')).toHaveLength(1);
    expect(motion.pose).toMatchObject(other);
  });

  it('wait for the end of what a hand moves', () => {
    const { pictures, motion } = order();
    pictures.begin();
    pass(1_000);
    for (let step = 0; step < 20; step += 1) {
      motion.move(step % 2 === 0 ? other : pose, clock);
      pictures.request();
      expect(pass(100)).not.toContain('1000 × 1.5');
    }
    expect(pass(2_000)).toEqual(['1000 × 1.5', 'awaited']);
  });
});

describe('pictures of a card', () => {
  it('are fine from the first one on, with their shadow, and only that one is awaited', () => {
    const { pictures } = order({ isSoftware: false });
    pictures.spoilShadow(true);
    pictures.begin();
    expect(pass(10_000)).toEqual(['shadow', '1000 × 1', 'awaited']);
    pictures.request();
    expect(pass(10_000)).toEqual(['drawn']);
  });

  it('have a shadow that is no longer right drawn anew before them', () => {
    const { pictures } = order({ isSoftware: false });
    pictures.begin();
    pass(1_000);
    pictures.spoilShadow(true);
    pictures.request();
    expect(pass(1_000)).toEqual(['shadow', 'drawn']);
  });
});

it('draws nothing before there is an asset, and then in the size that the canvas has by then', () => {
  const { pictures } = order({ isSoftware: false });
  pictures.request();
  pictures.resize({ ...size, width: 400 });
  expect(pass(10_000)).toEqual([]);
  pictures.begin();
  expect(pass(10_000)).toEqual(['400 × 1', 'awaited']);
});

it('has one picture for all that changes before the next frame', () => {
  const { pictures } = order({ isSoftware: false });
  pictures.begin();
  pass(1_000);
  for (const width of [500, 600]) pictures.resize({ ...size, width });
  pictures.request();
  expect(pass(1_000)).toEqual(['600 × 1', 'drawn']);
});

it('draws nothing after its end, neither what was requested nor what waits for rest', () => {
  const { pictures } = order();
  pictures.begin();
  pictures.end();
  expect(pass(10_000)).toEqual([]);
  const { pictures: resting } = order();
  resting.begin();
  pass(100);
  resting.end();
  expect(pass(10_000)).toEqual([]);
});
