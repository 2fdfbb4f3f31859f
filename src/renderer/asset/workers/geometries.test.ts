import { describe, expect, it } from 'vitest';
import { cubeGeometry } from '../testing/scenes.ts';
import { DrawnGeometries, roundedNormals } from './geometries.ts';

/** A ball of squares, `around` of them to each ring. */
function ball(around: number): { positions: Float32Array; indices: Uint32Array } {
  const rings = around / 2;
  const positions = Array.from({ length: (rings + 1) * around }, (_, index) => {
    const [down, turn] = [
      (Math.floor(index / around) / rings) * Math.PI,
      ((index % around) / around) * 2 * Math.PI,
    ];
    return [Math.sin(down) * Math.cos(turn), Math.cos(down), -Math.sin(down) * Math.sin(turn)];
  }).flat();
  const indices = Array.from({ length: rings * around }, (_, index) => {
    const next = index - (index % around) + ((index + 1) % around);
    return [index, index + around, next, next, index + around, next + around];
  }).flat();
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

describe('surfaces without normals', () => {
  it('are round where they are round', () => {
    const { positions, indices } = ball(32);
    const { normals, isFlat } = roundedNormals(positions, indices);
    expect(isFlat).toBe(false);
    // Away from the poles, where many vertices are in one place.
    for (let vertex = 32 * 3; vertex < positions.length - 32 * 3; vertex += 1)
      expect(normals[vertex]).toBeCloseTo(positions[vertex] ?? 0, 1);
  });

  it('are flat where most of their edges are sharp', () => {
    const { positions, indices } = cubeGeometry();
    expect(roundedNormals(positions, indices).isFlat).toBe(true);
  });

  it('have no normals where they have no area, and none that is no number', () => {
    const { normals } = roundedNormals(new Float32Array(9), Uint32Array.of(0, 1, 2));
    expect([...normals]).toEqual(Array(9).fill(0));
  });
});

describe('geometries that are drawn', () => {
  it('share what several shapes have', () => {
    const drawn = new DrawnGeometries({ geometries: [cubeGeometry()] });
    const whole = { geometry: 0, parts: [{ start: 0, count: 12, material: null }] };
    const split = {
      geometry: 0,
      parts: [
        { start: 0, count: 4, material: 0 },
        { start: 4, count: 8, material: 1 },
      ],
    };
    expect(drawn.of(whole)).toBe(drawn.of({ ...whole }));
    expect(drawn.of(split)).not.toBe(drawn.of(whole));
    expect(drawn.of(split).getAttribute('position')).toBe(drawn.of(whole).getAttribute('position'));
    expect(drawn.of(split).groups).toEqual([
      { start: 0, count: 12, materialIndex: 0 },
      { start: 12, count: 24, materialIndex: 1 },
    ]);
  });
});
