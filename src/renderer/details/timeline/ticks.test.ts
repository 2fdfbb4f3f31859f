import { describe, expect, it } from 'vitest';
import { scaleOf } from './scale.ts';
import type { SegmentKind } from './segments.ts';
import { ticksOf } from './ticks.ts';

const second = 1_000;
const hour = 3_600 * second;
const start = new Date(2026, 4, 6, 12, 0, 3).getTime();

function ticks(width: number, ...stretches: [SegmentKind, number, number][]) {
  const scale = scaleOf(
    stretches.map(([kind, from, to]) => ({
      kind,
      label: kind,
      from: start + from,
      to: start + to,
      isOpen: false,
      isSeen: false,
      parts: [],
      steps: [],
    })),
  );
  if (scale === null) throw new Error('There is nothing to lay out.');
  return ticksOf(scale, width);
}

const gaps = (times: readonly number[]) => times.slice(1).map((time, index) => time - (times[index] ?? 0));

describe('the marks of an axis', () => {
  it('stand at round times, all as far apart, as close as their labels allow', () => {
    const found = ticks(300, ['running', 0, 60 * second]);
    expect(found.map(({ time }) => new Date(time).getSeconds())).toEqual([30]);
    const wide = ticks(900, ['running', 0, 60 * second]);
    expect(new Set(gaps(wide.map(({ time }) => time)))).toEqual(new Set([10 * second]));
    expect(wide.length).toBeGreaterThan(3);
  });

  it('never touch one another or the ends', () => {
    for (const width of [120, 260, 480, 1_000])
      for (const length of [7, 95, 4_000, 90_000, 3_000_000]) {
        const places = ticks(width, ['running', 0, length * second]).map(({ place }) => place * width);
        for (const gap of gaps(places)) expect(gap).toBeGreaterThanOrEqual(83.9);
        for (const place of places) {
          expect(place).toBeGreaterThanOrEqual(42);
          expect(place).toBeLessThanOrEqual(width - 42);
        }
      }
  });

  it('are round by the local clock', () => {
    const days = ticks(900, ['running', 0, 8 * 24 * hour]);
    expect(days.map(({ time }) => new Date(time).setHours(0, 0, 0, 0) - time)).toEqual(days.map(() => 0));
    expect(days.length).toBeGreaterThan(3);
  });

  it('leave a break alone, and name the day behind it', () => {
    const found = ticks(700, ['running', 0, 60 * second], ['download', 48 * hour, 48 * hour + 50 * second]);
    expect(found.length).toBeGreaterThan(1);
    expect(found.every(({ time }) => time - start <= 60 * second || time - start >= 48 * hour)).toBe(true);
    const day = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
    const behind = found.find(({ time }) => time - start >= 48 * hour);
    expect(behind?.label).toBe(day.format(start + 48 * hour));
  });

  it('keep away from what is written at a break', () => {
    for (let width = 300; width <= 900; width += 20) {
      const places = ticks(
        width,
        ['running', 0, 60 * second],
        ['download', 48 * hour, 48 * hour + 50 * second],
      ).map(({ place }) => place);
      // 60 s of 110 s lie on nine tenths of the axis, and then the break.
      const middle = (0.9 * 60) / 110 + 0.05;
      for (const place of places) expect(Math.abs(place - middle) * width).toBeGreaterThanOrEqual(83.9);
    }
  });

  it('do not stand where there is no room at all', () => {
    expect(ticks(0, ['running', 0, 60 * second])).toEqual([]);
  });
});
