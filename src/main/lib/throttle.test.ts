import { expect, it } from 'vitest';
import { virtualClock } from '../testing/virtual-clock.ts';
import { throttle } from './throttle.ts';

it('a throttled function passes on its first call, then one in each interval, and the last one held back when it is told to', async () => {
  const clock = virtualClock();
  const passed: number[] = [];
  const call = throttle(clock, 100, (number: number) => passed.push(number));
  for (let number = 0; number < 25; number += 1) {
    call(number);
    await clock.advance(10);
  }
  expect(passed).toEqual([0, 10, 20]);
  call.flush();
  call.flush();
  expect(passed).toEqual([0, 10, 20, 24]);
  await clock.advance(90);
  call(25);
  expect(passed).toHaveLength(4);
});
