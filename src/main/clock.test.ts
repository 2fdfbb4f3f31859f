import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pause, systemClock } from './clock.ts';
import { virtualClock } from './testing/virtual-clock.ts';

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
