import { describe, expect, it } from 'vitest';
import { directedHausdorff, sampleSurface } from './distance.ts';
import { surfaceArea } from './solid.ts';
import { boxOf, cloud } from './testing/meshes.ts';
import { TriangleTree } from './triangle-tree.ts';

describe('TriangleTree', () => {
  const box = boxOf([2, 2, 2]);
  const tree = new TriangleTree(box.positions, box.indices);

  it.each([
    ['a side', [3, 0.2, 0.1], 2],
    ['an edge', [2, 2, 0.3], Math.SQRT2],
    ['a corner', [2, 3, 3], 3],
    ['a side from inside', [0.25, 0, 0], 0.75],
    ['itself', [1, 0.5, 0.5], 0],
  ] as const)('measures how far a point is from %s', (_, [x, y, z], distance) => {
    expect(tree.distanceTo([x, y, z])).toBeCloseTo(distance, 9);
  });

  it('finds what looking at each triangle finds', () => {
    const points = cloud(900, 5);
    const indices = Uint32Array.from({ length: 900 }, (_, at) => at);
    const all = new TriangleTree(points, indices);
    const queries = cloud(60, 6).map((value) => 2 * value);
    for (let at = 0; at < queries.length; at += 3) {
      const query: [number, number, number] = [queries[at] ?? 0, queries[at + 1] ?? 0, queries[at + 2] ?? 0];
      const single = Array.from({ length: 300 }, (_, face) =>
        new TriangleTree(points, indices.subarray(3 * face, 3 * face + 3)).distanceTo(query),
      );
      expect(all.distanceTo(query)).toBeCloseTo(Math.min(...single), 12);
    }
  });

  it('measures triangles that are a line or a point', () => {
    const points = Float32Array.from([0, 0, 0, 2, 0, 0, 4, 0, 0]);
    expect(new TriangleTree(points, Uint32Array.from([0, 1, 2])).distanceTo([3, 1, 0])).toBeCloseTo(1, 9);
    expect(new TriangleTree(points, Uint32Array.from([0, 0, 0])).distanceTo([3, 4, 0])).toBeCloseTo(5, 9);
  });

  it('leaves out triangles of points that are not there or not finite', () => {
    const points = Float32Array.from([0, 0, 0, 1, 0, 0, 0, 1, 0, NaN, 0, 0]);
    const tree = new TriangleTree(points, Uint32Array.from([0, 1, 3, 0, 1, 9]));
    expect(tree.triangles).toBe(0);
    expect(tree.distanceTo([0, 0, 0])).toBe(Infinity);
  });

  it('holds many triangles at the same place', () => {
    const points = Float32Array.from([0, 0, 0, 1, 0, 0, 0, 1, 0]);
    const indices = Uint32Array.from({ length: 30_000 }, (_, at) => at % 3);
    expect(new TriangleTree(points, indices).distanceTo([0, 0, 2])).toBeCloseTo(2, 9);
  });
});

describe('directedHausdorff', () => {
  it('finds how far a larger box is around a smaller one', () => {
    const [inner, outer] = [boxOf([2, 2, 2]), boxOf([4, 4, 4])];
    const found = directedHausdorff(
      outer.positions,
      outer.indices,
      new TriangleTree(inner.positions, inner.indices),
    );
    // Its corners are √3 away, and samples come near them.
    expect(found.distance).toBeGreaterThan(1.6);
    expect(found.distance).toBeLessThanOrEqual(Math.sqrt(3) + 1e-9);
    for (const value of found.at ?? []) expect(Math.abs(value)).toBeGreaterThan(1.5);
  });

  it('goes one way: what is on the other surface is at no distance', () => {
    const [side, box] = [boxOf([2, 2, 0]), boxOf([2, 2, 4], [0, 0, 2])];
    const boxTree = new TriangleTree(box.positions, box.indices);
    const sideTree = new TriangleTree(side.positions, side.indices);
    expect(directedHausdorff(side.positions, side.indices, boxTree).distance).toBeCloseTo(0, 6);
    expect(directedHausdorff(box.positions, box.indices, sideTree).distance).toBeGreaterThan(3.8);
  });

  it('is the same for the same seed, and has nothing to say of no area', () => {
    const [inner, outer] = [boxOf([2, 2, 2]), boxOf([4, 4, 4])];
    const tree = new TriangleTree(inner.positions, inner.indices);
    const measure = (seed: number) =>
      directedHausdorff(outer.positions, outer.indices, tree, { seed, samples: 50 });
    expect(measure(4)).toEqual(measure(4));
    expect(measure(4)).not.toEqual(measure(5));
    expect(directedHausdorff(outer.positions, new Uint32Array(), tree)).toEqual({ distance: 0, at: null });
  });
});

describe('sampleSurface', () => {
  it('leaves out triangles of points that are not there', () => {
    const { positions, indices } = boxOf([1, 1, 1]);
    const samples = sampleSurface(positions, Uint32Array.from([0, 1, 99, ...indices]), 50, 1);
    expect(samples).toHaveLength(50);
    expect(samples.flat().every(Number.isFinite)).toBe(true);
  });

  it('spreads samples by area', () => {
    const { positions, indices } = boxOf([1, 1, 10]);
    const samples = sampleSurface(positions, indices, 4000, 1);
    expect(samples).toHaveLength(4000);
    const onEnds = samples.filter(([, , z]) => Math.abs(Math.abs(z) - 5) < 1e-6).length;
    expect(onEnds / 4000).toBeCloseTo(2 / surfaceArea(positions, indices), 2);
    const half = samples.filter(([, , z]) => z > 0).length;
    expect(half / 4000).toBeCloseTo(0.5, 1);
  });
});
