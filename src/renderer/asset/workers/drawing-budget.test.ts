import { describe, expect, it } from 'vitest';
import { cubeGeometry, moved, scene, shape } from '../testing/scenes.ts';
import type { Geometry } from '../../../asset/scene.ts';
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
/** Triangles between points of the ground. */
const flat = (
  points: readonly (readonly [number, number, number])[],
  indices: readonly number[],
): Geometry => ({
  ...cubeGeometry(),
  positions: Float32Array.from(points.flat()),
  indices: Uint32Array.from(indices),
});
const planeGeometry = (half: number): Geometry =>
  flat(
    [
      [-half, -half, 0],
      [half, -half, 0],
      [half, half, 0],
      [-half, half, 0],
    ],
    [0, 1, 2, 0, 2, 3],
  );

/** All of its triangles meet in the middle. */
function discGeometry(radius: number): Geometry {
  const turns = Array.from({ length: 64 }, (_none, index) => (index / 32) * Math.PI);
  const rim = turns.map((turn) => [radius * Math.cos(turn), radius * Math.sin(turn), 0] as const);
  return flat(
    [[0, 0, 0], ...rim],
    turns.flatMap((_turn, index) => [0, index + 1, ((index + 1) % 64) + 1]),
  );
}

/** Four of its squares meet in the middle, of eight by eight. */
function tiledGeometry(half: number): Geometry {
  const steps = Array.from({ length: 9 }, (_none, index) => (index / 4 - 1) * half);
  const corners = steps.slice(1).flatMap((_y, row) => steps.slice(1).map((_x, column) => 9 * row + column));
  return flat(
    steps.flatMap((y) => steps.map((x) => [x, y, 0] as const)),
    corners.flatMap((at) => [at, at + 1, at + 10, at, at + 10, at + 9]),
  );
}

/** Squares over one another. */
const layered = (count: number): Geometry =>
  flat(
    Array.from({ length: count }, (_none, n) => n / count).flatMap((z) =>
      (
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ] as const
      ).map(([x, y]) => [x, y, z] as const),
    ),
    Array.from({ length: count }, (_none, n) => 4 * n).flatMap((at) => [
      at,
      at + 1,
      at + 2,
      at,
      at + 2,
      at + 3,
    ]),
  );

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
  });

  it('is a floor of any size, which is one layer, and what stands on it', () => {
    const many = { ...limits, triangles: 10_000 };
    for (const half of [0.5, 5, 100, 1e9])
      for (const geometry of [planeGeometry(half), discGeometry(half), tiledGeometry(half)]) {
        const budget = new DrawingBudget(
          scene({ geometries: [...geometries, geometry] }),
          bounds,
          true,
          many,
        );
        const ground = shape({ geometry: 1, matrix: moved(0.5, 0.5, 0) });
        // A layer each: ten are as many as there may be.
        const taken = [ground, shape(), ...Array.from({ length: 12 }, () => ground)].map((one) =>
          budget.take(one),
        );
        expect(taken.slice(0, 6)).toEqual([true, true, true, true, true, true]);
        expect(taken.at(-1)).toBe(half < 1);
      }
  });

  it('is a room around it as well', () => {
    const budget = new DrawingBudget(scene({ geometries }), bounds, true, limits);
    const room = shape({
      matrix: Float64Array.of(900, 0, 0, 0, 0, 900, 0, 0, 0, 0, 900, 0, -450, -450, -450, 1),
    });
    expect([budget.take(room), budget.take(shape())]).toEqual([true, true]);
  });

  it('covers no larger picture more often, of what lies outside of the bounds', () => {
    const squares = planeGeometry(4);
    const far = shape({ geometry: 1, matrix: moved(9, 0, 0) });
    const budget = new DrawingBudget(scene({ geometries: [...geometries, squares] }), bounds, true, limits);
    const taken = Array.from({ length: 400 }, () => budget.take(far)).filter(Boolean).length;
    expect(taken).toBeGreaterThan(10);
    expect(taken).toBeLessThan(100);
    // What is too much is left out alone.
    expect(budget.take(shape())).toBe(true);
  });

  it('leaves out what is too much alone, wherever it stands among the others', () => {
    const heap = layered(60);
    const budget = new DrawingBudget(scene({ geometries: [...geometries, heap] }), bounds, true, limits);
    const taken = [shape(), shape({ geometry: 1 }), shape()].map((one) => budget.take(one));
    expect(taken).toEqual([true, false, true]);
    expect(budget.notes.map(({ detail }) => detail)).toEqual(['1 of 3 shapes are not drawn']);
  });

  it('counts the rest where a corner is nowhere', () => {
    const holed = { ...cubeGeometry(), positions: cubeGeometry().positions.with(0, Number.NaN) };
    const endless = { ...cubeGeometry(), positions: cubeGeometry().positions.with(0, Infinity) };
    for (const broken of [holed, endless]) {
      const budget = new DrawingBudget(scene({ geometries: [...geometries, broken] }), bounds, true, limits);
      expect(budget.take(shape({ geometry: 1 }))).toBe(true);
      expect(Array.from({ length: 20 }, () => budget.take(shape())).filter(Boolean).length).toBe(3);
    }
  });

  it('is looked at in no more places than could be drawn', () => {
    const heap = layered(60);
    const budget = new DrawingBudget(scene({ geometries: [...geometries, heap] }), bounds, true, limits);
    for (let n = 0; n < 9; n += 1) expect(budget.take(shape({ geometry: 1 }))).toBe(false);
    expect(budget.take(shape())).toBe(false);
  });

  it('leaves out what has too many triangles alone', () => {
    const budget = new DrawingBudget(scene({ geometries }), bounds, true, { ...limits, triangles: 11 });
    expect([budget.take(shape()), budget.take(shape({ geometry: 7 }))]).toEqual([false, true]);
  });

  it('is all of what has no size', () => {
    const budget = new DrawingBudget(scene({ geometries }), null, true, limits);
    expect(budget.take(shape({ geometry: 7 }))).toBe(true);
  });
});
