import { describe, expect, it } from 'vitest';
import { scaleOf, type Scale, ticksOf } from './axis.ts';
import type { Segment, SegmentKind } from './segments.ts';

const segment = (kind: SegmentKind, from: number, to: number): Segment => ({
  kind,
  label: kind,
  from,
  to,
  isOpen: false,
  isSeen: false,
  parts: [],
  steps: [],
});

function scale(...[segments, extendTo]: Parameters<typeof scaleOf>): Scale {
  const found = scaleOf(segments, extendTo);
  if (found === null) throw new Error('There is nothing to lay out.');
  return found;
}

describe('an axis', () => {
  it('gives every millisecond the same width', () => {
    const { place, even, breaks } = scale([segment('queued', 0, 50), segment('running', 50, 200)]);
    expect([0, 50, 100, 200].map(place)).toEqual([0, 0.25, 0.5, 1]);
    expect(even).toEqual([{ from: 0, to: 200, left: 0, right: 1 }]);
    expect(breaks).toEqual([]);
  });

  it('keeps what lies outside at its ends', () => {
    const { place } = scale([segment('running', 50, 200)]);
    expect([0, 900].map(place)).toEqual([0, 1]);
  });

  it('reaches to a later moment where there is one to show', () => {
    const { place, end } = scale([segment('running', 0, 100)], 200);
    expect(place(100)).toBe(0.5);
    expect(end).toBe(200);
    expect(scale([segment('running', 0, 100)], 50)).toMatchObject({ end: 100 });
  });

  it('is null without segments', () => {
    expect(scaleOf([])).toBeNull();
  });
});

describe('a wait that would leave no room for the work', () => {
  it('in line is broken, and the rest is to scale', () => {
    const { place, even, breaks } = scale([
      segment('submitted', 0, 30),
      segment('queued', 30, 10_030),
      segment('running', 10_030, 10_090),
    ]);
    expect(breaks).toHaveLength(1);
    expect(breaks[0]).toMatchObject({ from: 30, to: 10_030 });
    expect(place(10_030) - place(30)).toBeCloseTo(0.1);
    expect(place(10_090) - place(10_030)).toBeCloseTo(0.6);
    expect(place(30)).toBeCloseTo(0.3);
    expect(even.map(({ from, to }) => [from, to])).toEqual([
      [0, 30],
      [10_030, 10_090],
    ]);
  });

  it('before a download of days later is broken too', () => {
    const { breaks } = scale([segment('running', 0, 60), segment('download', 200_000, 200_020)]);
    expect(breaks).toMatchObject([{ from: 60, to: 200_000 }]);
  });

  it('may be more than one', () => {
    const { breaks, place } = scale([
      segment('queued', 0, 9_000),
      segment('running', 9_000, 9_100),
      segment('download', 90_000, 90_100),
    ]);
    expect(breaks).toHaveLength(2);
    expect(place(9_100) - place(9_000)).toBeCloseTo(0.4);
  });

  it('is not broken while it leaves a third, nor where there is no work beside it', () => {
    expect(scale([segment('queued', 0, 200), segment('running', 200, 300)]).breaks).toEqual([]);
    expect(scale([segment('queued', 0, 201), segment('running', 201, 301)]).breaks).toHaveLength(1);
    expect(scale([segment('submitted', 0, 2), segment('queued', 2, 9_000)]).breaks).toEqual([]);
  });

  it('is a wait: work is never shortened, however long', () => {
    expect(scale([segment('queued', 0, 5), segment('running', 5, 90_000)]).breaks).toEqual([]);
    const beside = [segment('queued', 0, 90_000), segment('preprocessing', 10, 89_000)];
    expect(scale(beside).breaks).toEqual([]);
  });
});

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
