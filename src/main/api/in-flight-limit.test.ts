import { describe, expect, it } from 'vitest';
import { virtualClock } from '../testing/virtual-clock.ts';
import { InFlightLimit, inFlightLimits } from './in-flight-limit.ts';

/**
 * Asks without end, as often at once as the limit allows.
 *
 * @param takes milliseconds of an answer when so many are in flight
 */
function setUp(takes: (inFlight: number) => number) {
  const clock = virtualClock();
  const limit = new InFlightLimit();
  let inFlight = 0;
  let answer = takes;
  const most: number[] = [];
  const ask = (): void => {
    while (inFlight < limit.max) {
      inFlight += 1;
      most.push(inFlight);
      const flight = limit.started(clock.steady());
      const ms = answer(inFlight);
      clock.setTimeout(() => {
        inFlight -= 1;
        limit.settled(flight, clock.steady(), 'answered');
        ask();
      }, ms);
    }
  };
  ask();
  return {
    clock,
    limit,
    refuse: (): void => limit.settled(limit.started(clock.steady()), clock.steady(), 'busy'),
    change: (to: typeof takes): void => void (answer = to),
    /** Most in flight at once from now on for so many milliseconds. */
    mostIn: async (ms: number): Promise<number> => {
      most.length = 0;
      await clock.advance(ms);
      return Math.max(...most);
    },
  };
}

/** Six connections: whoever comes seventh waits. */
const overConnections = (inFlight: number): number =>
  100 * Math.max(1, inFlight / inFlightLimits.connections);

describe('how many requests are in flight at once', () => {
  it('is four at the start', async () => {
    const { limit, mostIn } = setUp(() => 100);
    expect(limit.max).toBe(4);
    expect(await mostIn(200)).toBe(4);
  });

  it('grows where more are answered as soon', async () => {
    const { limit, mostIn } = setUp(() => 100);
    await mostIn(30_000);
    expect(limit.max).toBe(inFlightLimits.max);
  });

  it('is six, but for one trial, where a seventh waits for another to end', async () => {
    const { limit, mostIn } = setUp(overConnections);
    expect(await mostIn(10_000)).toBe(inFlightLimits.trial);
    expect(limit.max).toBe(inFlightLimits.connections);
    for (let minute = 0; minute < 9; minute += 1)
      expect(await mostIn(60_000)).toBe(inFlightLimits.connections);
  });

  it('is six where answers take their time', async () => {
    const { mostIn } = setUp(() => 800);
    expect(await mostIn(60_000)).toBe(inFlightLimits.first);
  });

  it('is halved when answers begin to take longer', async () => {
    const { limit, change, mostIn } = setUp(() => 100);
    await mostIn(30_000);
    change(() => 300);
    await mostIn(2_000);
    expect(limit.max).toBeLessThanOrEqual(inFlightLimits.max / 2);
  });

  it('is halved by a refusal, once for all that were in flight together', async () => {
    const { clock, limit, mostIn } = setUp(() => 100);
    await mostIn(30_000);
    const flights = [1, 2, 3].map(() => limit.started(clock.steady()));
    for (const flight of flights) limit.settled(flight, clock.steady(), 'busy');
    expect(limit.max).toBe(inFlightLimits.max / 2);
  });

  it('is two at least', async () => {
    const { clock, limit, refuse } = setUp(() => 100);
    for (let count = 0; count < 20; count += 1) {
      refuse();
      await clock.advance(1_000);
    }
    expect(limit.max).toBeGreaterThanOrEqual(inFlightLimits.min);
  });
});
