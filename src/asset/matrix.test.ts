import { describe, expect, it } from 'vitest';
import {
  axisLengths,
  determinant,
  identity,
  inverse,
  multiply,
  rotationAbout,
  rotationOf,
  scaling,
  transformDirection,
  transformPoint,
  translation,
} from './matrix.ts';

const quarter = Math.PI / 2;
const near = (numbers: Iterable<number>): unknown =>
  Array.from(numbers, (number) => expect.closeTo(number, 10) as unknown);

describe('matrices', () => {
  it('do the second one first', () => {
    const movedThenScaled = multiply(scaling(2, 2, 2), translation(1, 0, 0));
    expect(transformPoint(movedThenScaled, [1, 1, 1])).toEqual([4, 2, 2]);
    const scaledThenMoved = multiply(translation(1, 0, 0), scaling(2, 2, 2));
    expect(transformPoint(scaledThenMoved, [1, 1, 1])).toEqual([3, 2, 2]);
  });

  it('turn counter-clockwise about each axis', () => {
    expect(transformPoint(rotationAbout('X', quarter), [0, 1, 0])).toEqual(near([0, 0, 1]));
    expect(transformPoint(rotationAbout('Y', quarter), [0, 0, 1])).toEqual(near([1, 0, 0]));
    expect(transformPoint(rotationAbout('Z', quarter), [1, 0, 0])).toEqual(near([0, 1, 0]));
  });

  it('turn by a quaternion of any length as about its axis', () => {
    const half = Math.SQRT1_2;
    expect([...rotationOf(half, 0, 0, half)]).toEqual(near(rotationAbout('X', quarter)));
    expect([...rotationOf(0, 3, 0, 3)]).toEqual(near(rotationAbout('Y', quarter)));
    expect([...rotationOf(0, 0, half, half)]).toEqual(near(rotationAbout('Z', quarter)));
    expect(rotationOf(0, 0, 0, 0)).toEqual(identity());
  });

  it('are undone by their inverse, mirrored and sheared ones as well', () => {
    const matrix = multiply(
      multiply(translation(1, 2, 3), multiply(rotationOf(1, 2, 3, 4), scaling(-2, 3, 0.5))),
      multiply(rotationAbout('Y', 1), scaling(1, 2, 3)),
    );
    const undone = inverse(matrix);
    expect(undone && [...multiply(undone, matrix)]).toEqual(near(identity()));
    expect(undone && [...multiply(matrix, undone)]).toEqual(near(identity()));
  });

  it('cannot be undone where they flatten or hold no numbers', () => {
    expect(inverse(scaling(1, 0, 1))).toBeNull();
    expect(inverse(scaling(1, Number.NaN, 1))).toBeNull();
    expect(inverse(scaling(1, Infinity, 1))).toBeNull();
  });

  it('tell volume, mirroring and the lengths of axes', () => {
    const matrix = multiply(rotationOf(1, 2, 3, 4), scaling(-2, 3, 0.5));
    expect(determinant(matrix)).toBeCloseTo(-3);
    expect(axisLengths(matrix)).toEqual(near([2, 3, 0.5]));
  });

  it('do not move directions', () => {
    expect(transformDirection(multiply(translation(5, 5, 5), scaling(2, 1, 1)), [1, 1, 1])).toEqual([
      2, 1, 1,
    ]);
  });
});
