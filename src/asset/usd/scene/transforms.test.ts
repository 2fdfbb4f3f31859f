import { describe, expect, it } from 'vitest';
import { identity, transformPoint, type Matrix } from '../../matrix.ts';
import { Notes } from './notes.ts';
import { primOf, stageOfText } from './testing/usd-of.ts';
import { localTransform, WorldMatrices } from './transforms.ts';

type Vector = [number, number, number];

const near = (numbers: readonly number[]): unknown =>
  numbers.map((number) => expect.closeTo(number, 5) as unknown);

/** The matrix of a prim with these operations, and what was noted. */
async function transformOf(
  operations: string,
  order: string[],
  type = 'Xform',
): Promise<{ matrix: Matrix; resets: boolean; notes: unknown[] }> {
  const stage = await stageOfText(`
    def ${type} "A" {
      ${operations}
      uniform token[] xformOpOrder = [${order.map((name) => `"${name}"`).join(', ')}]
    }`);
  const notes = new Notes();
  const transform = localTransform(primOf(stage, '/A'), notes);
  return { ...transform, notes: notes.all };
}

/** Where the operations take a point. */
async function moved(point: Vector, operations: string, order: string[]): Promise<Vector> {
  const { matrix, notes } = await transformOf(operations, order);
  expect(notes).toEqual([]);
  return transformPoint(matrix, point);
}

describe('transform operations', () => {
  it.each(['double3', 'float3', 'half3'])('translate and scale, as %s', async (type) => {
    const operations = `
      ${type} xformOp:translate = (1, 2, 3)
      ${type} xformOp:scale = (2, 4, 8)`;
    const order = ['xformOp:translate', 'xformOp:scale'];
    expect(await moved([1, 1, 1], operations, order)).toEqual([3, 6, 11]);
  });

  it('apply to points from the last in the order to the first', async () => {
    const operations = `
      double3 xformOp:translate = (1, 2, 3)
      double3 xformOp:scale = (2, 4, 8)`;
    const order = ['xformOp:scale', 'xformOp:translate'];
    expect(await moved([1, 1, 1], operations, order)).toEqual([4, 12, 32]);
  });

  it.each([
    ['X', [0, 1, 0], [0, 0, 1]],
    ['Y', [0, 0, 1], [1, 0, 0]],
    ['Z', [1, 0, 0], [0, 1, 0]],
  ] as [string, Vector, Vector][])('turn by degrees about %s', async (axis, from, to) => {
    for (const type of ['double', 'float', 'half']) {
      const operation = `${type} xformOp:rotate${axis} = 90`;
      expect(await moved(from, operation, [`xformOp:rotate${axis}`])).toEqual(near(to));
    }
  });

  it.each(['XYZ', 'XZY', 'YXZ', 'YZX', 'ZXY', 'ZYX'])(
    'turn about three axes in the order %s',
    async (order) => {
      const angles = { X: 20, Y: 50, Z: -70 } as Record<string, number>;
      const together = `float3 xformOp:rotate${order} = (20, 50, -70)`;
      const single = Array.from(order, (axis) => `float xformOp:rotate${axis} = ${angles[axis]}`).join('\n');
      // The axis that is named first turns first, so it stands last among single operations.
      const names = Array.from(order, (axis) => `xformOp:rotate${axis}`).toReversed();
      const point: Vector = [1, 2, 3];
      expect(await moved(point, together, [`xformOp:rotate${order}`])).toEqual(
        near(await moved(point, single, names)),
      );
    },
  );

  it.each(['quatf', 'quatd', 'quath'])('turn by a quaternion, as %s', async (type) => {
    const operation = `${type} xformOp:orient = (0.70710678, 0, 0, 0.70710678)`;
    const [x, y, z] = await moved([1, 0, 0], operation, ['xformOp:orient']);
    expect(Math.hypot(x, y - 1, z)).toBeLessThan(1e-3);
  });

  it('take a matrix whose last row moves', async () => {
    const operation =
      'matrix4d xformOp:transform = ((0, 2, 0, 0), (-2, 0, 0, 0), (0, 0, 2, 0), (5, 6, 7, 1))';
    expect(await moved([1, 0, 0], operation, ['xformOp:transform'])).toEqual([5, 8, 7]);
  });

  it('move about a pivot and back', async () => {
    const operations = `
      float3 xformOp:translate:pivot = (1, 0, 0)
      float xformOp:rotateZ:turn = 90`;
    const order = ['xformOp:translate:pivot', 'xformOp:rotateZ:turn', '!invert!xformOp:translate:pivot'];
    expect(await moved([2, 0, 0], operations, order)).toEqual(near([1, 1, 0]));
  });

  it.each([
    ['float3 xformOp:rotateYZX = (10, 20, 30)', 'xformOp:rotateYZX'],
    ['quatf xformOp:orient = (1, 2, 3, 4)', 'xformOp:orient'],
    ['float3 xformOp:scale = (2, 4, 8)', 'xformOp:scale'],
    [
      'matrix4d xformOp:transform = ((0, 2, 1, 0), (-2, 0, 0, 0), (0, 1, 2, 0), (5, 6, 7, 1))',
      'xformOp:transform',
    ],
  ])('are undone by their inverse: %s', async (operation, name) => {
    expect(await moved([1, 2, 3], operation, [name, `!invert!${name}`])).toEqual(near([1, 2, 3]));
  });

  it('leave out what stands before a reset, and what is above the prim', async () => {
    const operations = 'double3 xformOp:translate = (1, 2, 3)';
    const { matrix, resets } = await transformOf(operations, ['xformOp:translate', '!resetXformStack!']);
    expect(resets).toBe(true);
    expect(matrix).toEqual(identity());
  });

  it('of no order are of no effect', async () => {
    expect((await transformOf('double3 xformOp:translate = (1, 2, 3)', [])).matrix).toEqual(identity());
  });

  it.each(['Scope', 'Material'])('are of no effect on a %s', async (type) => {
    const { matrix } = await transformOf(
      'double3 xformOp:translate = (1, 2, 3)',
      ['xformOp:translate'],
      type,
    );
    expect(matrix).toEqual(identity());
  });

  it('without a value are of no effect', async () => {
    const { matrix, notes } = await transformOf('double3 xformOp:translate', ['xformOp:translate']);
    expect(matrix).toEqual(identity());
    expect(notes).toEqual([]);
  });

  it.each([
    ['is not there', '', 'xformOp:translate'],
    ['is of another kind', 'double3 xformOp:shear = (1, 2, 3)', 'xformOp:shear'],
    ['is of another type', 'double xformOp:translate = 3', 'xformOp:translate'],
    ['turns by more than a number', 'double3 xformOp:rotateX = (1, 2, 3)', 'xformOp:rotateX'],
    ['turns by less than a quaternion', 'double3 xformOp:orient = (1, 2, 3)', 'xformOp:orient'],
    ['is less than a matrix', 'double3 xformOp:transform = (1, 2, 3)', 'xformOp:transform'],
    ['cannot be undone', 'double3 xformOp:scale = (1, 0, 1)', '!invert!xformOp:scale'],
  ])('are left out with a note where one %s', async (_, operation, name) => {
    const { matrix, notes } = await transformOf(`${operation}\nfloat3 xformOp:scale:s = (2, 2, 2)`, [
      name,
      'xformOp:scale:s',
    ]);
    expect(transformPoint(matrix, [1, 1, 1])).toEqual([2, 2, 2]);
    expect(notes).toEqual([{ code: 'damaged', place: '/A', detail: name }]);
  });

  it('that come to no numbers are left out with a note', async () => {
    const { matrix, notes } = await transformOf('double3 xformOp:translate = (nan, 0, 0)', [
      'xformOp:translate',
    ]);
    expect(matrix).toEqual(identity());
    expect(notes).toEqual([{ code: 'damaged', place: '/A', detail: 'xformOpOrder' }]);
  });
});

