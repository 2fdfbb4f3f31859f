import { cross, normalize, subtract } from './mesh.ts';
import type { Mesh, Vec3 } from './mesh.ts';

/**
 * A toothed ring about the Z axis: straight-flanked teeth outside, a round bore inside. Sizes in metres.
 * Outline and bore have the same number of points at the same angles, so the flat faces are strips between them.
 */
export function toothedRing(
  teeth: number,
  root: number,
  tip: number,
  bore: number,
  height: number,
  texture: number,
): Mesh {
  const outline = toothOutline(teeth, root, tip);
  const mesh = {
    positions: [] as Vec3[],
    normals: [] as Vec3[],
    uvs: [] as [number, number][],
    triangles: [] as [number, number, number][],
  };
  const quad = (points: readonly [Vec3, Vec3, Vec3, Vec3], uvs: readonly [number, number][]): void => {
    const start = mesh.positions.length;
    const normal = normalize(cross(subtract(points[1], points[0]), subtract(points[3], points[0])));
    for (const point of points) {
      mesh.positions.push(point);
      mesh.normals.push(normal);
    }
    mesh.uvs.push(...uvs);
    mesh.triangles.push([start, start + 1, start + 2], [start, start + 2, start + 3]);
  };
  const flat = (p: Vec3): [number, number] => [p[0] / texture, p[1] / texture];
  const [low, high] = [-height / 2, height / 2];
  let length = 0;
  outline.forEach((from, at) => {
    const to = outline[(at + 1) % outline.length] ?? from;
    const point = ([radius, angle]: readonly [number, number], z: number): Vec3 => [
      radius * Math.cos(angle),
      radius * Math.sin(angle),
      z,
    ];
    const outer = [point(from, low), point(to, low), point(to, high), point(from, high)] as const;
    const inner = [point([bore, from[1]], low), point([bore, to[1]], low)] as const;
    const innerTop = [point([bore, from[1]], high), point([bore, to[1]], high)] as const;
    const step = Math.hypot(...subtract(outer[1], outer[0]));
    const band = [length, length + step].map((l) => l / texture);
    const [u0 = 0, u1 = 0] = band;
    const v = height / texture;
    quad(outer, [
      [u0, 0],
      [u1, 0],
      [u1, v],
      [u0, v],
    ]);
    quad(
      [inner[1], inner[0], innerTop[0], innerTop[1]],
      [
        [u1, 0],
        [u0, 0],
        [u0, v],
        [u1, v],
      ],
    );
    const top = [innerTop[0], outer[3], outer[2], innerTop[1]] as const;
    const bottom = [inner[1], outer[1], outer[0], inner[0]] as const;
    quad(top, top.map(flat));
    quad(bottom, bottom.map(flat));
    length += step;
  });
  return mesh;
}

/** Radius and angle of each outline point: four to a tooth and one more in the gap. */
function toothOutline(teeth: number, root: number, tip: number): (readonly [number, number])[] {
  const pitch = (2 * Math.PI) / teeth;
  return Array.from({ length: teeth }, (_unused, tooth) => {
    const start = tooth * pitch;
    return [
      [root, start],
      [root, start + pitch * 0.26],
      [tip, start + pitch * 0.4],
      [tip, start + pitch * 0.72],
      [root, start + pitch * 0.86],
    ] as const;
  }).flat();
}
