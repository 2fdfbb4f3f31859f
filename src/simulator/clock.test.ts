import { describe, expect, it } from 'vitest';
import { createClock } from './clock.ts';

function handMoved(options: { speed?: number; paused?: boolean } = {}) {
  let real = 1_000_000;
  const clock = createClock({ ...options, realNow: () => real });
  return { clock, pass: (ms: number) => (real += ms), start: 1_000_000 };
}

describe('createClock', () => {
  it('runs at the speed it was given', () => {
    const { clock, pass, start } = handMoved({ speed: 20 });
    pass(500);
    expect(clock.now()).toBe(start + 10_000);
  });

  it('tells clients the real time of what ran faster', () => {
    const { clock, pass, start } = handMoved({ speed: 20 });
    pass(500);
    expect(clock.shownAt(clock.now())).toBe(start + 500);
  });

  it('tells a moment the same time after the speed has changed', () => {
    const { clock, pass, start } = handMoved({ speed: 20 });
    pass(500);
    const moment = clock.now();
    clock.setSpeed(2);
    pass(1_000);
    expect(clock.shownAt(moment)).toBe(start + 500);
    expect(clock.now()).toBe(moment + 2_000);
    expect(clock.shownAt(clock.now())).toBe(start + 1_500);
  });

  it('tells a moment before its start as it is', () => {
    const { clock, start } = handMoved({ speed: 20 });
    expect(clock.shownAt(start - 60_000)).toBe(start - 60_000);
  });

  it('stands still while paused and goes on from there', () => {
    const { clock, pass, start } = handMoved();
    clock.pause();
    pass(5_000);
    expect(clock.now()).toBe(start);
    expect(clock.paused).toBe(true);
    clock.resume();
    pass(100);
    expect(clock.now()).toBe(start + 100);
  });

  it('tells a step made by hand in full, whatever the speed', () => {
    const { clock, start } = handMoved({ speed: 20, paused: true });
    clock.advance(60_000);
    expect(clock.now()).toBe(start + 60_000);
    expect(clock.shownAt(start + 30_000)).toBe(start + 30_000);
    expect(clock.shownAt(start + 60_000)).toBe(start + 60_000);
  });

  it('steps forward while it runs', () => {
    const { clock, pass, start } = handMoved({ speed: 2 });
    pass(10);
    clock.advance(1_000);
    pass(10);
    expect(clock.now()).toBe(start + 1_040);
    expect(clock.shownAt(clock.now())).toBe(start + 1_020);
  });

  it.each([0, -1, Number.NaN, Infinity])('refuses the speed %s', (speed) => {
    expect(() => createClock({ speed })).toThrow('above 0');
    expect(() => handMoved().clock.setSpeed(speed)).toThrow('above 0');
  });

  it.each([-1, Number.NaN])('refuses to step by %s', (ms) => {
    expect(() => handMoved().clock.advance(ms)).toThrow('cannot go back');
  });

  it('does not run backwards when the real clock is set back', () => {
    const { clock, pass, start } = handMoved();
    pass(-5_000);
    expect(clock.now()).toBe(start);
  });
});