describe('places in the scene', () => {
  it('are those of all prims above, up to one that resets', async () => {
    const translate = 'uniform token[] xformOpOrder = ["xformOp:translate"]';
    const stage = await stageOfText(`
      def Xform "A" {
        double3 xformOp:translate = (1, 0, 0)
        ${translate}
        def Scope "Between" {
          def Xform "B" {
            double3 xformOp:translate = (0, 2, 0)
            ${translate}
          }
          def Xform "C" {
            double3 xformOp:translate = (0, 0, 3)
            uniform token[] xformOpOrder = ["!resetXformStack!", "xformOp:translate"]
          }
        }
      }`);
    const matrices = new WorldMatrices();
    const placeOf = (path: string): Vector => transformPoint(matrices.of(primOf(stage, path)), [0, 0, 0]);
    expect(placeOf('/A/Between/B')).toEqual([1, 2, 0]);
    expect(placeOf('/A/Between/C')).toEqual([0, 0, 3]);
  });

  it('that take larger numbers than there are, are those of the prim above', async () => {
    const scaled = 'double3 xformOp:scale = (1e200, 1, 1)\nuniform token[] xformOpOrder = ["xformOp:scale"]';
    const stage = await stageOfText(`def Xform "A" { ${scaled}\n def Cube "B" { ${scaled} } }`);
    const matrices = new WorldMatrices();
    expect(matrices.of(primOf(stage, '/A/B'))).toEqual(matrices.of(primOf(stage, '/A')));
  });

  it('come from the start of an animation', async () => {
    const stage = await stageOfText(`
      ( startTimeCode = 5 )
      def Xform "A" {
        double3 xformOp:translate.timeSamples = { 0: (0, 0, 0), 5: (5, 0, 0), 9: (9, 0, 0) }
        uniform token[] xformOpOrder = ["xformOp:translate"]
      }`);
    expect(transformPoint(new WorldMatrices().of(primOf(stage, '/A')), [0, 0, 0])).toEqual([5, 0, 0]);
  });
});
