import { describe, expect, it } from 'vitest';
import { AssetBudget, defaultLimits } from '../../../limits.ts';
import { buildMesh, checkTopology, type BuiltMesh, type Mesh } from './build-mesh.ts';
import type { Interpolation, Primvar } from './primvars.ts';

/** Two squares side by side: points 0 to 5, the lower row first. */
const points = Float32Array.of(0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 1, 1, 0, 2, 1, 0);
const squares: Mesh = {
  points,
  counts: Int32Array.of(4, 4),
  corners: Int32Array.of(0, 1, 4, 3, 1, 2, 5, 4),
  isLeftHanded: false,
  holes: null,
  groups: null,
  groupCount: 1,
  normals: null,
  uvs: null,
  colors: null,
  opacities: null,
};

const build = (mesh: Partial<Mesh> = {}): BuiltMesh => buildMesh({ ...squares, ...mesh }, new AssetBudget());

const primvar = (
  interpolation: Interpolation,
  size: number,
  values: number[],
  indices: number[] | null = null,
): Primvar => ({
  values: Float32Array.from(values),
  size,
  interpolation,
  indices: indices && Int32Array.from(indices),
});

/** What each corner of each triangle has. */
function atCorners(built: BuiltMesh, values: Float32Array | null, size: number): number[][] {
  return Array.from(built.geometry.indices, (vertex) => [
    ...(values?.subarray(size * vertex, size * vertex + size) ?? []),
  ]);
}
const cornerPoints = (built: BuiltMesh): number[][] => atCorners(built, built.geometry.positions, 3);
const pointsOf = (...indices: number[]): number[][] =>
  indices.map((index) => [...points.subarray(3 * index, 3 * index + 3)]);

describe('the faces of a mesh', () => {
  it('become triangles, with the points as they are where nothing differs between faces', () => {
    const { geometry, groups } = build();
    expect([...geometry.indices]).toEqual([0, 1, 4, 0, 4, 3, 1, 2, 5, 1, 5, 4]);
    expect(geometry.positions).toEqual(points);
    expect(geometry.positions.buffer).not.toBe(points.buffer);
    expect(geometry).toMatchObject({ kind: 'mesh', pointCount: 6, surface: null, normals: null, uvs: null });
    expect(groups).toEqual([{ start: 0, count: 4 }]);
  });

  it('of left-handed meshes are turned around', () => {
    expect([...build({ isLeftHanded: true }).geometry.indices]).toEqual([0, 4, 1, 0, 3, 4, 1, 5, 2, 1, 4, 5]);
  });

  it('that are concave are cut inside themselves', () => {
    const arrow = Float32Array.of(0, 0, 0, 2, 2, 0, 0, 1, 0, -2, 2, 0);
    const mesh = { points: arrow, counts: Int32Array.of(4), corners: Int32Array.of(1, 2, 3, 0) };
    for (const isLeftHanded of [false, true]) {
      const { geometry } = build({ ...mesh, isLeftHanded });
      const areas = [0, 3].map((start) => {
        const [a = 0, b = 0, c = 0] = geometry.indices.subarray(start, start + 3);
        const at = (point: number, axis: number): number => arrow[3 * point + axis] ?? 0;
        return (at(b, 0) - at(a, 0)) * (at(c, 1) - at(a, 1)) - (at(b, 1) - at(a, 1)) * (at(c, 0) - at(a, 0));
      });
      expect(areas).toEqual(isLeftHanded ? [-2, -2] : [2, 2]);
    }
  });

  it('that are holes are left out, as are those of less than three corners', () => {
    const { geometry, groups } = build({ holes: Int32Array.of(0, 99) });
    expect([...geometry.indices]).toEqual([1, 2, 5, 1, 5, 4]);
    expect(groups).toEqual([{ start: 0, count: 2 }]);
    const lines = build({ counts: Int32Array.of(4, 2, 1, 0, 1) });
    expect([...lines.geometry.indices]).toEqual([0, 1, 4, 0, 4, 3]);
  });

  it('stand together by their group', () => {
    const { geometry, groups } = build({ groups: Int32Array.of(2, 0), groupCount: 3 });
    expect([...geometry.indices]).toEqual([1, 2, 5, 1, 5, 4, 0, 1, 4, 0, 4, 3]);
    expect(groups).toEqual([
      { start: 0, count: 2 },
      { start: 2, count: 0 },
      { start: 2, count: 2 },
    ]);
  });

  it('count to the budget before anything is made of them', () => {
    const budget = new AssetBudget({ ...defaultLimits, maxTriangles: 3 });
    expect(() => buildMesh(squares, budget)).toThrow(expect.objectContaining({ code: 'too-large' }));
  });
});

