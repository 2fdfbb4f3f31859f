import { cross, normalize, scale, subtract } from './mesh.ts';
import type { Mesh, Vec3 } from './mesh.ts';

/** A point of a profile: distance from the axis and height, metres. */
export type ProfilePoint = readonly [radius: number, height: number];

/** Neighbouring faces of the profile that meet at more than this angle (radians) get a hard edge. */
const CREASE = 0.7;

/**
 * A profile turned about the Z axis. The profile runs so that its outside lies to its right: from the bottom of the
 * axis outward, up, and back to the axis; it is closed when both ends lie on the axis or meet.
 */
export function lathe(profile: readonly ProfilePoint[], sides: number, texture: number): Mesh {
  const rows = profileRows(profile);
  const widest = Math.max(...profile.map(([radius]) => radius));
  // A whole number of repeats, so that the texture meets itself at the seam.
  const repeats = Math.max(1, Math.round((2 * Math.PI * widest) / texture));
  const mesh = {
    positions: [] as Vec3[],
    normals: [] as Vec3[],
    uvs: [] as [number, number][],
    triangles: [] as [number, number, number][],
  };
  for (const row of rows) {
    for (let side = 0; side <= sides; side += 1) {
      const angle = (2 * Math.PI * (side % sides)) / sides;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      mesh.positions.push([row.radius * c, row.radius * s, row.height]);
      mesh.normals.push([row.outward * c, row.outward * s, row.upward]);
      mesh.uvs.push([(side / sides) * repeats, row.length / texture]);
    }
  }
  rows.forEach((row, at) => {
    const next = rows[at + 1];
    if (next === undefined || row.last) return;
    for (let side = 0; side < sides; side += 1) {
      const a = at * (sides + 1) + side;
      const b = a + sides + 1;
      if (row.radius > 0) mesh.triangles.push([a, a + 1, b + 1]);
      if (next.radius > 0) mesh.triangles.push([a, b + 1, b]);
    }
  });
  return withoutSlivers(mesh);
}

interface Row {
  radius: number;
  height: number;
  outward: number;
  upward: number;
  /** Distance along the profile, for the texture. */
  length: number;
  /** The next row starts a new smooth run. */
  last: boolean;
}

function profileRows(profile: readonly ProfilePoint[]): Row[] {
  const normals = profile.slice(1).map(([radius, height], at): readonly [number, number] => {
    const [fromRadius, fromHeight] = profile[at] ?? [0, 0];
    const [n, , m] = normalize([height - fromHeight, 0, fromRadius - radius]);
    return [n, m];
  });
  let length = 0;
  return profile.flatMap(([radius, height], at): Row[] => {
    const before = normals[at - 1];
    const after = normals[at];
    const previous = profile[at - 1];
    if (previous !== undefined) length += Math.hypot(radius - previous[0], height - previous[1]);
    const row = (n: readonly [number, number], last: boolean): Row => ({
      radius,
      height,
      outward: n[0],
      upward: n[1],
      length,
      last,
    });
    if (before === undefined || after === undefined)
      return [row(before ?? after ?? [1, 0], after === undefined)];
    const angle = Math.acos(Math.min(1, Math.max(-1, before[0] * after[0] + before[1] * after[1])));
    if (angle > CREASE) return [row(before, true), row(after, false)];
    const [n, , m] = normalize([before[0] + after[0], 0, before[1] + after[1]]);
    return [row([n, m], false)];
  });
}

/** Leaves out triangles without area, which strict readers complain about. */
function withoutSlivers(mesh: Mesh): Mesh {
  const at = (index: number): Vec3 => mesh.positions[index] ?? [0, 0, 0];
  const triangles = mesh.triangles.filter(([a, b, c]) => {
    const area = scale(cross(subtract(at(b), at(a)), subtract(at(c), at(a))), 0.5);
    return Math.hypot(...area) > 1e-12;
  });
  return { ...mesh, triangles };
}
