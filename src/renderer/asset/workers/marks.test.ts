import { Group, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { body, joint, moved, physics, sourced } from '../testing/scenes.ts';
import { Marks } from './marks.ts';

const center = sourced<[number, number, number]>([0, 0, 0]);

/** The radius of a mark in its own drawing, in metres, where a pixel is a centimetre. */
function radiusOfCenter(radii: ReadonlyMap<number, number>, scale = 1): number {
  const marks = new Marks(physics({ bodies: [body({ centerOfMass: center })] }), 1, radii);
  const root = new Group().add(marks.centers);
  root.scale.setScalar(scale);
  root.updateMatrixWorld(true);
  marks.resize(() => 0.01);
  const mark = marks.centers.children[0]?.children[0];
  return mark?.getWorldScale(new Vector3()).x ?? NaN;
}

describe('the mark of a centre of mass', () => {
  it('has one size in the picture', () => {
    expect(radiusOfCenter(new Map([[0, 5]]))).toBeCloseTo(0.1);
    expect(radiusOfCenter(new Map())).toBeCloseTo(0.1);
  });

  it('is smaller in a body that is small in the picture, which is seen around it', () => {
    expect(radiusOfCenter(new Map([[0, 0.2]]))).toBeCloseTo(0.05);
  });

  it('can be found in the smallest of bodies', () => {
    expect(radiusOfCenter(new Map([[0, 0.001]]))).toBeCloseTo(0.02);
  });

  it('is as large in an asset that is drawn in the size of another', () => {
    expect(radiusOfCenter(new Map([[0, 5]]), 20)).toBeCloseTo(0.1);
    expect(radiusOfCenter(new Map([[0, 0.01]]), 20)).toBeCloseTo(0.05);
  });
});

describe('the boxes of marks', () => {
  const solid = { mass: sourced(6), inertia: sourced<[number, number, number]>([2, 2, 2]) };
  const bodies = [body({ centerOfMass: center, matrix: moved(10, 0, 0), ...solid })];
  const joints = [joint({ anchor: [10, 0, -700], bodies: [null, 0] })];

  const boxesOf = (...shown: ('centers' | 'inertias' | 'joints')[]) => {
    const marks = new Marks(physics({ bodies, joints }), 0.01, new Map());
    for (const name of ['centers', 'inertias', 'joints'] as const) marks[name].visible = shown.includes(name);
    const root = new Group().add(...(['centers', 'inertias', 'joints'] as const).map((name) => marks[name]));
    root.updateMatrixWorld(true);
    // Whatever size they have in the picture.
    marks.resize(() => 1);
    return marks.boxes;
  };

  it('hold what is shown, with both ends of a joint', () => {
    const { sized, others } = boxesOf('centers', 'inertias', 'joints');
    expect(sized.map(({ min, max }) => [min.toArray(), max.toArray()])).toEqual([
      [near([0.1, 0, 0]), near([0.1, 0, 0])],
      [near([0.1, 0, -7]), near([0.1, 0, 0])],
    ]);
    const side = Math.SQRT2 * 0.01;
    expect(others.map((box) => box.getSize(new Vector3()).toArray())).toEqual([near([side, side, side])]);
  });

  it('are none of what is hidden', () => {
    expect(boxesOf()).toEqual({ sized: [], others: [] });
    expect(boxesOf('inertias')).toMatchObject({ sized: [], others: [{}] });
  });
});

const near = (point: readonly number[]): unknown => point.map((value) => expect.closeTo(value, 5) as unknown);
