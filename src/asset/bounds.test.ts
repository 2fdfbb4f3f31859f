import { describe, expect, it } from 'vitest';
import { boundsOf, sizeOf } from './bounds.ts';
import { identity, multiply, rotationAbout, scaling, translation, type Matrix } from './matrix.ts';
import { box, sphere } from './plain-shapes.ts';
import type { Geometry, Shape } from './scene.ts';

const shape = (geometry: number, matrix: Matrix = identity()): Shape => ({
  path: '/A',
  name: 'A',
  geometry,
  matrix,
  parts: [],
  color: null,
  purpose: 'default',
  isVisible: true,
  isDoubleSided: false,
  body: null,
  collider: null,
  file: 'a.usda',
});
const near = (numbers: number[]): unknown => numbers.map((number) => expect.closeTo(number, 5) as unknown);

describe('bounds', () => {
  it('are those of all shapes where they stand', () => {
    const shapes = [shape(0, translation(10, 0, 0)), shape(0, scaling(1, 4, -2)), shape(7)];
    const bounds = boundsOf({ geometries: [box(2, 2, 2)], shapes });
    expect(bounds).toEqual({ min: [-1, -4, -2], max: [11, 4, 2] });
    expect(bounds && sizeOf(bounds)).toEqual([12, 8, 4]);
  });

  it('are those of some shapes where only those are asked for', () => {
    const shapes = [shape(0), shape(0, translation(10, 0, 0))];
    expect(boundsOf({ geometries: [box(2, 2, 2)], shapes }, shapes.slice(1))).toEqual({
      min: [9, -1, -1],
      max: [11, 1, 1],
    });
  });

  it('of nothing are none', () => {
    expect(boundsOf({ geometries: [], shapes: [] })).toBeNull();
    const empty: Geometry = { ...box(1, 1, 1), positions: new Float32Array(0), indices: new Uint32Array(0) };
    expect(boundsOf({ geometries: [empty], shapes: [shape(0)] })).toBeNull();
  });

  it('are tight around what is turned', () => {
    const turned = multiply(rotationAbout('Z', Math.PI / 4), rotationAbout('X', 1));
    const bounds = boundsOf({ geometries: [sphere(1)], shapes: [shape(0, turned)] });
    expect(bounds && Math.max(...sizeOf(bounds))).toBeLessThanOrEqual(2.000001);
    expect(bounds && Math.min(...sizeOf(bounds))).toBeGreaterThan(1.97);
  });

  it('leave points out that no triangle has', () => {
    const geometry: Geometry = {
      ...box(1, 1, 1),
      positions: Float32Array.of(0, 0, 0, 99, 99, 99, 1, 0, 0, 0, 1, 0),
      indices: Uint32Array.of(0, 2, 3),
    };
    expect(boundsOf({ geometries: [geometry], shapes: [shape(0)] })).toEqual({
      min: [0, 0, 0],
      max: [1, 1, 0],
    });
  });

  it('of very many places are around the box of what stands there', () => {
    const round = sphere(1);
    const turned = rotationAbout('Z', Math.PI / 4);
    const many = Array.from({ length: 12_000 }, () => shape(0, turned));
    expect(boundsOf({ geometries: [round], shapes: many })?.max).toEqual(near([Math.SQRT2, Math.SQRT2, 1]));
    expect(boundsOf({ geometries: [round], shapes: many.slice(0, 9000) })?.max[0]).toBeLessThan(1.0001);
  });
});
