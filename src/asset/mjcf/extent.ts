import type { MjData, MjModel } from '@mujoco/mujoco';
import { numbersOf, placeOf } from './views.ts';
import type { Kinds } from './views.ts';

/** The lowest and highest corner of something that stands along the axes. */
export interface Extent {
  min: [number, number, number];
  max: [number, number, number];
}

export const noExtent = (): Extent => ({
  min: [Infinity, Infinity, Infinity],
  max: [-Infinity, -Infinity, -Infinity],
});

export function include(extent: Extent, other: Extent): void {
  for (let axis = 0; axis < 3; axis++) {
    extent.min[axis] = Math.min(extent.min[axis] ?? 0, other.min[axis] ?? 0);
    extent.max[axis] = Math.max(extent.max[axis] ?? 0, other.max[axis] ?? 0);
  }
}

/**
 * How far a geom reaches in the world, exactly; null for planes and height fields. Of meshes the vertices count, which reach as far
 * as their hull.
 */
export function extentOf(model: MjModel, data: MjData, geom: number, kinds: Kinds['geom']): Extent | null {
  const place = placeOf(data.geom_xmat, data.geom_xpos, geom);
  const size = numbersOf(model.geom_size);
  const [x = 0, y = 0, z = 0] = [0, 1, 2].map((n) => size[3 * geom + n] ?? 0);
  // How far it reaches along each axis of the world: the rows of the rotation.
  const reach = (of: (row: [number, number, number]) => number): Extent => {
    const extent = noExtent();
    for (let axis = 0; axis < 3; axis++) {
      const far = of([place[axis] ?? 0, place[4 + axis] ?? 0, place[8 + axis] ?? 0]);
      extent.min[axis] = (place[12 + axis] ?? 0) - far;
      extent.max[axis] = (place[12 + axis] ?? 0) + far;
    }
    return extent;
  };
  switch (numbersOf(model.geom_type)[geom]) {
    case kinds.sphere:
      return reach(() => x);
    case kinds.ellipsoid:
      return reach(([a, b, c]) => Math.hypot(a * x, b * y, c * z));
    case kinds.capsule:
      return reach(([, , c]) => x + Math.abs(c) * y);
    case kinds.cylinder:
      return reach(([a, b, c]) => Math.hypot(a, b) * x + Math.abs(c) * y);
    case kinds.box:
      return reach(([a, b, c]) => Math.abs(a) * x + Math.abs(b) * y + Math.abs(c) * z);
    case kinds.mesh:
    case kinds.sdf:
      return meshExtent(model, numbersOf(model.geom_dataid)[geom] ?? -1, place);
    default:
      return null;
  }
}

function meshExtent(model: MjModel, mesh: number, place: Float64Array): Extent | null {
  if (mesh < 0) return null;
  const first = 3 * (numbersOf(model.mesh_vertadr)[mesh] ?? 0);
  const end = first + 3 * (numbersOf(model.mesh_vertnum)[mesh] ?? 0);
  const points = numbersOf(model.mesh_vert);
  const extent = noExtent();
  for (let at = first; at < end; at += 3)
    for (let axis = 0; axis < 3; axis++) {
      const value =
        (place[12 + axis] ?? 0) +
        (place[axis] ?? 0) * (points[at] ?? 0) +
        (place[4 + axis] ?? 0) * (points[at + 1] ?? 0) +
        (place[8 + axis] ?? 0) * (points[at + 2] ?? 0);
      if (value < (extent.min[axis] ?? 0)) extent.min[axis] = value;
      if (value > (extent.max[axis] ?? 0)) extent.max[axis] = value;
    }
  return extent;
}
