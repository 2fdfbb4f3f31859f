import { describe, expect, it } from 'vitest';
import { convexHull } from './hull.ts';
import { principalAxes } from './principal-axes.ts';
import {
  boxSolid,
  capsuleSolid,
  coneSolid,
  cylinderSolid,
  ellipsoidSolid,
  inertiaAbout,
  mappedSolid,
  meshSolid,
  sumOfWeights,
  surfaceArea,
  weightOf,
  type Solid,
} from './solid.ts';
import { boxOf, spherePoints, together, turned } from './testing/meshes.ts';

function expectNear(actual: readonly number[], expected: readonly number[], digits: number): void {
  expect(actual).toHaveLength(expected.length);
  for (const [at, value] of expected.entries()) expect(actual[at]).toBeCloseTo(value, digits);
}

/** A surface of revolution about z, from rings of radius and height: closed where it starts and ends on the axis. */
function revolved(
  profile: (share: number) => [radius: number, z: number],
  rings: number,
  sectors: number,
): Solid {
  const points: number[] = [];
  for (let ring = 0; ring <= rings; ring += 1) {
    const [radius, z] = profile(ring / rings);
    for (let sector = 0; sector < sectors; sector += 1) {
      const angle = (2 * Math.PI * sector) / sectors;
      points.push(radius * Math.cos(angle), radius * Math.sin(angle), z);
    }
  }
  const indices: number[] = [];
  for (let ring = 0; ring < rings; ring += 1)
    for (let sector = 0; sector < sectors; sector += 1) {
      const [a, b] = [ring * sectors + sector, ring * sectors + ((sector + 1) % sectors)];
      indices.push(a, b, b + sectors, a, b + sectors, a + sectors);
    }
  return meshSolid(Float64Array.from(points), Uint32Array.from(indices));
}

function expectSame(actual: Solid, expected: Solid, share: number): void {
  expect(actual.volume / expected.volume).toBeGreaterThan(1 - share);
  expect(actual.volume / expected.volume).toBeLessThan(1 + share);
  for (const axis of [0, 1, 2] as const) {
    expect(actual.center[axis]).toBeCloseTo(expected.center[axis], 3);
    expect(actual.moments[axis] / expected.moments[axis]).toBeGreaterThan(1 - share);
    expect(actual.moments[axis] / expected.moments[axis]).toBeLessThan(1 + share);
  }
}

describe('meshSolid', () => {
  it('knows volume, centre and inertia of a box anywhere', () => {
    const { positions, indices } = boxOf([1, 2, 3], [5, -7, 2]);
    const solid = meshSolid(positions, indices);
    expect(solid.volume).toBeCloseTo(6, 9);
    expectNear(solid.center, [5, -7, 2], 9);
    // m/12 (b² + c²), with a density of 2.
    expectNear(weightOf(solid, 2).inertia, [13, 10, 5, 0, 0, 0], 9);
  });

  it('counts a surface that is inside out as negative', () => {
    const { positions, indices } = boxOf([1, 2, 3]);
    expect(meshSolid(positions, indices.toReversed()).volume).toBeCloseTo(-6, 9);
  });

  it('takes a hollow out', () => {
    const outer = boxOf([2, 2, 2]);
    const hollow = boxOf([1, 1, 1]);
    const { positions, indices } = together(outer, { ...hollow, indices: hollow.indices.toReversed() });
    expect(meshSolid(positions, indices).volume).toBeCloseTo(7, 9);
  });

  it('knows nothing of no triangles', () => {
    expect(meshSolid(new Float32Array(), new Uint32Array())).toEqual({
      volume: 0,
      center: [0, 0, 0],
      moments: [0, 0, 0, 0, 0, 0],
    });
  });
});

describe('plain shapes', () => {
  it('box', () => {
    const { positions, indices } = boxOf([0.5, 2, 4]);
    expectSame(meshSolid(positions, indices), boxSolid([0.5, 2, 4]), 1e-9);
  });

  it('sphere: 2/5 m r²', () => {
    const weight = weightOf(ellipsoidSolid([2, 2, 2]), 3);
    expect(weight.mass).toBeCloseTo(32 * Math.PI, 9);
    expectNear(weight.inertia.slice(0, 3), Array(3).fill((2 / 5) * weight.mass * 4), 9);
  });

  it('ellipsoid, as a hull of its points', () => {
    const points = spherePoints(4000, 1).map((value, at) => value * ([1, 2, 3][at % 3] ?? 0));
    const hull = convexHull(points);
    if (hull.kind !== 'hull') throw new Error(hull.kind);
    expectSame(meshSolid(hull.positions, hull.indices), ellipsoidSolid([1, 2, 3]), 0.01);
  });

  it('cylinder, as a surface', () => {
    const profile = (share: number): [number, number] =>
      share < 0.25
        ? [2 * 4 * share, -1.5]
        : share > 0.75
          ? [2 * 4 * (1 - share), 1.5]
          : [2, 6 * (share - 0.5)];
    expectSame(revolved(profile, 40, 400), cylinderSolid(2, 3), 0.001);
  });

  it('capsule, as a surface; its height leaves the caps out', () => {
    const profile = (share: number): [number, number] => {
      const angle = (share - 0.5) * Math.PI;
      return [0.5 * Math.cos(angle), 0.5 * Math.sin(angle) + (share > 0.5 ? 1 : -1)];
    };
    // An odd number of rings: the tube is the step over the middle.
    expectSame(revolved(profile, 401, 400), capsuleSolid(0.5, 2), 0.001);
  });

  it('cone, as a surface; its tip is up', () => {
    const profile = (share: number): [number, number] =>
      share < 0.5 ? [4 * share, -1.5] : [4 * (1 - share), -1.5 + 6 * (share - 0.5)];
    expectSame(revolved(profile, 40, 400), coneSolid(2, 3), 0.001);
  });
});

