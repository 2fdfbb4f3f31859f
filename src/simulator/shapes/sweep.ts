import { add, cross, normalize, scale, subtract } from './mesh.ts';
import type { Mesh, Vec3 } from './mesh.ts';

/** A round rod along a path of points, its ends closed by flat discs. For handles, arms and rails. */
export function rod(path: readonly Vec3[], radius: number, sides: number, texture: number): Mesh {
  const mesh = {
    positions: [] as Vec3[],
    normals: [] as Vec3[],
    uvs: [] as [number, number][],
    triangles: [] as [number, number, number][],
  };
  const repeats = Math.max(1, Math.round((2 * Math.PI * radius) / texture));
  let side = perpendicular(tangentAt(path, 0));
  let length = 0;
  path.forEach((point, at) => {
    const tangent = tangentAt(path, at);
    // Carrying the side vector along keeps the rod from twisting.
    side = normalize(cross(tangent, cross(side, tangent)));
    const up = cross(tangent, side);
    const previous = path[at - 1];
    if (previous !== undefined) length += Math.hypot(...subtract(point, previous));
    for (let step = 0; step <= sides; step += 1) {
      const angle = (2 * Math.PI * (step % sides)) / sides;
      const outward = add(scale(side, Math.cos(angle)), scale(up, Math.sin(angle)));
      mesh.positions.push(add(point, scale(outward, radius)));
      mesh.normals.push(outward);
      mesh.uvs.push([length / texture, (step / sides) * repeats]);
    }
    if (at === 0) return;
    for (let step = 0; step < sides; step += 1) {
      const b = at * (sides + 1) + step;
      const a = b - sides - 1;
      mesh.triangles.push([a, a + 1, b + 1], [a, b + 1, b]);
    }
  });
  const row = sides + 1;
  addCap(mesh, 0, sides, scale(tangentAt(path, 0), -1));
  addCap(mesh, (path.length - 1) * row, sides, tangentAt(path, path.length - 1));
  return mesh;
}

/** Points on an arc about a centre: from `start` to `end` radians in the plane of `across` and `up`. */
export function arc(centre: Vec3, across: Vec3, up: Vec3, start: number, end: number, steps: number): Vec3[] {
  return Array.from({ length: steps + 1 }, (_unused, step) => {
    const angle = start + ((end - start) * step) / steps;
    return add(centre, add(scale(across, Math.cos(angle)), scale(up, Math.sin(angle))));
  });
}

function addCap(
  mesh: {
    positions: Vec3[];
    normals: Vec3[];
    uvs: [number, number][];
    triangles: [number, number, number][];
  },
  ring: number,
  sides: number,
  outward: Vec3,
): void {
  const start = mesh.positions.length;
  for (let step = 0; step < sides; step += 1) {
    mesh.positions.push(mesh.positions[ring + step] ?? [0, 0, 0]);
    mesh.normals.push(outward);
    const angle = (2 * Math.PI * step) / sides;
    mesh.uvs.push([0.5 + 0.1 * Math.cos(angle), 0.5 + 0.1 * Math.sin(angle)]);
  }
  const front = ring > 0;
  for (let step = 1; step < sides - 1; step += 1) {
    const [b, c] = front ? [step, step + 1] : [step + 1, step];
    mesh.triangles.push([start, start + b, start + c]);
  }
}

function tangentAt(path: readonly Vec3[], at: number): Vec3 {
  const from = path[Math.max(0, at - 1)] ?? [0, 0, 0];
  const to = path[Math.min(path.length - 1, at + 1)] ?? [0, 0, 1];
  return normalize(subtract(to, from));
}

function perpendicular(direction: Vec3): Vec3 {
  return normalize(cross(direction, Math.abs(direction[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0]));
}
