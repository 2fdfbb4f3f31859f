import { expect, it } from 'vitest';
import { virtualClock } from '../testing/virtual-clock.ts';
import { PollingTime } from './polling-time.ts';

it('polling goes on once after each break, and the time without one begins there', async () => {
  const clock = virtualClock();
  const time = new PollingTime(clock);
  const note = async (isPolling: boolean, afterMs = 1_000): Promise<boolean> => {
    await clock.advance(afterMs);
    return time.note(isPolling);
  };
  expect([await note(true), await note(true)]).toEqual([true, false]);
  expect(time.since).toBe(clock.now() - 1_000);
  expect([await note(false), await note(false), await note(true), await note(true)]).toEqual([
    false,
    false,
    true,
    false,
  ]);
  expect(time.since).toBe(clock.now() - 1_000);
  // The machine slept.
  expect([await note(true, 600_000), await note(true)]).toEqual([true, false]);
  expect(time.since).toBe(clock.now() - 1_000);
  time.interrupt();
  expect([await note(true), await note(true)]).toEqual([true, false]);
});
