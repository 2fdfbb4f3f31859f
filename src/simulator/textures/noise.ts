import { seededRandom } from '../random.ts';

/** Pixels along each side of a texture. */
export const TEXTURE_SIZE = 256;

/** A value from 0 to 1 for each pixel of a texture, row by row; its edges meet without a seam. */
export type Field = Float32Array;

const fields = new Map<string, Field>();

/**
 * Smooth random hills, `across` by `down` of them. Different counts stretch the hills, as wood grain and brushed
 * metal need. Fields depend on the seed text alone and are computed once.
 */
export function hills(seed: string, across: number, down: number): Field {
  return remembered(`hills/${seed}/${across}/${down}`, () => {
    const random = seededRandom('noise', seed, across, down);
    const lattice = Float32Array.from({ length: across * down }, () => random.next());
    const columns = cells(across);
    const field = new Float32Array(TEXTURE_SIZE * TEXTURE_SIZE);
    let at = 0;
    for (const row of cells(down)) {
      const [upper, lower] = [row.from * across, row.to * across];
      for (const { from, to, share } of columns) {
        const top = mix(lattice[upper + from] ?? 0, lattice[upper + to] ?? 0, share);
        const bottom = mix(lattice[lower + from] ?? 0, lattice[lower + to] ?? 0, share);
        field[at] = mix(top, bottom, row.share);
        at += 1;
      }
    }
    return field;
  });
}

/** Hills upon hills: each of the octaves twice as fine and half as high as the one before. */
export function clouds(seed: string, across: number, down: number, octaves: number): Field {
  return remembered(`clouds/${seed}/${across}/${down}/${octaves}`, () => {
    const total = 2 - 2 ** (1 - octaves);
    const field = new Float32Array(TEXTURE_SIZE * TEXTURE_SIZE);
    for (let octave = 0; octave < octaves; octave += 1) {
      const layer = hills(`${seed}/${octave}`, across * 2 ** octave, down * 2 ** octave);
      const weight = 1 / (2 ** octave * total);
      for (let at = 0; at < field.length; at += 1) field[at] = (field[at] ?? 0) + (layer[at] ?? 0) * weight;
    }
    return field;
  });
}

/** Round dots of up to `radius` pixels with soft rims, scattered: 1 in their middle, 0 elsewhere. */
export function dots(seed: string, count: number, radius: number): Field {
  return remembered(`dots/${seed}/${count}/${radius}`, () => {
    const random = seededRandom('dots', seed);
    const field = new Float32Array(TEXTURE_SIZE * TEXTURE_SIZE);
    const wrap = (pixel: number): number => ((pixel % TEXTURE_SIZE) + TEXTURE_SIZE) % TEXTURE_SIZE;
    for (let dot = 0; dot < count; dot += 1) {
      const [x, y] = [random.integer(0, TEXTURE_SIZE - 1), random.integer(0, TEXTURE_SIZE - 1)];
      const size = radius * (0.25 + 0.75 * random.next() ** 3);
      const reach = Math.ceil(size) + 1;
      for (let row = y - reach; row <= y + reach; row += 1) {
        for (let column = x - reach; column <= x + reach; column += 1) {
          const at = wrap(row) * TEXTURE_SIZE + wrap(column);
          const inside = 1 - ramp(Math.hypot(column - x, row - y), size - 0.8, size + 0.8);
          field[at] = Math.max(field[at] ?? 0, inside);
        }
      }
    }
    return field;
  });
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function ramp(value: number, from: number, to: number): number {
  return smooth(Math.min(1, Math.max(0, (value - from) / (to - from))));
}

const smooth = (t: number): number => t * t * (3 - 2 * t);
const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

/** For each pixel of a side, the two lattice points it lies between and how near it is to the second. */
function cells(count: number): { from: number; to: number; share: number }[] {
  return Array.from({ length: TEXTURE_SIZE }, (_unused, pixel) => {
    const place = ((pixel + 0.5) / TEXTURE_SIZE) * count;
    const from = Math.floor(place);
    return { from: from % count, to: (from + 1) % count, share: smooth(place - from) };
  });
}

function remembered(key: string, make: () => Field): Field {
  const field = fields.get(key) ?? make();
  fields.set(key, field);
  return field;
}
