import type { Mesh, Vec3 } from './mesh.ts';
import { placed } from './mesh.ts';
import { softBox } from './box.ts';

/**
 * The convex pieces of an upright hollow vessel: staves around its wall and a floor. One hull would fill the vessel,
 * and nothing could be dropped into it. Sizes in metres.
 */
export function vesselColliders(vessel: {
  radius: number;
  wall: number;
  height: number;
  floor: number;
  staves?: number;
}): Mesh[] {
  const { radius, wall, height, floor, staves = 10 } = vessel;
  const width = 2 * radius * Math.tan(Math.PI / staves);
  const middle = radius - wall / 2;
  const wallPieces = Array.from({ length: staves }, (_unused, stave) => {
    const angle = (2 * Math.PI * stave) / staves;
    const at: Vec3 = [middle * Math.cos(angle), middle * Math.sin(angle), height / 2];
    return placed(softBox([wall, width, height], 0.0001, 1), at, [0, 0, 1], angle);
  });
  const side = radius * Math.SQRT2;
  return [...wallPieces, placed(softBox([side, side, floor], 0.0001, 1), [0, 0, floor / 2])];
}
