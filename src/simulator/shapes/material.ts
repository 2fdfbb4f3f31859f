/** How a surface looks; each finish has its own procedural texture. */
export const FINISHES = ['wood', 'brushed_metal', 'painted_metal', 'ceramic', 'plastic', 'fabric'] as const;
export type Finish = (typeof FINISHES)[number];

/** Red, green and blue, each 0 to 255. */
export type Rgb = readonly [number, number, number];

export interface Material {
  /** An identifier, unique in its model; also the stem of the texture's file name. */
  readonly name: string;
  readonly finish: Finish;
  readonly tint: Rgb;
  /** The tints that it comes in. */
  readonly tints: readonly Rgb[];
  readonly roughness: number;
  readonly metallic: number;
  /** Kilograms per cubic metre. */
  readonly density: number;
}

const SURFACE: Record<Finish, Pick<Material, 'roughness' | 'metallic' | 'density'>> = {
  wood: { roughness: 0.65, metallic: 0, density: 680 },
  brushed_metal: { roughness: 0.35, metallic: 0.9, density: 7_800 },
  painted_metal: { roughness: 0.45, metallic: 0.15, density: 7_800 },
  ceramic: { roughness: 0.2, metallic: 0, density: 2_300 },
  plastic: { roughness: 0.5, metallic: 0, density: 1_150 },
  fabric: { roughness: 0.9, metallic: 0, density: 420 },
};

export function material(name: string, finish: Finish, tints: readonly Rgb[]): Material {
  return { name, finish, tint: tints[0] ?? STEEL, tints, ...SURFACE[finish] };
}

/** The material in its tint of that number; they repeat. */
export function tinted(of: Material, number: number): Material {
  return { ...of, tint: of.tints[number % of.tints.length] ?? of.tint };
}

/** The same tints, starting from another, so that two materials of a thing differ. */
export const shifted = (tints: readonly Rgb[], by: number): readonly Rgb[] => [
  ...tints.slice(by),
  ...tints.slice(0, by),
];

export const STEEL: Rgb = [176, 180, 186];
export const BRASS: Rgb = [196, 160, 92];
export const BLACK: Rgb = [44, 45, 49];

/** The same four choices for every shape, so that few textures serve thousands of jobs. */
export const WOODS: readonly Rgb[] = [
  [186, 138, 86],
  [148, 98, 58],
  [206, 170, 120],
  [112, 74, 48],
];
export const PAINTS: readonly Rgb[] = [
  [186, 52, 44],
  [38, 92, 148],
  [58, 118, 82],
  [222, 156, 46],
];
export const GLAZES: readonly Rgb[] = [
  [232, 226, 214],
  [92, 132, 150],
  [196, 110, 84],
  [124, 142, 108],
];
