import { seededRandom } from '../random.ts';
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
    ...textureFiles(model, `${folder}/textures`),
  ]);
}

/** `mjcf/<stem>/<stem>.xml` with meshes and textures in folders beside it. */
export function mjcfFiles(model: Model, stem: string): Files {
  const folder = `mjcf/${stem}`;
  return new Map([
    [`${folder}/${stem}.xml`, Buffer.from(mjcfText(model, stem))],
    ...[...mjcfMeshes(model)].map(([name, bytes]) => [`${folder}/meshes/${name}`, bytes] as const),
    ...textureFiles(model, `${folder}/textures`),
  ]);
}

/** A file of `size` bytes that nothing compresses, for archives that take long to download. */
export function padding(folder: string, size: number): Files {
  const random = seededRandom('padding');
  const block = Buffer.from(Uint8Array.from({ length: 65_536 }, () => random.integer(0, 255)));
  return new Map([[`${folder}/source_scan.bin`, Buffer.alloc(size, block)]]);
}

function textureFiles(model: Model, folder: string): [string, Buffer][] {
  return model.materials.map((one) => [`${folder}/${one.name}.png`, texturePng(one)]);
}