describe('values', () => {
  it('of points are those of vertices', () => {
    const uvs = primvar('vertex', 2, [0, 0, 1, 0, 2, 0, 0, 1, 1, 1, 2, 1]);
    const { geometry } = build({ uvs });
    expect(geometry.uvs).toEqual(uvs.values);
    expect(geometry.positions).toHaveLength(18);
    expect(build({ uvs: { ...uvs, interpolation: 'varying' } }).geometry.uvs).toEqual(uvs.values);
  });

  it('of points by index are put in the order of points', () => {
    const { geometry } = build({ uvs: primvar('vertex', 2, [5, 5, 7, 7], [0, 1, 0, 1, 0, 1]) });
    expect(geometry.uvs).toEqual(Float32Array.of(5, 5, 7, 7, 5, 5, 7, 7, 5, 5, 7, 7));
  });

  it('that are the same everywhere are those of all vertices', () => {
    expect(build({ normals: primvar('constant', 3, [0, 0, 1]) }).geometry.normals).toEqual(
      Float32Array.from({ length: 18 }, (_, n) => (n % 3 === 2 ? 1 : 0)),
    );
  });

  it('of corners split a point only where they differ', () => {
    // The middle points 1 and 4: alike at 1, different at 4.
    const uvs = primvar('faceVarying', 2, [0, 0, 1, 0, 1, 1, 0, 1, 1, 0, 2, 0, 2, 1, 9, 9]);
    const built = build({ uvs });
    expect(built.geometry.positions).toHaveLength(3 * 7);
    expect(cornerPoints(built)).toEqual(pointsOf(0, 1, 4, 0, 4, 3, 1, 2, 5, 1, 5, 4));
    expect(atCorners(built, built.geometry.uvs, 2)).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
      [1, 1],
      [0, 1],
      [1, 0],
      [2, 0],
      [2, 1],
      [1, 0],
      [2, 1],
      [9, 9],
    ]);
    expect(built.geometry.pointCount).toBe(6);
  });

  it('of corners by index split a point only where they differ, whatever the index', () => {
    const uvs = primvar('faceVarying', 2, [0, 0, 1, 1, 0, 0], [0, 0, 0, 0, 2, 2, 1, 2]);
    const built = build({ uvs });
    expect(built.geometry.positions).toHaveLength(3 * 6);
    expect(atCorners(built, built.geometry.uvs, 2).filter(([u]) => u === 1)).toHaveLength(2);
  });

  it('of faces split the points between them', () => {
    const normals = primvar('uniform', 3, [0, 0, 1, 1, 0, 0]);
    const built = build({ normals });
    expect(built.geometry.positions).toHaveLength(3 * 8);
    expect(atCorners(built, built.geometry.normals, 3)).toEqual([
      ...Array.from({ length: 6 }, () => [0, 0, 1]),
      ...Array.from({ length: 6 }, () => [1, 0, 0]),
    ]);
  });

  it('of points and corners go together', () => {
    const built = build({
      normals: primvar('vertex', 3, [0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0, 5, 0, 0, 6]),
      uvs: primvar('uniform', 2, [1, 1, 2, 2]),
    });
    expect(built.geometry.positions).toHaveLength(3 * 8);
    expect(atCorners(built, built.geometry.normals, 3).map(([, , z]) => z)).toEqual([
      1, 2, 5, 1, 5, 4, 2, 3, 6, 2, 6, 5,
    ]);
  });

  it('leave the surface as the file has it beside the split vertices', () => {
    const { geometry } = build({ uvs: primvar('uniform', 2, [1, 1, 2, 2]) });
    expect(geometry.surface).toEqual({
      points,
      indices: Uint32Array.of(0, 1, 4, 0, 4, 3, 1, 2, 5, 1, 5, 4),
    });
  });

  it('of colour and opacity are one', () => {
    const colors = primvar('uniform', 3, [1, 0, 0, 0, 1, 0]);
    const opacities = primvar('constant', 1, [0.5]);
    const both = build({ colors, opacities });
    expect(atCorners(both, both.geometry.colors, 4)[0]).toEqual([1, 0, 0, 0.5]);
    expect(atCorners(both, both.geometry.colors, 4)[11]).toEqual([0, 1, 0, 0.5]);
    const opaque = build({ colors });
    expect(atCorners(opaque, opaque.geometry.colors, 4)[0]).toEqual([1, 0, 0, 1]);
    const grey = build({ opacities: primvar('uniform', 1, [0.25, 0.75]) });
    expect(atCorners(grey, grey.geometry.colors, 4)[0]).toEqual([0.18, 0.18, 0.18, 0.25].map(Math.fround));
  });

  it('of very many corners at one point are not all compared', () => {
    // A fan of 4,000 triangles around point 0, with coordinates of its own in each.
    const triangles = 4000;
    const mesh = {
      points: new Float32Array(9),
      counts: new Int32Array(triangles).fill(3),
      corners: Int32Array.from({ length: 3 * triangles }, (_, n) => n % 3),
    };
    let compared = 0;
    const values = new Proxy(
      Float32Array.from({ length: 6 * triangles }, (_, n) => n),
      {
        get: (target, key) => {
          if (typeof key === 'string' && key !== 'length') compared += 1;
          const value: unknown = Reflect.get(target, key, target);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      },
    );
    const { geometry } = build({
      ...mesh,
      uvs: { values, size: 2, interpolation: 'faceVarying', indices: null },
    });
    expect(geometry.positions).toHaveLength(9 * triangles);
    expect(compared).toBeLessThan(3 * triangles * 120);
  });
});

describe('broken meshes', () => {
  it.each([
    ['points that are cut off', [0, 0], [3], [0, 0, 0], 'points'],
    ['points that are no numbers', [0, 0, Number.NaN], [3], [0, 0, 0], 'points'],
    ['fewer corners than faces say', [0, 0, 0], [3], [0, 0], 'faceVertexCounts'],
    ['more corners than faces say', [0, 0, 0], [3], [0, 0, 0, 0], 'faceVertexCounts'],
    ['faces of less than no corners', [0, 0, 0], [4, -1], [0, 0, 0], 'faceVertexCounts'],
    ['a corner beyond the points', [0, 0, 0], [3], [0, 0, 1], 'faceVertexIndices'],
    ['a corner before the points', [0, 0, 0], [3], [0, 0, -1], 'faceVertexIndices'],
  ])('have %s', (_, numbers, counts, corners, detail) => {
    expect(() =>
      checkTopology(Float32Array.from(numbers), Int32Array.from(counts), Int32Array.from(corners)),
    ).toThrow(expect.objectContaining({ code: 'damaged', message: detail }));
  });
});
