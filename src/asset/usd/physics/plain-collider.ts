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
import type { Vector } from '../../vector.ts';
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
  const number = (name: string, fallback: number): number => {
    const value = prim.attribute(name)?.number();
    return Math.abs(value ?? fallback);
  };
  if (prim.typeName === 'Cube') {
    const size = number('size', 2);
    return { solid: boxSolid([size * sx, size * sy, size * sz]), surface: null };
  }
  if (prim.typeName === 'Sphere') {
    const radius = number('radius', 1) * Math.max(sx, sy, sz);
    const isRound = isSame(sx, sy) && isSame(sy, sz);
    return {
      solid: ellipsoidSolid([radius, radius, radius]),
      surface: isRound ? null : surfaceOf(sphere(radius)),
    };
  }
  const shape = turnedShapes[prim.typeName];
  if (shape === undefined) return null;
  const axis = axisOf(prim);
  const [across, aside, along] = axis === 'X' ? [sy, sz, sx] : axis === 'Y' ? [sz, sx, sy] : [sx, sy, sz];
  const radius = number('radius', shape.radius) * Math.max(across, aside);
  const height = number('height', shape.height) * along;
  const isAsDrawn = isSame(across, aside) && (!shape.isRoundAtEnds || isSame(across, along));
  return {
    solid: mappedSolid(shape.solid(radius, height), axesAlong[axis], [0, 0, 0]),
    surface: isAsDrawn ? null : surfaceOf(alongAxis(shape.geometry(radius, height), axis)),
  };
}

interface TurnedShape {
  /** Fallbacks of the schema (`schema.usda` of usdGeom). */
  radius: number;
  height: number;
  isRoundAtEnds: boolean;
  solid(radius: number, height: number): Solid;
  geometry(radius: number, height: number): Geometry;
}

const turnedShapes: Readonly<Record<string, TurnedShape>> = {
  Cylinder: { radius: 1, height: 2, isRoundAtEnds: false, solid: cylinderSolid, geometry: cylinder },
  Cone: { radius: 1, height: 2, isRoundAtEnds: false, solid: coneSolid, geometry: cone },
  Capsule: {
    radius: 0.5,
    height: 1,
    isRoundAtEnds: true,
    solid: capsuleSolid,
    geometry: (radius, height) => capsule(radius, radius, height),
  },
};

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

function axisOf(prim: StagePrim): Axis {
  const axis = prim.attribute('axis')?.text();
  return axis === 'X' || axis === 'Y' ? axis : 'Z';
}

function surfaceOf({ positions, indices, surface }: Geometry): PlainCollider['surface'] {
  return surface === null ? { positions, indices } : { positions: surface.points, indices: surface.indices };
}

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= sameScale * Math.max(a, b);
