import { boxOf } from '../solids/testing/meshes.ts';

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
export function boxStl(faces = 12): Uint8Array {
  const { positions, indices } = boxOf([1, 1, 1]);
  const bytes = new Uint8Array(84 + 50 * faces);
  const view = new DataView(bytes.buffer);
  view.setUint32(80, faces, true);
  for (let corner = 0; corner < 3 * faces; corner += 1)
    for (let axis = 0; axis < 3; axis += 1) {
      const at = 84 + 50 * Math.floor(corner / 3) + 12 + 12 * (corner % 3) + 4 * axis;
      view.setFloat32(at, positions[3 * (indices[corner] ?? 0) + axis] ?? 0, true);
    }
  return bytes;
}
