import { expect, it } from 'vitest';
import { Stillness } from './stillness.ts';

const points = (x: number): Float64Array => Float64Array.of(0, 0, 0, x, 0, 0);

it('counts from when the point that moves most was last further off than the tolerance', () => {
  const stillness = new Stillness(0.1, points(0), 1);
  expect(stillness.look(points(0.09), 2)).toBe(1);
  expect(stillness.look(points(0.12), 3)).toBe(0);
  expect(stillness.moved).toBeCloseTo(0.12);
  expect(stillness.look(points(0.03), 5)).toBe(2);
  expect(stillness.since).toBe(3);
});

it('does not take what is no number for still', () => {
  expect(new Stillness(0.1, points(0), 1).look(points(NaN), 2)).toBe(0);
});
