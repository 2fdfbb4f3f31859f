import { describe, expect, it } from 'vitest';
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
