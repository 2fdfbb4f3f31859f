import { describe, expect, it } from 'vitest';
import { answer, failure } from '../testing/poller-harness.ts';
import { virtualClock } from '../testing/virtual-clock.ts';
import { RequestRate, requestCeiling } from './request-rate.ts';

const { burst } = requestCeiling;

function setUp() {
  const clock = virtualClock();
  const rate = new RequestRate(clock);
  const order: string[] = [];
  return {
    clock,
    rate,
    order,
    takeAll: () => {
      let taken = 0;
      while (rate.take()) taken += 1;
      return taken;
    },
    /** Asks without end for so many milliseconds, each answered after `ms`; how often it was asked in the last second. */
    busy: async (forMs: number, ms: number, outcome = answer('a', 'running')) => {
      const end = clock.now() + forMs;
      const sent: number[] = [];
      const ask = async (): Promise<void> => {
        while (clock.now() < end) {
          await rate.turn();
          sent.push(clock.now());
          await rate.noting(
            () => new Promise<typeof outcome>((resolve) => void clock.setTimeout(() => resolve(outcome), ms)),
            false,
          );
        }
      };
      for (let index = 0; index < 40; index += 1) void ask();
      await clock.advance(forMs);
      return sent.filter((at) => at > end - 1_000).length;
    },
    wait: (name: string, signal?: AbortSignal) => void rate.turn(signal).then(() => order.push(name)),
  };
}

