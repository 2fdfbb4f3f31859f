import { alongAxis, capsule, cone, cylinder, sphere } from '../../plain-shapes.ts';
import type { Axis } from '../../matrix.ts';
import type { Geometry } from '../../scene.ts';
import {
  boxSolid,
  capsuleSolid,
  coneSolid,
  cylinderSolid,
  ellipsoidSolid,
  mappedSolid,
  type Solid,
} from '../../solids/solid.ts';
import { surfaceOf } from '../../surface-of.ts';
import type { Vector } from '../../vector.ts';
import { axisOf, sizeOf } from '../scene/gprims.ts';
import type { StagePrim } from '../stage.ts';

/** A plain shape as an engine makes it: turned and moved like the prim, but with its scale worked into its own sizes. */
export interface PlainCollider {
  /** In the prim's axes, with all scale in it. */
  solid: Solid;
  /** Its surface in the same space, where that is not the shape that is drawn. */
  surface: { positions: Float32Array; indices: Uint32Array } | null;
}

/** Scales that differ by less are the same, as in OpenUSD's validators. */
const sameScale = 1e-5;

/**
 * What engines make of a plain shape (`_ParseSphereShapeDesc` and its like in `parseUtils.cpp` of usdPhysics): they know no
 * stretched spheres, so that the greatest scale across the axis counts for the radius. Null for types that have no such rule.
 */
export function plainCollider(prim: StagePrim, scale: Vector): PlainCollider | null {
  const [sx, sy, sz] = scale;
  const size = (name: string): number => Math.abs(sizeOf(prim, name));
  if (prim.typeName === 'Cube') {
    const side = size('size');
    return { solid: boxSolid([side * sx, side * sy, side * sz]), surface: null };
  }
  if (prim.typeName === 'Sphere') {
    const radius = size('radius') * Math.max(sx, sy, sz);
    const isRound = isSame(sx, sy) && isSame(sy, sz);
    return {
      solid: ellipsoidSolid([radius, radius, radius]),
      surface: isRound ? null : drawn(sphere(radius)),
    };
  }
  const shape = turnedShapes.get(prim.typeName);
  if (shape === undefined) return null;
  const axis = axisOf(prim);
  const [across, aside, along] = axis === 'X' ? [sy, sz, sx] : axis === 'Y' ? [sz, sx, sy] : [sx, sy, sz];
  const radius = size('radius') * Math.max(across, aside);
  const height = size('height') * along;
  const isAsDrawn = isSame(across, aside) && (!shape.isRoundAtEnds || isSame(across, along));
  return {
    solid: mappedSolid(shape.solid(radius, height), axesAlong[axis], [0, 0, 0]),
    surface: isAsDrawn ? null : drawn(alongAxis(shape.geometry(radius, height), axis)),
  };
}

interface TurnedShape {
  isRoundAtEnds: boolean;
  solid(radius: number, height: number): Solid;
  geometry(radius: number, height: number): Geometry;
}

const turnedShapes = new Map<string, TurnedShape>([
  ['Cylinder', { isRoundAtEnds: false, solid: cylinderSolid, geometry: cylinder }],
  ['Cone', { isRoundAtEnds: false, solid: coneSolid, geometry: cone }],
  [
    'Capsule',
    {
      isRoundAtEnds: true,
      solid: capsuleSolid,
      geometry: (radius, height) => capsule(radius, radius, height),
    },
  ],
]);

/** Where x, y and z of a shape along z go: around in a circle, as USD turns its shapes. */
const axesAlong: Readonly<Record<Axis, [Vector, Vector, Vector]>> = {
  X: [
    [0, 1, 0],
    [0, 0, 1],
    [1, 0, 0],
  ],
  Y: [
    [0, 0, 1],
    [1, 0, 0],
    [0, 1, 0],
  ],
  Z: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};

function drawn(geometry: Geometry): PlainCollider['surface'] {
  const { points, indices } = surfaceOf(geometry);
  return { positions: points, indices };
}

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= sameScale * Math.max(a, b);
