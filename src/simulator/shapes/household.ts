import { vesselColliders } from './hollow.ts';
import { lathe } from './lathe.ts';
import { BLACK, BRASS, GLAZES, material, PAINTS, shifted, STEEL, WOODS } from './material.ts';
import { grainTurned, joined } from './mesh.ts';
import type { Vec3 } from './mesh.ts';
import { part } from './model.ts';
import type { Part } from './model.ts';
import { arc, rod } from './sweep.ts';

export function mug(): Part[] {
  const glaze = material('diffuse', 'ceramic', GLAZES);
  const body = lathe(
    [
      [0, 0.003],
      [0.026, 0.003],
      [0.029, 0],
      [0.034, 0.001],
      [0.038, 0.006],
      [0.041, 0.02],
      [0.042, 0.05],
      [0.042, 0.09],
      [0.0415, 0.094],
      [0.0395, 0.0955],
      [0.038, 0.094],
      [0.0375, 0.05],
      [0.036, 0.018],
      [0.031, 0.011],
      [0, 0.01],
    ],
    72,
    0.12,
  );
  const handle = rod(
    arc([0.039, 0, 0.05], [1, 0, 0], [0, 0, 1], -1.5, 1.5, 28).map(flattened),
    0.0052,
    18,
    0.12,
  );
  return [
    part('body', glaze, body, {
      colliders: vesselColliders({ radius: 0.042, wall: 0.005, height: 0.095, floor: 0.01 }),
    }),
    part('handle', glaze, handle),
  ];
}

/** Turns the unit arc of a handle into an ear 27 mm wide and 58 mm high. */
function flattened([x, y, z]: Vec3): Vec3 {
  return [0.039 + (x - 0.039) * 0.03, y, 0.05 + (z - 0.05) * 0.03];
}

export function bottle(): Part[] {
  const glass = material('diffuse', 'ceramic', shifted(GLAZES, 1));
  const stopper = material('diffuse_stopper', 'wood', shifted(WOODS, 2));
  const body = lathe(
    [
      [0, 0.004],
      [0.03, 0.001],
      [0.036, 0],
      [0.04, 0.004],
      [0.042, 0.014],
      [0.042, 0.14],
      [0.04, 0.158],
      [0.033, 0.178],
      [0.022, 0.196],
      [0.0155, 0.212],
      [0.0145, 0.232],
      [0.0145, 0.256],
      [0.017, 0.258],
      [0.017, 0.268],
      [0.015, 0.27],
      [0, 0.27],
    ],
    64,
    0.16,
  );
  const cork = lathe(
    [
      [0, 0.266],
      [0.0118, 0.266],
      [0.0128, 0.286],
      [0.0115, 0.289],
      [0, 0.289],
    ],
    36,
    0.1,
  );
  return [part('body', glass, body, { fill: 0.35 }), part('stopper', stopper, cork, { fill: 0.3 })];
}

export function barrel(): Part[] {
  const wood = material('diffuse', 'wood', shifted(WOODS, 1));
  const iron = material('diffuse_hoops', 'brushed_metal', [[116, 116, 120]]);
  const bulge = (z: number): number => 0.235 + 0.055 * Math.sin((Math.PI * z) / 0.8);
  const wall = Array.from({ length: 17 }, (_unused, at) => [bulge(at * 0.05), at * 0.05] as const);
  const body = lathe(
    [[0, 0.02], [0.215, 0.02], [0.22, 0], ...wall, [0.22, 0.8], [0.215, 0.78], [0, 0.78]],
    64,
    0.6,
  );
  const hoops = [0.06, 0.24, 0.56, 0.74].map((z) =>
    lathe(
      [
        [bulge(z - 0.02) - 0.004, z - 0.02],
        [bulge(z - 0.02) + 0.004, z - 0.02],
        [bulge(z + 0.02) + 0.004, z + 0.02],
        [bulge(z + 0.02) - 0.004, z + 0.02],
        [bulge(z - 0.02) - 0.004, z - 0.02],
      ],
      64,
      0.3,
    ),
  );
  return [
    part('staves', wood, grainTurned(body), { fill: 0.16 }),
    part('hoops', iron, joined(...hoops), { fill: 0.7, colliders: hoops }),
  ];
}

export function lamp(): Part[] {
  const paint = material('diffuse', 'painted_metal', shifted(PAINTS, 2));
  const metal = material('diffuse_arm', 'brushed_metal', [BRASS, STEEL]);
  const dark = material('diffuse_bulb', 'plastic', [[246, 236, 204], BLACK]);
  const base = lathe(
    [
      [0, 0],
      [0.084, 0],
      [0.09, 0.006],
      [0.088, 0.014],
      [0.03, 0.024],
      [0.016, 0.04],
      [0, 0.042],
    ],
    56,
    0.2,
  );
  const stem = rod(
    [[0, 0, 0.03], ...arc([0.08, 0, 0.3], [0.08, 0, 0], [0, 0, 0.08], Math.PI, 0.35, 18)],
    0.0065,
    16,
    0.12,
  );
  const shade = lathe(
    [
      [0.088, 0.232],
      [0.091, 0.232],
      [0.08, 0.27],
      [0.05, 0.306],
      [0.022, 0.322],
      [0.014, 0.338],
      [0, 0.34],
      [0, 0.332],
      [0.02, 0.318],
      [0.048, 0.302],
      [0.077, 0.268],
      [0.088, 0.232],
    ],
    64,
    0.25,
  );
  const bulb = lathe(
    [
      [0, 0.232],
      [0.018, 0.236],
      [0.028, 0.25],
      [0.028, 0.264],
      [0.016, 0.288],
      [0.012, 0.312],
      [0, 0.312],
    ],
    36,
    0.2,
  );
  const moved = (mesh: typeof shade): typeof shade => ({
    ...mesh,
    positions: mesh.positions.map(([x, y, z]): Vec3 => [x + 0.152, y, z]),
  });
  return [
    part('base', paint, base, { fill: 0.5 }),
    part('stem', metal, stem, { fill: 0.4 }),
    part('shade', paint, moved(shade)),
    part('bulb', dark, moved(bulb), { fill: 0.1 }),
  ];
}
