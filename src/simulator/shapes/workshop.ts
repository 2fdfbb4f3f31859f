import { softBox } from './box.ts';
import { toothedRing } from './gear-profile.ts';
import { lathe } from './lathe.ts';
import { BLACK, BRASS, material, PAINTS, shifted, STEEL, WOODS } from './material.ts';
import { joined, placed } from './mesh.ts';
import type { Mesh, Vec3 } from './mesh.ts';
import { part } from './model.ts';
import type { Part } from './model.ts';
import { rod } from './sweep.ts';

const SIDES = [-1, 1] as const;
const box = (size: Vec3, at: Vec3, bevel: number, texture: number): Mesh =>
  placed(softBox(size, bevel, texture), at);

export function toolbox(): Part[] {
  const paint = material('diffuse', 'painted_metal', PAINTS);
  const metal = material('diffuse_metal', 'brushed_metal', [STEEL]);
  const grip = material('diffuse_grip', 'plastic', [BLACK]);
  const latches = SIDES.flatMap((x) => [
    box([0.034, 0.008, 0.058], [x * 0.13, -0.104, 0.137], 0.003, 0.1),
    box([0.026, 0.012, 0.02], [x * 0.13, -0.106, 0.122], 0.003, 0.1),
  ]);
  const posts = SIDES.map((x) => box([0.024, 0.03, 0.05], [x * 0.1, 0, 0.205], 0.004, 0.1));
  const bar: Vec3[] = [
    [-0.1, 0, 0.205],
    [-0.1, 0, 0.236],
    [-0.092, 0, 0.25],
    [-0.076, 0, 0.257],
    [0.076, 0, 0.257],
    [0.092, 0, 0.25],
    [0.1, 0, 0.236],
    [0.1, 0, 0.205],
  ];
  return [
    part('body', paint, box([0.44, 0.2, 0.14], [0, 0, 0.072], 0.01, 0.35), { fill: 0.045 }),
    part('lid', paint, box([0.448, 0.208, 0.05], [0, 0, 0.17], 0.013, 0.35), { fill: 0.08 }),
    part('latches', metal, joined(...latches), { fill: 0.5, colliders: latches }),
    part('handle_posts', metal, joined(...posts), { fill: 0.3, colliders: posts }),
    part('handle', grip, rod(bar, 0.011, 16, 0.08)),
  ];
}

export function crate(): Part[] {
  const wood = material('diffuse', 'wood', WOODS);
  const dark = material('diffuse_frame', 'wood', shifted(WOODS, 1));
  const half = 0.25;
  const heights = [0.075, 0.16, 0.245, 0.33, 0.415];
  const slats = heights.flatMap((z) => [
    ...SIDES.map((y) => box([0.48, 0.016, 0.074], [0, y * (half - 0.01), z], 0.005, 0.42)),
    ...SIDES.map((x) => box([0.016, 0.448, 0.074], [x * (half - 0.01), 0, z], 0.005, 0.42)),
  ]);
  const floor = [-2, -1, 0, 1, 2].map((at) => box([0.46, 0.088, 0.016], [0, at * 0.094, 0.03], 0.004, 0.42));
  const posts = SIDES.flatMap((x) =>
    SIDES.map((y) => box([0.05, 0.05, 0.46], [x * half, y * half, 0.23], 0.006, 0.42)),
  );
  const rims = [0.038, 0.452].flatMap((z) => [
    ...SIDES.map((y) => box([0.45, 0.024, 0.052], [0, y * (half + 0.009), z], 0.005, 0.42)),
    ...SIDES.map((x) => box([0.024, 0.45, 0.052], [x * (half + 0.009), 0, z], 0.005, 0.42)),
  ]);
  const frame = [...posts, ...rims];
  const planks = [...slats, ...floor];
  return [
    part('planks', wood, joined(...planks), { colliders: planks }),
    part('frame', dark, joined(...frame), { colliders: frame }),
  ];
}

export function gear(): Part[] {
  const steel = material('diffuse', 'brushed_metal', [STEEL, BRASS]);
  const hub = material('diffuse_hub', 'painted_metal', PAINTS);
  const ring = toothedRing(20, 0.096, 0.116, 0.068, 0.034, 0.12);
  const plate = lathe(
    [
      [0.026, 0.011],
      [0.026, -0.011],
      [0.07, -0.011],
      [0.07, 0.011],
      [0.026, 0.011],
    ],
    60,
    0.12,
  );
  const boss = lathe(
    [
      [0.016, 0.026],
      [0.016, -0.026],
      [0.03, -0.026],
      [0.033, -0.023],
      [0.033, 0.023],
      [0.03, 0.026],
      [0.016, 0.026],
    ],
    48,
    0.12,
  );
  // The gear stands on its teeth, as on a shelf.
  const upright = (mesh: Mesh): Mesh => placed(mesh, [0, 0, 0.1155], [1, 0, 0], Math.PI / 2);
  return [
    part('teeth', steel, upright(ring)),
    part('plate', hub, upright(plate)),
    part('boss', steel, upright(boss)),
  ];
}
