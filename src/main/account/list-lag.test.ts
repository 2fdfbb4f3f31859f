import { describe, expect, it } from 'vitest';
import { ListLag } from './list-lag.ts';

const running = (progress: number | null) => ({ step: 1, progress });
const queued = { step: 0, progress: null };
const over = { step: 2, progress: null };

/** A list whose jobs go on by a point in each second. */
function moving(): ListLag {
  const lag = new ListLag();
  for (let count = 0; count < 100; count += 1) lag.noteMove(running(count), running(count + 3), 3_000);
  return lag;
}

/** Answers a tenth of a second after the list that are so many points further, half a point off either way. */
function compare(lag: ListLag, points: number, count = 40, apartMs = 100): void {
  for (let index = 0; index < count; index += 1)
    lag.noteComparison(running(50), running(50 + points + (index % 2) - 0.5), apartMs, false);
}

describe('how far the list is behind', () => {
  it('is how much further answers are right after it, by the pace at which it goes on', () => {
    const lag = moving();
    compare(lag, 5);
    expect(lag.bounds.least).toBeGreaterThan(4_500);
    expect(lag.bounds.most).toBeLessThan(5_500);
  });

  it('is less by the time that lies between the two', () => {
    const lag = moving();
    compare(lag, 0.5, 40, 500);
    expect(lag.bounds.least).toBeLessThan(0);
    expect(lag.bounds.most).toBeLessThan(300);
  });

  it('is not known from a few answers', () => {
    const lag = moving();
    compare(lag, 0, 5);
    expect(lag.bounds).toEqual({ least: -Infinity, most: Infinity });
  });

  it('is not known of a list that does not go on', () => {
    const lag = new ListLag();
    for (let count = 0; count < 100; count += 1) lag.noteMove(running(50), running(50), 3_000);
    compare(lag, 0);
    expect(lag.bounds).toEqual({ least: -Infinity, most: Infinity });
  });

  it('is not known from a list that has hardly gone on yet', () => {
    const lag = new ListLag();
    lag.noteMove(running(10), running(20), 3_000);
    lag.noteMove(queued, running(0), 3_000);
    compare(lag, 0);
    expect(lag.bounds).toEqual({ least: -Infinity, most: Infinity });
  });

  it('follows a list that slows down', () => {
    const lag = new ListLag();
    for (const points of [3, 0.3])
      for (let count = 0; count < 2_000; count += 1) lag.noteMove(running(50), running(50 + points), 3_000);
    compare(lag, 5);
    expect(lag.bounds.least).toBeGreaterThan(15_000);
  });

  it('follows a service whose list falls behind', () => {
    const lag = moving();
    compare(lag, 0, 100);
    compare(lag, 10, 200);
    expect(lag.bounds.least).toBeGreaterThan(8_000);
  });
});

describe('how far a list is behind that shows no progress', () => {
  /** A job of twenty begins to run in each second. */
  function stepping(): ListLag {
    const lag = new ListLag();
    for (let count = 0; count < 1_000; count += 1)
      lag.noteMove(queued, count % 20 === 0 ? running(null) : queued, 1_000);
    return lag;
  }

  it('is at most the time in which a step would have been seen', () => {
    const lag = stepping();
    for (let count = 0; count < 100; count += 1) lag.noteComparison(queued, queued, 100, false);
    expect(lag.bounds.most).toBeGreaterThan(300);
    expect(lag.bounds.most).toBeLessThan(1_000);
    for (let count = 0; count < 25; count += 1) lag.noteComparison(queued, running(null), 100, false);
    expect(lag.bounds.most).toBeGreaterThan(4_000);
  });

  it('is not told by jobs that have just taken a step', () => {
    const lag = stepping();
    for (let count = 0; count < 1_000; count += 1) {
      lag.noteComparison(over, over, 100, true);
    }
    expect(lag.bounds.most).toBe(Infinity);
  });
});
