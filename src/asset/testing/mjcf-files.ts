import { stlBytes } from '../../simulator/results/obj.ts';
import { boxPoints, boxSides } from '../solids/testing/meshes.ts';

/** A model whose world has these elements. */
export const world = (content: string, before = ''): Record<string, string> => ({
  'model.xml': `<mujoco>${before}<worldbody>${content}</worldbody></mujoco>`,
});

/** A box with corners at 0 and at these lengths: not around the origin, so that MuJoCo moves it. */
export const boxObj = (x: number, y: number, z: number): string => {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => `v ${n & 1 && x} ${n & 2 && y} ${n & 4 && z}`);
  const sides = ['1 3 4 2', '5 6 8 7', '1 2 6 5', '3 7 8 4', '1 5 7 3', '2 4 8 6'];
  return [
    ...corners.map((line) => line.replaceAll(/ [24]/g, ' 1')),
    ...sides.map((side) => `f ${side}`),
  ].join('\n');
};

/** A box of a metre in binary STL, or the first of its faces. */
export const boxStl = (faces = 12): Uint8Array =>
  stlBytes({
    positions: boxPoints([1, 1, 1]),
    normals: [],
    uvs: [],
    triangles: boxSides
      .flatMap(([a = 0, b = 0, c = 0, d = 0]): [number, number, number][] => [
        [a, b, c],
        [a, c, d],
      ])
      .slice(0, faces),
  });
