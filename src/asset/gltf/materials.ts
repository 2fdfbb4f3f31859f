import { AssetError } from '../limits.ts';
import { once } from '../once.ts';
import type { MapUse, MapUseOf, Material } from '../scene.ts';
import type { GltfContext } from './context.ts';
import type { Fields } from './fields.ts';
import type { Textures, TextureUse } from './textures.ts';

/** A material, and what of it belongs to the geometry that has it. */
export interface UsedMaterial {
  /** Index of `materials`; null for glTF's own default. */
  material: number | null;
  isDoubleSided: boolean;
  uvSet: number;
}

type Four = [number, number, number, number];
const one = (value: number): Four => [value, value, value, value];
interface MapWish {
  use: MapUse;
  info: Fields | undefined;
  channel: MapUseOf['channel'];
  isSrgb?: boolean;
  scale?: Four;
  bias?: Four;
}

/** The materials of a file (glTF 2.0 specification, 3.9), each read when the first primitive uses it. */
export class Materials {
  readonly list: Material[] = [];
  readonly #context: GltfContext;
  readonly #textures: Textures;
  readonly #known = new Map<number, Promise<UsedMaterial>>();

  constructor(context: GltfContext, textures: Textures) {
    this.#context = context;
    this.#textures = textures;
  }

  async use(index: number | undefined): Promise<UsedMaterial> {
    if (index === undefined) return { material: null, isDoubleSided: false, uvSet: 0 };
    return await once(this.#known, index, () => this.#read(index));
  }

  async #read(index: number): Promise<UsedMaterial> {
    const fields = this.#context.document.entry('materials', index);
    const { material, wishes } = materialOf(fields, index);
    const place = this.list.push(material) - 1;
    let uvSet: number | undefined;
    for (const { use, info, channel, isSrgb, scale, bias } of wishes) {
      if (info === undefined) continue;
      const found = await this.#context.notes.attempt(info.place, () => this.#textures.use(info));
      if (found === null) continue;
      uvSet ??= found.uvSet;
      if (found.uvSet !== uvSet) this.#leaveOut(info, found);
      else {
        const { texture, wrapS, wrapT, transform } = found;
        const values = { scale: scale ?? one(1), bias: bias ?? one(0), isSrgb: isSrgb ?? false };
        material.maps[use] = { texture, wrapS, wrapT, transform, channel, ...values };
      }
    }
    return { material: place, isDoubleSided: fields.flag('doubleSided'), uvSet: uvSet ?? 0 };
  }

  #leaveOut(info: Fields, { uvSet }: TextureUse): void {
    this.#context.notes.add('not-read', info.place, `TEXCOORD_${uvSet}: a second set of coordinates`);
  }
}

function materialOf(fields: Fields, index: number): { material: Material; wishes: MapWish[] } {
  const name = fields.text('name') ?? `material ${index}`;
  const alphaMode = fields.text('alphaMode') ?? 'OPAQUE';
  const strength = fields.extension('KHR_materials_emissive_strength')?.number('emissiveStrength') ?? 1;
  const [red = 0, green = 0, blue = 0] = fields.numbers('emissiveFactor', 3) ?? [];
  const { base, baseInfo, metallic, roughness, mixedInfo } = surfaceOf(fields);
  const [r = 1, g = 1, b = 1, opacity = 1] = base;
  const normalInfo = fields.object('normalTexture');
  const normalScale = normalInfo?.number('scale') ?? 1;
  const occlusionInfo = fields.object('occlusionTexture');
  const strongly = occlusionInfo?.number('strength') ?? 1;
  const isUnlit = fields.extension('KHR_materials_unlit') !== undefined;
  const material: Material = {
    name,
    path: fields.place,
    color: [r, g, b],
    emissive: [red * strength, green * strength, blue * strength],
    opacity: alphaMode === 'OPAQUE' ? 1 : opacity,
    metallic,
    roughness,
    alphaCutoff: alphaMode === 'MASK' ? (fields.number('alphaCutoff') ?? 0.5) : null,
    usesVertexColors: true,
    ...(isUnlit ? { isUnlit } : {}),
    maps: {},
  };
  if (
    ![...material.color, ...material.emissive, material.opacity, metallic, roughness].every(Number.isFinite)
  )
    throw new AssetError('damaged', `${fields.place}: a value is no number`);
  const wishes: MapWish[] = [
    { use: 'color', info: baseInfo, channel: 'rgb', isSrgb: true },
    { use: 'opacity', info: alphaMode === 'OPAQUE' ? undefined : baseInfo, channel: 'a' },
    { use: 'metallic', info: mixedInfo, channel: 'b' },
    { use: 'roughness', info: mixedInfo, channel: 'g' },
    {
      use: 'normal',
      info: normalInfo,
      channel: 'rgb',
      scale: [2 * normalScale, 2 * normalScale, 2, 1],
      bias: [-normalScale, -normalScale, -1, 0],
    },
    {
      use: 'occlusion',
      info: occlusionInfo,
      channel: 'r',
      scale: [strongly, strongly, strongly, 1],
      bias: [1 - strongly, 1 - strongly, 1 - strongly, 0],
    },
    { use: 'emissive', info: fields.object('emissiveTexture'), channel: 'rgb', isSrgb: true },
  ];
  return { material, wishes };
}

/** The archived specular-glossiness materials are still found in files; of them the colour and the gloss are taken. */
function surfaceOf(fields: Fields) {
  const old = fields.extension('KHR_materials_pbrSpecularGlossiness');
  const plain = fields.object('pbrMetallicRoughness');
  if (old !== undefined && plain === undefined)
    return {
      base: old.numbers('diffuseFactor', 4) ?? [],
      baseInfo: old.object('diffuseTexture'),
      metallic: 0,
      roughness: 1 - (old.number('glossinessFactor') ?? 1),
      mixedInfo: undefined,
    };
  return {
    base: plain?.numbers('baseColorFactor', 4) ?? [],
    baseInfo: plain?.object('baseColorTexture'),
    metallic: plain?.number('metallicFactor') ?? 1,
    roughness: plain?.number('roughnessFactor') ?? 1,
    mixedInfo: plain?.object('metallicRoughnessTexture'),
  };
}
