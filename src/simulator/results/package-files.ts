import { seededRandom } from '../random.ts';
import type { Material } from '../shapes/material.ts';
import type { Model } from '../shapes/model.ts';
import { texturePng } from '../textures/texture.ts';
import { mjcfMeshes, mjcfText } from './mjcf.ts';
import { usdText } from './usd.ts';
import type { Files } from './zip.ts';

/** `usd/<stem>/<stem>.usd` with its textures in a folder beside it. */
export function usdFiles(model: Model, stem: string): Files {
  const folder = `usd/${stem}`;
  return new Map([
    [`${folder}/${stem}.usd`, Buffer.from(usdText(model, stem))],
    ...model.materials.map((one) => [`${folder}/textures/${one.name}.png`, texturePng(one)] as const),
  ]);
}

/** `mjcf/<stem>/<stem>.xml` with meshes and textures in folders beside it. */
export const mjcfFiles = (model: Model, stem: string): Files => mjcfEntries(model, stem, texturePng);

/** The same with anything in the place of the textures: to know a package's size they need not be painted. */
export function mjcfEntries<Texture>(
  model: Model,
  stem: string,
  texture: (of: Material) => Texture,
): Map<string, Buffer | Texture> {
  const folder = `mjcf/${stem}`;
  return new Map<string, Buffer | Texture>([
    [`${folder}/${stem}.xml`, Buffer.from(mjcfText(model, stem))],
    ...[...mjcfMeshes(model)].map(([name, bytes]) => [`${folder}/meshes/${name}`, bytes] as const),
    ...model.materials.map((one) => [`${folder}/textures/${one.name}.png`, texture(one)] as const),
  ]);
}

/** A file of `size` bytes that nothing compresses, for archives that take long to download. */
export function padding(folder: string, size: number): Files {
  const random = seededRandom('padding');
  const block = Buffer.from(Uint8Array.from({ length: 65_536 }, () => random.integer(0, 255)));
  return new Map([[`${folder}/source_scan.bin`, Buffer.alloc(size, block)]]);
}
