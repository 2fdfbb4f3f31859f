import { describe, expect, it, vi } from 'vitest';
import { virtualClock } from './virtual-clock.ts';

describe('the virtual clock', () => {
  it('stands still until it is moved', async () => {
    const clock = virtualClock(1_000);
    expect(clock.now()).toBe(1_000);
    await clock.advance(250);
    expect(clock.now()).toBe(1_250);
  });

  it('runs timers in the order they come due, each at its own time', async () => {
    const clock = virtualClock(0);
    const seen: [string, number][] = [];
    const note = (name: string) => () => seen.push([name, clock.now()]);
    clock.setTimeout(note('late'), 30);
    clock.setTimeout(note('early'), 10);
    clock.setTimeout(note('early too'), 10);
    clock.setTimeout(note('not yet'), 31);
    await clock.advance(30);
    expect(seen).toEqual([
      ['early', 10],
      ['early too', 10],
      ['late', 30],
    ]);
    expect(clock.waiting()).toEqual([1]);
  });

  it('runs what a timer sets, and what promises set, within the same advance', async () => {
    const clock = virtualClock(0);
    const times: number[] = [];
    const poll = async (): Promise<void> => {
      times.push(clock.now());
      await Promise.resolve();
      await Promise.resolve();
      clock.setTimeout(() => void poll(), 10);
    };
    void poll();
    await clock.advance(35);
    expect(times).toEqual([0, 10, 20, 30]);
  });

  it('counts a delay below zero as none', async () => {
    const clock = virtualClock(100);
    const run = vi.fn(() => clock.now());
    clock.setTimeout(run, -5);
    await clock.advance(0);
    expect(run).toHaveReturnedWith(100);
  });

  it('does not run a cancelled timer', async () => {
    const clock = virtualClock();
    const run = vi.fn();
    const cancel = clock.setTimeout(run, 10);
    cancel();
    cancel();
    await clock.advance(100);
    expect(run).not.toHaveBeenCalled();
  });

  it('fails a test whose timers never come to rest', async () => {
    const clock = virtualClock();
    const again = (): void => void clock.setTimeout(again, 0);
    again();
    await expect(clock.advance(1)).rejects.toThrow('keep setting themselves');
  });

  it('tells when a timer is waiting', async () => {
    const clock = virtualClock();
    const long = vi.fn();
    const reached = clock.untilWaiting((ms) => ms > 1_000).then(long);
    clock.setTimeout(() => undefined, 10);
    await clock.untilWaiting();
    expect(long).not.toHaveBeenCalled();
    clock.setTimeout(() => undefined, 2_000);
    await reached;
    expect(long).toHaveBeenCalledTimes(1);
  });
});
