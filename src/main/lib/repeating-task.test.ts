import { expect, it } from 'vitest';
import { SerialQueue } from './serial-queue.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { RepeatingTask } from './repeating-task.ts';

it('a task that breaks off is run again after a minute, and at once where that is asked for', async () => {
  const clock = virtualClock();
  let runs = 0;
  const broken: unknown[] = [];
  const task = new RepeatingTask({
    clock,
    queue: new SerialQueue(),
    onError: (error) => broken.push(error),
    run: async () => {
      runs += 1;
      if (runs <= 2) throw new Error('broken');
      return null;
    },
  });
  task.plan(0);
  await clock.advance(0);
  await clock.advance(59_999);
  expect(runs).toBe(1);
  await clock.advance(1);
  expect([runs, broken.length]).toEqual([2, 2]);
  task.plan(0);
  await clock.advance(0);
  expect([runs, clock.waiting()]).toEqual([3, []]);
});
