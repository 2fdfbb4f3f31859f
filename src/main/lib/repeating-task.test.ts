import { expect, it } from 'vitest';
import { Lane } from './serial-queue.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { Errand } from './repeating-task.ts';

it('an errand that breaks off is run again after a minute, and at once where that is asked for', async () => {
  const clock = virtualClock();
  let runs = 0;
  const errand = new Errand({
    clock,
    lane: new Lane(),
    run: async () => {
      runs += 1;
      if (runs <= 2) throw new Error('broken');
      return null;
    },
  });
  errand.plan(0);
  await clock.advance(0);
  await clock.advance(59_999);
  expect(runs).toBe(1);
  await clock.advance(1);
  expect(runs).toBe(2);
  errand.plan(0);
  await clock.advance(0);
  expect([runs, clock.waiting()]).toEqual([3, []]);
});