describe('surfaceArea', () => {
  it('adds up the sides of a box', () => {
    const { positions, indices } = boxOf([1, 2, 3]);
    expect(surfaceArea(positions, indices)).toBeCloseTo(22, 9);
  });
});

describe('mappedSolid', () => {
  it('follows a stretch, a turn and a move as a mesh does', () => {
    // Columns of a turn about z with another stretch along each axis.
    const columns = [
      [0, 2, 0],
      [-3, 0, 0],
      [0, 0, 0.5],
    ] as [[number, number, number], [number, number, number], [number, number, number]];
    const mapped = mappedSolid(coneSolid(1, 2), columns, [10, 20, 30]);
    expect(mapped.volume).toBeCloseTo(coneSolid(1, 2).volume * 3, 9);
    expectNear(mapped.center, [10, 20, 29.75], 9);
    const { moments } = coneSolid(1, 2);
    expectNear(mapped.moments, [27 * moments[1], 12 * moments[0], 0.75 * moments[2], 0, 0, 0], 9);
  });

  it('makes a skewed box what its mesh is', () => {
    const box = boxOf([1, 1, 1]);
    const skewed = box.positions.map((value, at) =>
      at % 3 === 0 ? value + 0.5 * (box.positions[at + 1] ?? 0) : value,
    );
    const mapped = mappedSolid(
      boxSolid([1, 1, 1]),
      [
        [1, 0, 0],
        [0.5, 1, 0],
        [0, 0, 1],
      ],
      [0, 0, 0],
    );
    const mesh = meshSolid(skewed, box.indices);
    expect(mapped.volume).toBeCloseTo(mesh.volume, 9);
    expectNear(mapped.moments, mesh.moments, 9);
  });
});

describe('sumOfWeights', () => {
  it('makes one box of its two halves', () => {
    const halves = [-0.5, 0.5].map((x) => {
      const { positions, indices } = boxOf([1, 2, 3], [x, 0, 0]);
      return weightOf(meshSolid(positions, indices), 4);
    });
    const sum = sumOfWeights(halves);
    const whole = weightOf(boxSolid([2, 2, 3]), 4);
    expect(sum?.mass).toBeCloseTo(whole.mass, 9);
    expectNear(sum?.center ?? [], whole.center, 9);
    expectNear(sum?.inertia ?? [], whole.inertia, 9);
  });

  it('of points is their distance squared (parallel axes)', () => {
    const point = (x: number, mass: number) => ({
      mass,
      center: [x, 0, 0] as [number, number, number],
      inertia: [0, 0, 0, 0, 0, 0] as [number, number, number, number, number, number],
    });
    const sum = sumOfWeights([point(0, 1), point(3, 2)]);
    expectNear(sum?.center ?? [], [2, 0, 0], 9);
    expectNear(sum?.inertia ?? [], [0, 6, 6, 0, 0, 0], 9);
    expectNear(inertiaAbout(point(3, 2), [0, 4, 0]), [32, 18, 50, 24, 0, 0], 9);
  });

  it('of nothing, or of no mass, is nothing', () => {
    expect(sumOfWeights([])).toBeNull();
    expect(sumOfWeights([weightOf(boxSolid([0, 1, 1]), 1000)])).toBeNull();
  });
});

describe('principalAxes', () => {
  it('leaves a diagonal matrix as it is', () => {
    expect(principalAxes([3, 1, 2, 0, 0, 0])).toEqual({ values: [3, 1, 2], rotation: [0, 0, 0, 1] });
  });

  it.each([0.3, 1, 1.6, 3])('finds the axes of a box turned by %f', (angle) => {
    const { positions, indices } = turned(boxOf([1, 2, 3]), [1, -2, 0.5], angle);
    const { inertia } = weightOf(meshSolid(positions, indices), 2);
    const { values, rotation } = principalAxes(inertia);
    expectNear(
      values.toSorted((a, b) => a - b),
      [5, 10, 13],
      4,
    );
    expect(Math.hypot(...rotation)).toBeCloseTo(1, 9);
    // R diag(values) Rᵀ is the matrix again.
    const [x, y, z, w] = rotation;
    const rows = [
      [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
      [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
      [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ];
    const entry = (row: number, column: number): number =>
      [0, 1, 2].reduce(
        (sum, axis) => sum + (rows[row]?.[axis] ?? 0) * (values[axis] ?? 0) * (rows[column]?.[axis] ?? 0),
        0,
      );
    expectNear([entry(0, 0), entry(1, 1), entry(2, 2), entry(0, 1), entry(0, 2), entry(1, 2)], inertia, 6);
  });

  it('leaves two axes alone that have the same value and nothing between them', () => {
    const { values } = principalAxes([1, 5, 1, 0, 0, 1]);
    const [low, high] = [3 - Math.sqrt(5), 3 + Math.sqrt(5)];
    expectNear(
      values.toSorted((a, b) => a - b),
      [low, 1, high],
      12,
    );
  });

  it('ends on what is not a number', () => {
    expect(principalAxes([NaN, 1, 1, 0, 0, NaN]).values[0]).toBeNaN();
  });
});
