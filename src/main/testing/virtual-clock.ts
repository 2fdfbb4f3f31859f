import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../lib/clock.ts';

/** A clock that stands still until a test moves it. */
export interface VirtualClock extends Clock {
  /**
   * Moves time on by `ms`, running every timer that comes due, in order and each at its own time. Before, between and
   * after them all promise reactions run, so timers set by them count as well.
   */
  advance(ms: number): Promise<void>;
  /**
   * Sets the time back by `ms`; below zero it goes on as it does while the machine sleeps. Waiting timers run when they would
   * have: they count time that passes, not the date.
   */
  setBack(ms: number): void;
  /** Milliseconds until each waiting timer, soonest first. */
  waiting(): number[];
  /**
   * Resolves as soon as a timer is waiting that satisfies `wanted` (any timer, if left out). For code that does real
   * input or output before it waits, which no amount of promise flushing can hurry.
   */
  untilWaiting(wanted?: (ms: number) => boolean): Promise<void>;
}

interface Timer {
  at: number;
  run: () => void;
}

/** Enough for any honest test; a timer that sets itself again without delay would otherwise hang it. */
const maxTimersInOneAdvance = 100_000;

/** @param start milliseconds since the epoch; by default the moment of the API's example job */
export function virtualClock(start = Date.UTC(2026, 4, 6, 12, 0, 1)): VirtualClock {
  let now = start;
  /** By how much the time was set back so far. */
  let behind = 0;
  const timers = new Set<Timer>();
  const pollers = new Set<() => void>();

  /** Sets keep insertion order, so of two timers due together the one set first comes first. */
  const soonest = (until: number): Timer | null => {
    let found: Timer | null = null;
    for (const timer of timers) {
      if (timer.at <= until && (found === null || timer.at < found.at)) found = timer;
    }
    return found;
  };

  return {
    now: () => now,
    steady: () => now + behind,
    setTimeout: (run, ms) => {
      const timer = { at: now + Math.max(0, ms), run };
      timers.add(timer);
      for (const look of pollers) look();
      return () => {
        timers.delete(timer);
      };
    },
    advance: async (ms) => {
      const end = now + ms;
      await nextTurn();
      for (let ran = 0; ; ran += 1) {
        const timer = soonest(end);
        if (timer === null) break;
        if (ran === maxTimersInOneAdvance) throw new Error('Timers keep setting themselves again.');
        timers.delete(timer);
        now = Math.max(now, timer.at);
        timer.run();
        await nextTurn();
      }
      now = end;
    },
    setBack: (ms) => {
      now -= ms;
      behind += Math.max(0, ms);
      for (const timer of timers) timer.at -= ms;
    },
    waiting: () => [...timers].map((timer) => timer.at - now).sort((a, b) => a - b),
    untilWaiting: (wanted = () => true) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (![...timers].some((timer) => wanted(timer.at - now))) return;
          pollers.delete(look);
          resolve();
        };
        pollers.add(look);
        look();
      }),
  };
}
