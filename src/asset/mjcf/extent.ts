import type { MjData, MjModel } from '@mujoco/mujoco';
import { extendBounds, include, type Bounds } from '../bounds.ts';
import { minus, plus, type Vector } from '../vector.ts';
import { numbersOf, placeOf, vector } from './views.ts';
import type { Kinds } from './views.ts';

/**
 * Makes bounds hold a geom where it is in the world, exactly; planes and height fields take no part. Of meshes the vertices count,
 * which reach as far as their hull.
 */
export function extendByGeom(
  bounds: Bounds,
  model: MjModel,
  data: MjData,
  geom: number,
  kinds: Kinds['geom'],
): void {
  const place = placeOf(data.geom_xmat, data.geom_xpos, geom);
  const [x, y, z] = vector(model.geom_size, geom);
  // How far it reaches along each axis of the world: the rows of the rotation.
  const reach = (of: (row: Vector) => number): void => {
    const along = (axis: number): number =>
      of([place[axis] ?? 0, place[4 + axis] ?? 0, place[8 + axis] ?? 0]);
    const far: Vector = [along(0), along(1), along(2)];
    const center = vector(data.geom_xpos, geom);
    include(bounds, ...minus(center, far));
    include(bounds, ...plus(center, far));
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
      extendBounds(bounds, meshPoints(model, numbersOf(model.geom_dataid)[geom] ?? -1), place);
  }
}

function meshPoints(model: MjModel, mesh: number): Float32Array {
  const first = 3 * (numbersOf(model.mesh_vertadr)[mesh] ?? 0);
  const end = first + 3 * (numbersOf(model.mesh_vertnum)[mesh] ?? 0);
  return (model.mesh_vert as Float32Array).subarray(first, end);
}
