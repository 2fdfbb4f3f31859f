import { describe, expect, it } from 'vitest';
import { cubeOfLight, cubeSides, lightFrom } from './studio.ts';

const all = (level: 0 | 1 | 2): number[] => cubeOfLight(level).flatMap((face) => [...face]);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values: number[]): number => Math.max(...values) - Math.min(...values);

describe('the light of the studio', () => {
  it('comes from above more than from below, and from everywhere a little', () => {
    expect(lightFrom([0, 1, 0])).toBeGreaterThan(2 * lightFrom([0, -1, 0]));
    expect(Math.min(...all(0))).toBeGreaterThan(0.1);
  });

  it('has six square faces on each level, in the order that WebGL has them', () => {
    for (const level of [0, 1, 2] as const)
      expect(cubeOfLight(level).map(({ length }) => length)).toEqual(Array(6).fill(cubeSides[level] ** 2));
    const middles = cubeOfLight(0).map((face) => face[16 * 32 + 16] ?? 0);
    const towards = [
      [1, 0, 0],
      [-1, 0, 0],
      [0, 1, 0],
      [0, -1, 0],
      [0, 0, 1],
      [0, 0, -1],
    ] as const;
    for (const [index, direction] of towards.entries())
      expect(middles[index]).toBeCloseTo(lightFrom(direction), 0);
  });

  it('is as much, and ever more even, for rougher surfaces', () => {
    expect(spread(all(1))).toBeLessThan(spread(all(0)));
    expect(spread(all(2))).toBeLessThan(spread(all(1)));
    expect(mean(all(2)) / mean(all(0))).toBeCloseTo(1, 1);
  });
});
