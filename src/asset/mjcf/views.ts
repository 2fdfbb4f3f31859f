import type { MainModule, MjModel } from '@mujoco/mujoco';
import type { Matrix } from '../matrix.ts';
import { dot, minus, type Vector } from '../vector.ts';

/**
 * Numbers of a model or its state. MuJoCo's types leave them open. They lie in its memory: whatever it does next may change them,
 * or take them away where the memory grows, so they are read at once.
 */
export function numbersOf(view: unknown): ArrayLike<number> {
  return view as ArrayLike<number>;
}

export const vector = (view: unknown, index: number): Vector => {
  const numbers = numbersOf(view);
  return [numbers[3 * index] ?? 0, numbers[3 * index + 1] ?? 0, numbers[3 * index + 2] ?? 0];
};

/** MuJoCo has w first; here it is last. */
export const quaternion = (view: unknown, index: number): [number, number, number, number] => {
  const numbers = numbersOf(view);
  const [w = 1, x = 0, y = 0, z = 0] = [0, 1, 2, 3].map((n) => numbers[4 * index + n] ?? 0);
  return [x, y, z, w];
};

/** Three rows of three numbers and a place, as a matrix of 16 numbers column by column. */
export function placeOf(rotations: unknown, positions: unknown, index: number): Matrix {
  const r = numbersOf(rotations);
  const at = 9 * index;
  const [x, y, z] = vector(positions, index);
  // prettier-ignore
  return Float64Array.of(
    r[at] ?? 0, r[at + 3] ?? 0, r[at + 6] ?? 0, 0,
    r[at + 1] ?? 0, r[at + 4] ?? 0, r[at + 7] ?? 0, 0,
    r[at + 2] ?? 0, r[at + 5] ?? 0, r[at + 8] ?? 0, 0,
    x, y, z, 1,
  );
}

/** A point of the world in the space of what is at `place`, which neither scales nor skews. */
export function inSpaceOf(place: Matrix, point: Readonly<Vector>): Vector {
  const from = minus(point, [place[12] ?? 0, place[13] ?? 0, place[14] ?? 0]);
  const along = (column: number): number =>
    dot([place[4 * column] ?? 0, place[4 * column + 1] ?? 0, place[4 * column + 2] ?? 0], from);
  return [along(0), along(1), along(2)];
}

/** The numbers by which MuJoCo calls kinds of things. */
export function kindsOf(mujoco: MainModule) {
  const { mjtGeom, mjtJoint, mjtObj } = mujoco;
  return {
    geom: {
      plane: mjtGeom.mjGEOM_PLANE.value,
      hfield: mjtGeom.mjGEOM_HFIELD.value,
      sphere: mjtGeom.mjGEOM_SPHERE.value,
      capsule: mjtGeom.mjGEOM_CAPSULE.value,
      ellipsoid: mjtGeom.mjGEOM_ELLIPSOID.value,
      cylinder: mjtGeom.mjGEOM_CYLINDER.value,
      box: mjtGeom.mjGEOM_BOX.value,
      mesh: mjtGeom.mjGEOM_MESH.value,
      sdf: mjtGeom.mjGEOM_SDF.value,
    },
    joint: {
      free: mjtJoint.mjJNT_FREE.value,
      ball: mjtJoint.mjJNT_BALL.value,
      slide: mjtJoint.mjJNT_SLIDE.value,
      hinge: mjtJoint.mjJNT_HINGE.value,
    },
    object: { body: mjtObj.mjOBJ_BODY.value },
  };
}
export type Kinds = ReturnType<typeof kindsOf>;

/** Which of a model's lists of names is meant. */
export type Named = 'body' | 'geom' | 'joint' | 'material' | 'texture';

/** The name of an element; null for one without. The bindings' `mj_id2name` reads from nowhere for those. */
export function nameIn(model: MjModel, kind: Named, id: number): string | null {
  const addresses = {
    body: model.name_bodyadr,
    geom: model.name_geomadr,
    joint: model.name_jntadr,
    material: model.name_matadr,
    texture: model.name_texadr,
  };
  const names = numbersOf(model.names);
  const bytes = [];
  for (let at = numbersOf(addresses[kind])[id] ?? names.length; names[at]; at++) bytes.push(names[at] ?? 0);
  return bytes.length === 0 ? null : new TextDecoder().decode(Uint8Array.from(bytes));
}
