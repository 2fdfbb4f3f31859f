import type { MainModule, MjModel } from '@mujoco/mujoco';
import type { AssetBudget } from '../limits.ts';
import { once } from '../once.ts';
import type { MapUseOf, Material, Note, Texture } from '../scene.ts';
import { nameIn, numbersOf } from './views.ts';

type Rgba = [number, number, number, number];

/** MuJoCo's own colour for geoms that name none; beside a material it means that the material's is taken. */
const unnamed: Rgba = [0.5, 0.5, 0.5, 1];

/** The materials and textures of a model, as MuJoCo draws them (engine_vis_visualize.c, setMaterial). */
export class GeomMaterials {
  readonly list: Material[] = [];
  readonly textures: Texture[] = [];
  readonly notes: Note[] = [];
  readonly #mujoco: MainModule;
  readonly #model: MjModel;
  readonly #budget: AssetBudget;
  readonly #known = new Map<string, number>();
  readonly #knownTextures = new Map<number, number>();
  readonly #file: string;

  constructor(mujoco: MainModule, model: MjModel, budget: AssetBudget, file: string) {
    this.#mujoco = mujoco;
    this.#model = model;
    this.#budget = budget;
    this.#file = file;
  }

  /** Linear colour and opacity that a geom is drawn with. */
  color(geom: number): Rgba {
    const own = rgbaAt(this.#model.geom_rgba, geom);
    const material = numbersOf(this.#model.geom_matid)[geom] ?? -1;
    return linear(material < 0 || isNamed(own) ? own : rgbaAt(this.#model.mat_rgba, material));
  }

  /** Index of a geom's material; null where it has but a colour. Pictures need coordinates. */
  of(geom: number, hasCoordinates: boolean): number | null {
    const material = numbersOf(this.#model.geom_matid)[geom] ?? -1;
    if (material < 0) return null;
    const color = this.color(geom);
    const key = [material, hasCoordinates, ...color].join(' ');
    return once(this.#known, key, () => this.list.push(this.#make(material, color, hasCoordinates)) - 1);
  }

  #make(material: number, [r, g, b, opacity]: Rgba, hasCoordinates: boolean): Material {
    const at = (view: unknown): number => numbersOf(view)[material] ?? 0;
    const name = nameIn(this.#model, 'material', material);
    const emission = at(this.#model.mat_emission);
    const [metallic, roughness] = [at(this.#model.mat_metallic), at(this.#model.mat_roughness)];
    const maps: Material['maps'] = {};
    const color = this.#map(material, placeOf(name, material), hasCoordinates);
    if (color !== null) maps.color = color;
    return {
      name: name ?? `material ${material}`,
      path: placeOf(name, material),
      color: [r, g, b],
      emissive: [r * emission, g * emission, b * emission],
      opacity,
      // Below zero where the file says nothing: then it has MuJoCo's older shininess alone.
      metallic: metallic < 0 ? 0 : metallic,
      roughness: roughness < 0 ? roughnessOf(at(this.#model.mat_shininess)) : roughness,
      alphaCutoff: null,
      usesVertexColors: false,
      maps,
    };
  }

  #map(material: number, place: string, hasCoordinates: boolean): MapUseOf | null {
    const { mjtTextureRole, mjtTexture } = this.#mujoco;
    const roles = mjtTextureRole.mjNTEXROLE.value;
    const ids = numbersOf(this.#model.mat_texid);
    const texture =
      [mjtTextureRole.mjTEXROLE_RGB, mjtTextureRole.mjTEXROLE_RGBA]
        .map(({ value }) => ids[material * roles + value] ?? -1)
        .find((id) => id >= 0) ?? -1;
    if (texture < 0) return null;
    const is2d = numbersOf(this.#model.tex_type)[texture] === mjtTexture.mjTEXTURE_2D.value;
    if (!hasCoordinates || !is2d) {
      this.#note(place, is2d ? 'a texture on a geom without coordinates' : 'a cube texture');
      return null;
    }
    const [x, y] = [0, 1].map((n) => numbersOf(this.#model.mat_texrepeat)[2 * material + n] ?? 1) as [
      number,
      number,
    ];
    return {
      texture: once(this.#knownTextures, texture, () => this.textures.push(this.#texture(texture)) - 1),
      channel: 'rgb',
      scale: [1, 1, 1, 1],
      bias: [0, 0, 0, 0],
      wrapS: 'repeat',
      wrapT: 'repeat',
      // Whatever its colour space says: MuJoCo draws it as it is on a screen.
      isSrgb: true,
      // Repeated from the upper edge on, as v is downwards there.
      transform: x === 1 && y === 1 ? null : { rotation: 0, scale: [x, y], offset: [0, 1 - y] },
    };
  }

  #texture(index: number): Texture {
    const at = (view: unknown): number => Number(numbersOf(view)[index] ?? 0);
    const [width, height, channels] = [
      at(this.#model.tex_width),
      at(this.#model.tex_height),
      at(this.#model.tex_nchannel),
    ];
    this.#budget.addValues(width * height);
    const from = numbersOf(this.#model.tex_data);
    const start = at(this.#model.tex_adr);
    const data = new Uint8Array(4 * width * height).fill(255);
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        const source = start + channels * (row * width + column);
        const target = 4 * ((height - 1 - row) * width + column);
        for (let n = 0; n < 4; n++)
          if (n < channels) data[target + n] = from[source + n] ?? 0;
          else if (n < 3) data[target + n] = data[target] ?? 0;
      }
    return {
      reference: nameIn(this.#model, 'texture', index) ?? `texture ${index}`,
      path: null,
      bytes: null,
      pixels: { width, height, data },
    };
  }

  #note(place: string, detail: string): void {
    if (!this.notes.some((note) => note.place === place && note.detail === detail))
      this.notes.push({ code: 'not-read', place: `${this.#file}: ${place}`, detail });
  }
}

const placeOf = (name: string | null, material: number): string =>
  name === null ? `material ${material}` : `material "${name}"`;

const rgbaAt = (view: unknown, index: number): Rgba =>
  [0, 1, 2, 3].map((n) => numbersOf(view)[4 * index + n] ?? 0) as Rgba;

const isNamed = (rgba: Rgba): boolean => rgba.some((value, n) => value !== unnamed[n]);

/** MuJoCo draws its colours as they are, so they are values of a screen. */
const linear = ([r, g, b, opacity]: Rgba): Rgba => [linearOf(r), linearOf(g), linearOf(b), opacity];
const linearOf = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;

/**
 * MuJoCo's shininess, times 128, is the exponent n of a highlight of Blinn and Phong. It is as wide as that of a rough surface whose α
 * is √(2 / (n + 2)), and materials have the square root of α.
 */
const roughnessOf = (shininess: number): number => (2 / (128 * Math.max(shininess, 0) + 2)) ** 0.25;
