/**
 * The light that the viewer shows objects in, computed: a quiet studio with three soft lamps, and a floor that gives a little
 * light back. It needs no file, and a processor that has to draw by itself has no part in blurring it.
 */

type Vector = readonly [number, number, number];

/** A lamp: the direction it hangs in, how wide it is (1 is half of all directions), and how bright. */
interface Lamp {
  towards: Vector;
  width: number;
  light: number;
}

const unit = ([x, y, z]: Vector): Vector => {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
};

const lamps: readonly Lamp[] = [
  { towards: unit([-0.7, 0.8, 0.6]), width: 0.2, light: 3.4 },
  { towards: unit([0.9, 0.45, 0.25]), width: 0.16, light: 1.7 },
  { towards: unit([0.1, 0.6, -1]), width: 0.24, light: 1.9 },
];

/** What comes from a direction; Y is up. */
export function lightFrom([x, y, z]: Vector): number {
  const sky = 0.4 + 0.3 * Math.max(0, y) ** 0.8 - 0.14 * Math.max(0, -y);
  return lamps.reduce((sum, { towards, width, light }) => {
    const aside = 1 - (x * towards[0] + y * towards[1] + z * towards[2]);
    return sum + light / (1 + Math.exp((aside - width) * (9 / width)));
  }, sky);
}

/** The sides of the cubes, each for a rougher surface than the one before. */
export const cubeSides = [32, 16, 8] as const;

/** How rough a surface is that mirrors the cube of a level: the inverse of three's `roughnessToMip`. */
const roughnessOf = (level: number): number => 1 - Math.sqrt(1 - level / (cubeSides.length - 1));

/** Directions that are looked at for each texel of a rough level. */
const sampleCount = 96;

/** The light of a level of the cube: six faces, each row by row, one number for each texel. */
export function cubeOfLight(level: 0 | 1 | 2, side: number = cubeSides[level]): Float32Array[] {
  const lobe = lobeOf(roughnessOf(level));
  return faces.map((direction) =>
    Float32Array.from({ length: side * side }, (_, texel) => {
      const across = ((texel % side) + 0.5) * (2 / side) - 1;
      const down = (Math.floor(texel / side) + 0.5) * (2 / side) - 1;
      return lightAround(unit(direction(across, down)), lobe);
    }),
  );
}

/** As WebGL orders the faces of a cube: +X, −X, +Y, −Y, +Z, −Z. */
const faces: readonly ((across: number, down: number) => Vector)[] = [
  (s, t) => [1, -t, -s],
  (s, t) => [-1, -t, s],
  (s, t) => [s, 1, t],
  (s, t) => [s, -1, -t],
  (s, t) => [s, -t, 1],
  (s, t) => [-s, -t, -1],
];

/** Directions around Z, each with its weight. */
type Lobe = readonly { towards: Vector; weight: number }[];

/** Where a surface of this roughness gets its light from when it is looked at from straight above (GGX). */
function lobeOf(roughness: number): Lobe {
  if (roughness === 0) return [{ towards: [0, 0, 1], weight: 1 }];
  const alpha = roughness ** 4;
  return Array.from({ length: sampleCount }, (_, index) => {
    const share = (index + 0.5) / sampleCount;
    const cosine = Math.sqrt((1 - share) / (1 + (alpha - 1) * share));
    const turn = index * 2.399963229728653;
    // The half-way direction, and from it where the light is.
    const out = 2 * cosine * cosine - 1;
    const aside = 2 * cosine * Math.sqrt(1 - cosine * cosine);
    return {
      towards: [aside * Math.cos(turn), aside * Math.sin(turn), out] as const,
      weight: Math.max(0, out),
    };
  });
}

function lightAround(normal: Vector, lobe: Lobe): number {
  const [x, y, z] = normal;
  const helper: Vector = Math.abs(y) < 0.9 ? [0, 1, 0] : [1, 0, 0];
  const right = unit(cross(helper, normal));
  const up = cross(normal, right);
  let [sum, weights] = [0, 0];
  for (const {
    towards: [a, b, c],
    weight,
  } of lobe) {
    sum +=
      weight *
      lightFrom([
        right[0] * a + up[0] * b + x * c,
        right[1] * a + up[1] * b + y * c,
        right[2] * a + up[2] * b + z * c,
      ]);
    weights += weight;
  }
  return sum / weights;
}

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
