import { softBox } from './box.ts';
import { lathe } from './lathe.ts';
import { BLACK, material, PAINTS, shifted, WOODS } from './material.ts';
import { joined, placed } from './mesh.ts';
import type { Mesh, Vec3 } from './mesh.ts';
import { part } from './model.ts';
import type { Part } from './model.ts';
import { rod } from './sweep.ts';

const SIDES = [-1, 1] as const;

/** A leg that narrows downward, from the floor to `height`, leaning outward by `lean` radians. */
function leg(height: number, top: number, foot: number): Mesh {
  return lathe(
    [
      [0, 0],
      [foot * 0.9, 0],
      [foot, 0.006],
      [top, height],
      [0, height],
    ],
    20,
    0.5,
  );
}

export function chair(): Part[] {
  const wood = material('diffuse', 'wood', WOODS);
  const cloth = material('diffuse_seat', 'fabric', shifted(PAINTS, 1));
  const legs = SIDES.flatMap((x) =>
    SIDES.map((y) => {
      const lean: Vec3 = [-y, x, 0];
      return placed(leg(0.445, 0.019, 0.013), [x * 0.215, y * 0.205, 0], lean, -0.07);
    }),
  );
  const posts = SIDES.map((y) =>
    rod(
      [
        [-0.185, y * 0.175, 0.42],
        [-0.205, y * 0.178, 0.62],
        [-0.245, y * 0.18, 0.86],
      ],
      0.016,
      14,
      0.4,
    ),
  );
  const slats = [0.6, 0.7, 0.8].map((height, at) =>
    placed(softBox([0.018, 0.36, 0.062], 0.006, 0.5), [-0.203 - at * 0.0165, 0, height], [0, 1, 0], -0.17),
  );
  const rails = SIDES.map((y) =>
    rod(
      [
        [-0.2, y * 0.2, 0.2],
        [0.2, y * 0.2, 0.2],
      ],
      0.009,
      12,
      0.4,
    ),
  );
  const pieces = [...legs, ...posts, ...slats, ...rails];
  return [
    part('frame', wood, joined(...pieces), { colliders: pieces }),
    part('seat_board', wood, placed(softBox([0.43, 0.43, 0.022], 0.008, 0.5), [0, 0, 0.446])),
    part('cushion', cloth, placed(softBox([0.4, 0.4, 0.045], 0.021, 0.16), [0.004, 0, 0.479])),
  ];
}

export function stool(): Part[] {
  const wood = material('diffuse', 'wood', shifted(WOODS, 2));
  const metal = material('diffuse_legs', 'painted_metal', [BLACK]);
  const seat = lathe(
    [
      [0, 0],
      [0.155, 0],
      [0.168, 0.008],
      [0.17, 0.02],
      [0.162, 0.032],
      [0.14, 0.034],
      [0.07, 0.028],
      [0, 0.026],
    ],
    56,
    0.5,
  );
  const legs = [0, 1, 2].map((at) => {
    const angle = (2 * Math.PI * at) / 3;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return rod(
      [
        [0.2 * c, 0.2 * s, 0],
        [0.1 * c, 0.1 * s, 0.6],
      ],
      0.012,
      16,
      0.3,
    );
  });
  const ring = Array.from({ length: 37 }, (_unused, at): Vec3 => {
    const angle = (2 * Math.PI * at) / 36;
    return [0.163 * Math.cos(angle), 0.163 * Math.sin(angle), 0.22];
  });
  return [
    part('seat', wood, placed(seat, [0, 0, 0.6])),
    part('legs', metal, joined(...legs), { fill: 0.3, colliders: legs }),
    part('ring', metal, rod(ring, 0.007, 12, 0.3), { fill: 0.3 }),
  ];
}

export function table(): Part[] {
  const wood = material('diffuse', 'wood', shifted(WOODS, 1));
  const metal = material('diffuse_frame', 'painted_metal', [BLACK]);
  const legs = SIDES.flatMap((x) =>
    SIDES.map((y) => placed(softBox([0.045, 0.045, 0.7], 0.004, 0.3), [x * 0.52, y * 0.27, 0.35])),
  );
  const rails = [
    ...SIDES.map((y) => placed(softBox([1, 0.02, 0.07], 0.003, 0.3), [0, y * 0.27, 0.665])),
    ...SIDES.map((x) => placed(softBox([0.02, 0.5, 0.07], 0.003, 0.3), [x * 0.52, 0, 0.665])),
  ];
  const pieces = [...legs, ...rails];
  return [
    part('top', wood, placed(softBox([1.2, 0.68, 0.036], 0.009, 0.6), [0, 0, 0.718])),
    part('frame', metal, joined(...pieces), { fill: 0.2, colliders: pieces }),
  ];
}
