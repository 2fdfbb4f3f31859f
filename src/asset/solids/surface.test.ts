import { describe, expect, it } from 'vitest';
import { inspectSurface, maxExamples, weldPoints } from './surface.ts';
import { boxOf, together } from './testing/meshes.ts';

describe('inspectSurface', () => {
  it('finds a box closed: 18 edges, each twice, opposite', () => {
    const { positions, indices } = boxOf([1, 2, 3]);
    expect(inspectSurface(positions, indices)).toMatchObject({
      faces: 12,
      edges: 18,
      openEdges: 0,
      nonManifoldEdges: 0,
      misorientedEdges: 0,
      flatFaces: 0,
      invalidFaces: 0,
      isClosed: true,
    });
  });

  it('takes points at the same place as one, as files split them', () => {
    const { positions, indices } = boxOf([1, 2, 3]);
    const split = Float32Array.from(
      indices.length * 3 > 0
        ? Array.from(indices).flatMap((index) => [...positions.subarray(3 * index, 3 * index + 3)])
        : [],
    );
    expect(inspectSurface(split, Uint32Array.from(indices.keys())).isClosed).toBe(true);
  });

  it('finds the three edges around a missing triangle', () => {
    const { positions, indices } = boxOf([1, 1, 1]);
    const report = inspectSurface(positions, indices.subarray(3));
    expect(report).toMatchObject({ openEdges: 3, isClosed: false });
    const corners = new Set(report.examples.openEdges);
    expect([...corners].toSorted()).toEqual([...indices.subarray(0, 3)].toSorted());
  });

  it('finds the three edges of a triangle that is inside out', () => {
    const { positions, indices } = boxOf([1, 1, 1]);
    const flipped = Uint32Array.from(indices);
    flipped.set([indices[0] ?? 0, indices[2] ?? 0, indices[1] ?? 0]);
    expect(inspectSurface(positions, flipped)).toMatchObject({
      misorientedEdges: 3,
      openEdges: 0,
      isClosed: false,
    });
  });

  it('finds an edge that two boxes share', () => {
    const { positions, indices } = together(boxOf([1, 1, 1]), boxOf([1, 1, 1], [1, 1, 0]));
    expect(inspectSurface(positions, indices)).toMatchObject({
      nonManifoldEdges: 1,
      openEdges: 0,
      isClosed: false,
    });
  });

  it('finds triangles without area, and does not count a folded one as an opening', () => {
    const { positions, indices } = boxOf([1, 1, 1]);
    const more = Uint32Array.from([...indices, 0, 1, 1]);
    expect(inspectSurface(positions, more)).toMatchObject({ flatFaces: 1, isClosed: true });
    const line = Float32Array.from([0, 0, 0, 1, 1, 1, 3, 3, 3]);
    expect(inspectSurface(line, Uint32Array.from([0, 1, 2]))).toMatchObject({
      flatFaces: 1,
      examples: { flatFaces: [0] },
    });
  });

  it('leaves out triangles of points that are not there', () => {
    const { positions, indices } = boxOf([1, 1, 1]);
    const report = inspectSurface(positions, Uint32Array.from([...indices, 0, 1, 8]));
    expect(report).toMatchObject({ invalidFaces: 1, openEdges: 0, isClosed: false });
  });

  it('does not call nothing closed', () => {
    expect(inspectSurface(new Float32Array(), new Uint32Array()).isClosed).toBe(false);
  });

  it('names a limited number of places', () => {
    const triangles = 300;
    const points = Float32Array.from({ length: 9 * triangles }, (_, at) => (at * at) % 1009);
    const report = inspectSurface(
      points,
      Uint32Array.from({ length: 3 * triangles }, (_, at) => at),
    );
    expect(report.openEdges).toBeGreaterThan(800);
    expect(report.examples.openEdges).toHaveLength(2 * maxExamples);
  });
});

describe('weldPoints', () => {
  it('names the first point at each place, and takes 0 and -0 as the same', () => {
    expect([...weldPoints(Float32Array.from([0, 1, 2, 5, 5, 5, -0, 1, 2, 5, 5, 5]))]).toEqual([0, 1, 0, 1]);
  });

  it('takes what is no number as a place of its own', () => {
    expect([...weldPoints(Float32Array.from([NaN, 0, 0, NaN, 0, 0]))]).toEqual([0, 1]);
  });
});
