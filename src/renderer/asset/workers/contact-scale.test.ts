import { describe, expect, it } from 'vitest';
import { arrowLength, markShare } from './contact-scale.ts';

const mug = { weight: 3, size: 0.1 };

describe('arrows of contact forces', () => {
  it('can be seen also where many contacts share the weight', () => {
    expect(arrowLength(3, { ...mug, count: 1 })).toBeCloseTo(0.045);
    expect(arrowLength(3 / 4, { ...mug, count: 4 })).toBeCloseTo(0.0318);
    expect(arrowLength(3 / 44, { ...mug, count: 44 })).toBeGreaterThan(0.15 * mug.size);
  });

  it('are longer for more force, but never longer than can be looked at', () => {
    const lengths = [0, 0.1, 0.2, 1000].map((newtons) => arrowLength(newtons, { ...mug, count: 9 }));
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(new Set(lengths).size).toBe(4);
    expect(lengths.at(-1)).toBeCloseTo(1.2 * mug.size);
    expect(arrowLength(5, { weight: 0, size: 1, count: 1 })).toBe(0);
  });
});

it('marks many contacts smaller than few, but never too small to be seen', () => {
  expect([0, 1, 8].map(markShare)).toEqual([1, 1, 1]);
  expect(markShare(44)).toBeLessThan(0.5);
  expect(markShare(100_000)).toBe(0.4);
});
