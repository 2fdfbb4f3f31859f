import { describe, expect, it } from 'vitest';
import { cubeGeometry, moved, scene, shape } from '../testing/scenes.ts';
import { DrawingBudget, type DrawingLimits } from './drawing-budget.ts';

const limits: DrawingLimits = { triangles: 1_000, draws: 100, layers: 10 };
const geometries = [cubeGeometry()];
const cube = { min: [0, 0, 0], max: [1, 1, 1] } as const;
const bounds = { min: [...cube.min], max: [...cube.max] } as {
  min: [number, number, number];
  max: [number, number, number];
};

/** How many of so many are drawn. */
function taken(count: number, one: Partial<ReturnType<typeof shape>>, given: Partial<DrawingLimits>): number {
  const budget = new DrawingBudget(scene({ geometries }), bounds, true, { ...limits, ...given });
  const all = Array.from({ length: count }, () => budget.take(shape(one)));
  const drawn = all.filter(Boolean).length;
  const note = { code: 'too-large', place: '', detail: `${count - drawn} of ${count} shapes are not drawn` };
  expect(budget.notes).toEqual(drawn === count ? [] : [note]);
  return drawn;
}
const tiny = { matrix: moved(0, 0, 0).map((value, index) => (index < 15 ? value * 1e-3 : value)) };

describe('what is drawn', () => {
  it('is no more than so many triangles, wherever they are', () => {
    expect(taken(200, tiny, {})).toBe(83);
    expect(taken(83, tiny, {})).toBe(83);
  });

  it('is no more than so many parts', () => {
    const parts = [0, 4, 8].map((start) => ({ start, count: 4, material: 0 }));
    expect(taken(50, { ...tiny, parts }, {})).toBe(33);
  });

  it('covers the picture so many times at most', () => {
    // The sides of a cube are 6, half of what both sides of them are; the ball around it is seen as π × 3 / 4.
    expect(taken(20, {}, {})).toBe(Math.floor((10 * Math.PI * 0.75) / 6));
    expect(taken(3, {}, {})).toBe(3);
    const larger = { matrix: moved(0, 0, 0).map((value, index) => (index < 15 ? value * 2 : value)) };
    expect(taken(20, larger, {})).toBe(0);
  });

  it('is nothing more once there was too much', () => {
    const budget = new DrawingBudget(scene({ geometries }), bounds, true, { ...limits, triangles: 11 });
    expect([budget.take(shape()), budget.take(shape({ geometry: 7 }))]).toEqual([false, false]);
  });

  it('is all of what has no size', () => {
    const budget = new DrawingBudget(scene({ geometries }), null, true, limits);
    expect(budget.take(shape({ geometry: 7 }))).toBe(true);
  });
});
