import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pause, steadyTime, systemClock } from './clock.ts';
import { virtualClock } from '../testing/virtual-clock.ts';

describe('time that only goes on', () => {
  const setUp = () => {
    const shown = { date: 1_700_000_000_000, awake: 4_321 };
    const steady = steadyTime(
      () => shown.date,
      () => shown.awake,
    );
    const began = steady();
    return { shown, passed: () => steady() - began };
  };

  it('is no less and no more where the date is set back', () => {
    const { shown, passed } = setUp();
    shown.date += 5_000 - 24 * 3_600_000;
    shown.awake += 5_000;
    expect(passed()).toBe(5_000);
  });

  it('counts the time that the machine sleeps, in which only the date goes on', () => {
    const { shown, passed } = setUp();
    shown.date += 3_600_000;
    expect([passed(), passed()]).toEqual([3_600_000, 3_600_000]);
  });

  it('gains nothing by being looked at again and again while both are rounded differently', () => {
    const { shown, passed } = setUp();
    const { date, awake } = shown;
    for (let ms = 0.1; ms <= 100; ms += 0.1) {
      shown.date = date + Math.floor(ms);
      shown.awake = awake + ms;
      passed();
    }
    expect(passed()).toBeCloseTo(100, 0);
  });
});

describe('the system clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 5_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells the time in milliseconds since the epoch', () => {
    expect(systemClock.now()).toBe(5_000);
  });

  it('runs a timer once, when it is due', () => {
    const run = vi.fn();
    systemClock.setTimeout(run, 100);
    vi.advanceTimersByTime(99);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('does not run a cancelled timer', () => {
    const run = vi.fn();
    systemClock.setTimeout(run, 100)();
    vi.advanceTimersByTime(1_000);
    expect(run).not.toHaveBeenCalled();
  });

  it('waits as long as Node can where Node would fire at once', () => {
    const run = vi.fn();
    systemClock.setTimeout(run, 100 * 24 * 60 * 60 * 1000);
    vi.advanceTimersByTime(2 ** 31 - 2);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
  });
});

describe('pause', () => {
  const never = new AbortController().signal;

  it('resolves when its time has come', async () => {
    const clock = virtualClock();
    const resumed = vi.fn();
    void pause(clock, 1_000, never).then(resumed);
    await clock.advance(999);
    expect(resumed).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(resumed).toHaveBeenCalledTimes(1);
  });

  it('ends early when the signal aborts, and leaves no timer behind', async () => {
    const clock = virtualClock();
    const stop = new AbortController();
    const paused = pause(clock, 1_000, stop.signal);
    expect(clock.waiting()).toEqual([1_000]);
    stop.abort();
    await paused;
    expect(clock.waiting()).toEqual([]);
  });

  it('does not wait at all when the signal has aborted already', async () => {
    const clock = virtualClock();
    await pause(clock, 1_000, AbortSignal.abort());
    expect(clock.waiting()).toEqual([]);
  });
});