describe('the ceiling of requests', () => {
  it('lets a burst through, then ten a second', async () => {
    const { clock, takeAll } = setUp();
    expect(takeAll()).toBe(burst);
    await clock.advance(99);
    expect(takeAll()).toBe(0);
    await clock.advance(1);
    expect(takeAll()).toBe(1);
    await clock.advance(1_000);
    expect(takeAll()).toBe(10);
  });

  it('doubles in each second in which the service answers quickly, up to four hundred', async () => {
    const { takeAll, busy } = setUp();
    takeAll();
    expect(await busy(2_000, 50)).toBeLessThanOrEqual(45);
    expect(await busy(10_000, 50)).toBeGreaterThanOrEqual(390);
    expect(await busy(20_000, 50)).toBeLessThanOrEqual(401);
  });

  it('lets nothing through ahead of its time in the moment in which it rises', async () => {
    const { clock, rate, takeAll, wait } = setUp();
    takeAll();
    await clock.advance(100);
    expect(rate.take()).toBe(true);
    const abort = new AbortController();
    wait('makes it rise', abort.signal);
    await rate.noting(() => Promise.resolve(answer('a', 'running')), false);
    abort.abort();
    expect(rate.take()).toBe(false);
  });

  it('does not rise while answers take their time', async () => {
    const { takeAll, busy } = setUp();
    takeAll();
    expect(await busy(60_000, 501)).toBeLessThanOrEqual(11);
  });

  it('is what it was at the start ten minutes after a 429, though answers take their time', async () => {
    const { clock, rate, takeAll, busy } = setUp();
    takeAll();
    for (let minute = 0; minute < 5; minute += 1) {
      await rate.noting(() => Promise.resolve(failure('rate-limited')), false);
      await clock.advance(60_000);
    }
    await busy(12 * 60_000, 600);
    takeAll();
    expect(await busy(10_000, 600)).toBeGreaterThanOrEqual(9);
  });

  it('does not rise while nothing waits for it', async () => {
    const { clock, rate, takeAll } = setUp();
    for (let index = 0; index < 1_000; index += 1) {
      rate.take();
      await rate.noting(() => Promise.resolve(answer('a', 'running')), false);
      await clock.advance(1_000);
    }
    takeAll();
    await clock.advance(1_000);
    expect(takeAll()).toBe(10);
  });

  it('is halved by a 429, once for all that were in flight, down to one request in two seconds', async () => {
    const { clock, rate, takeAll, busy } = setUp();
    takeAll();
    await busy(60_000, 50);
    const refused = async (): Promise<void> => {
      await Promise.all(
        [1, 2, 3].map(() => rate.noting(() => Promise.resolve(failure('rate-limited')), false)),
      );
      takeAll();
      await clock.advance(1_000);
    };
    await refused();
    const afterOne = await busy(1_000, 50);
    expect(afterOne).toBeLessThanOrEqual(201);
    expect(afterOne).toBeGreaterThan(150);
    for (let index = 0; index < 10; index += 1) await refused();
    expect(await busy(10_000, 501)).toBeLessThanOrEqual(1);
  });

  it('rises with results that are opened quickly, not with those that take their time', async () => {
    const turnsAfter = async (tookMs: number): Promise<number> => {
      const { clock, rate, order, takeAll, wait } = setUp();
      takeAll();
      for (let index = 0; index < 100; index += 1) wait(`${index}`);
      for (let index = 0; index < 20; index += 1) rate.noteResult('opened', clock.steady() - tookMs);
      await clock.advance(1_000);
      return order.length;
    };
    expect(await turnsAfter(5_000)).toBe(10);
    expect(await turnsAfter(40)).toBeGreaterThan(20);
  });

  it('is halved once for all results that were asked for before one was refused', async () => {
    const turnsAfter = async (refusals: number): Promise<number> => {
      const { clock, rate, order, takeAll, wait } = setUp();
      takeAll();
      const startedAt = clock.steady();
      for (let time = 0; time < refusals; time += 1) {
        await clock.advance(1);
        rate.noteResult('refused', startedAt);
      }
      for (let index = 0; index < 100; index += 1) wait(`${index}`);
      await clock.advance(10_000);
      return order.length;
    };
    const once = await turnsAfter(1);
    expect(once).toBeLessThan(50);
    expect(await turnsAfter(4)).toBe(once);
  });

  it('is not halved by a probe that is refused: its pace was not what the service refused', async () => {
    const { rate, takeAll, busy } = setUp();
    takeAll();
    await busy(60_000, 50);
    for (let probe = 0; probe < 10; probe += 1)
      await rate.noting(() => Promise.resolve(failure('rate-limited')), true);
    expect(await busy(2_000, 50)).toBeGreaterThanOrEqual(390);
  });

  it('is halved by a 503 as well, and rises again as it did before', async () => {
    const { rate, takeAll, busy } = setUp();
    takeAll();
    await busy(20_000, 50);
    await rate.noting(() => Promise.resolve(failure('service-down')), false);
    expect(await busy(200, 501)).toBeLessThanOrEqual(41);
    expect(await busy(5_000, 50)).toBeGreaterThanOrEqual(390);
  });

  it('stays below the pace at which a service answers that refuses all above it', async () => {
    const { clock, rate, takeAll } = setUp();
    takeAll();
    let tokens = 50;
    let at = clock.now();
    const refusedAt: number[] = [];
    const ask = async (): Promise<void> => {
      for (;;) {
        await rate.turn();
        tokens = Math.min(50, tokens + (clock.now() - at) / 20);
        at = clock.now();
        const isRefused = tokens < 1;
        if (isRefused) refusedAt.push(at);
        else tokens -= 1;
        const outcome = isRefused ? failure('rate-limited') : answer('a', 'running');
        await rate.noting(
          () => new Promise<typeof outcome>((resolve) => void clock.setTimeout(() => resolve(outcome), 100)),
          false,
        );
      }
    };
    const start = clock.now();
    for (let index = 0; index < 40; index += 1) void ask();
    for (let minute = 0; minute < 5; minute += 1) await clock.advance(60_000);
    rate.stop();
    expect(refusedAt.length).toBeGreaterThan(0);
    expect(refusedAt.filter((time) => time > start + 60_000)).toEqual([]);
  });

  it('allows no burst for ten minutes after a 429, and stays below the pace that was refused', async () => {
    const { clock, rate, takeAll, busy } = setUp();
    takeAll();
    await busy(5_000, 50);
    await rate.noting(() => Promise.resolve(failure('rate-limited')), false);
    await clock.advance(60_000);
    expect(takeAll()).toBe(1);
    for (let minute = 0; minute < 8; minute += 1)
      expect(await busy(60_000, 50)).toBeLessThanOrEqual(0.9 * requestCeiling.max);
    await clock.advance(60_000);
    expect(takeAll()).toBeGreaterThanOrEqual(burst - 1);
    expect(await busy(20_000, 50)).toBeGreaterThanOrEqual(390);
  });

  it('allows no more than one burst after however long a quiet time', async () => {
    const { clock, takeAll } = setUp();
    takeAll();
    await clock.advance(3_600_000);
    expect(takeAll()).toBe(burst);
  });

  it('gives turns in the order in which they were asked for, and nobody goes ahead', async () => {
    const { clock, rate, order, takeAll, wait } = setUp();
    takeAll();
    for (const name of ['first', 'second', 'third']) wait(name);
    await clock.advance(100);
    expect(order).toEqual(['first']);
    expect(rate.take()).toBe(false);
    await clock.advance(200);
    expect(order).toEqual(['first', 'second', 'third']);
  });

  it('is not used up by who gave up waiting', async () => {
    const { clock, order, takeAll, wait } = setUp();
    takeAll();
    const abort = new AbortController();
    wait('gives up', abort.signal);
    wait('waits', abort.signal);
    wait('goes on');
    abort.abort();
    await clock.advance(100);
    expect(order).toContain('goes on');
  });

  it('lets who does not want to go on any more pass at once', async () => {
    const { clock, order, takeAll, wait } = setUp();
    takeAll();
    wait('aborted', AbortSignal.abort());
    await clock.advance(0);
    expect(order).toEqual(['aborted']);
  });

  it('goes on when the system’s clock is set back', async () => {
    const { clock, order, takeAll, wait } = setUp();
    takeAll();
    wait('waits');
    clock.setBack(3_600_000);
    await clock.advance(200);
    expect(order).toEqual(['waits']);
    expect(takeAll()).toBeLessThanOrEqual(1);
  });

  it('leaves no timer behind', () => {
    const { clock, rate, takeAll, wait } = setUp();
    takeAll();
    wait('waits');
    rate.stop();
    expect(clock.waiting()).toEqual([]);
  });
});
