import type { Finish, Rgb } from '../shapes/material.ts';
import { clouds, dots, hills, ramp } from './noise.ts';

/** The colour of a surface at a pixel, given as its number in a field and its place in the unit square. */
type Painter = (pixel: number, u: number, v: number) => Rgb;

const mixed = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];
const shaded = (a: Rgb, by: number): Rgb => [a[0] * by, a[1] * by, a[2] * by];

/** Boards side by side, each with its own tone, long wavy grain and fine pores. */
function wood(tint: Rgb): Painter {
  const bend = clouds('wood-bend', 2, 4, 3);
  const tone = clouds('wood-tone', 2, 6, 3);
  const pores = hills('wood-pores', 16, 150);
  const fine = hills('wood-fine', 6, 128);
  const dark = shaded(tint, 0.66);
  const light = mixed(shaded(tint, 1.06), [255, 232, 190], 0.1);
  return (pixel, _u, v) => {
    const rings = (v + ((bend[pixel] ?? 0) - 0.5) * 0.3) * 26;
    const ring = rings - Math.floor(rings);
    const grain = ring < 0.7 ? ring / 0.7 : (1 - ring) / 0.3;
    const base = mixed(light, dark, grain * 0.3 + (tone[pixel] ?? 0) * 0.5);
    const pore = ramp(pores[pixel] ?? 0, 0.72, 0.98) * 0.2;
    const gap = ramp(Math.abs((v % 0.5) - 0.25), 0.246, 0.2495) * 0.6;
    const board = v < 0.5 ? 1 : 0.92;
    return shaded(base, board * (1 - pore) * (1 - gap) * (0.94 + (fine[pixel] ?? 0) * 0.12));
  };
}

/** Fine streaks along u, some broader and brighter, under a faint haze. */
function brushedMetal(tint: Rgb): Painter {
  const fine = hills('brush-fine', 5, 128);
  const finer = hills('brush-finer', 11, 256);
  const broad = hills('brush-broad', 2, 24);
  const haze = clouds('brush-haze', 2, 3, 4);
  return (pixel) => {
    const streaks = (fine[pixel] ?? 0) * 0.13 + (finer[pixel] ?? 0) * 0.11 + (broad[pixel] ?? 0) * 0.08;
    return shaded(tint, 0.8 + streaks - (haze[pixel] ?? 0) * 0.1);
  };
}

/** Enamel with a slight orange peel, scuffs along u, and small chips through which primer and steel show. */
function paintedMetal(tint: Rgb): Painter {
  const peel = hills('paint-peel', 96, 96);
  const tone = clouds('paint-tone', 2, 2, 4);
  const scuff = hills('paint-scuff', 6, 110);
  const where = clouds('paint-where', 3, 3, 3);
  const chips = clouds('paint-chips', 22, 22, 4);
  const steel: Rgb = [150, 150, 154];
  const primer = shaded(tint, 0.55);
  return (pixel) => {
    const grain = peel[pixel] ?? 0;
    const place = where[pixel] ?? 0;
    const base = shaded(tint, 0.88 + (tone[pixel] ?? 0) * 0.2 + (grain - 0.5) * 0.05);
    const worn = ramp(scuff[pixel] ?? 0, 0.84, 0.99) * ramp(place, 0.45, 0.7) * 0.28;
    const chip = (chips[pixel] ?? 0) + (place - 0.5) * 0.3;
    const edged = mixed(mixed(base, [240, 240, 236], worn), primer, ramp(chip, 0.765, 0.79) * 0.8);
    return mixed(edged, shaded(steel, 0.85 + grain * 0.3), ramp(chip, 0.785, 0.805));
  };
}

/** Glaze that pools a little darker here and there, with iron speckles. */
function ceramic(tint: Rgb): Painter {
  const pool = clouds('glaze-pool', 2, 2, 4);
  const large = dots('glaze-large', 170, 1.9);
  const small = dots('glaze-small', 700, 0.9);
  const iron: Rgb = [84, 62, 48];
  return (pixel) => {
    const base = shaded(tint, 1.04 - (pool[pixel] ?? 0) * 0.13);
    return mixed(base, iron, Math.max((large[pixel] ?? 0) * 0.55, (small[pixel] ?? 0) * 0.3));
  };
}

/** Moulded plastic: a fine even grain. */
function plastic(tint: Rgb): Painter {
  const grain = hills('plastic-grain', 110, 110);
  const tone = clouds('plastic-tone', 2, 2, 3);
  return (pixel) => shaded(tint, 0.88 + (grain[pixel] ?? 0) * 0.18 + (tone[pixel] ?? 0) * 0.06);
}

/** A plain weave: threads over and under each other, none quite like the next. */
function fabric(tint: Rgb): Painter {
  const threads = 32;
  const warp = hills('weave-warp', threads, 9);
  const weft = hills('weave-weft', 9, threads);
  const tone = clouds('weave-tone', 2, 2, 4);
  return (pixel, u, v) => {
    const [x, y] = [u * threads, v * threads];
    const over = (Math.floor(x) + Math.floor(y)) % 2 === 0;
    const across = Math.sin(Math.PI * (x - Math.floor(x)));
    const along = Math.sin(Math.PI * (y - Math.floor(y)));
    const height = over ? across * (0.6 + 0.4 * along) : along * (0.6 + 0.4 * across);
    const own = (over ? warp[pixel] : weft[pixel]) ?? 0;
    return shaded(tint, (0.66 + height * 0.36) * (0.88 + own * 0.24) * (0.95 + (tone[pixel] ?? 0) * 0.1));
  };
}

/** How each finish is painted in a tint. */
export const PAINTERS: Readonly<Record<Finish, (tint: Rgb) => Painter>> = {
  wood,
  brushed_metal: brushedMetal,
  painted_metal: paintedMetal,
  ceramic,
  plastic,
  fabric,
};
