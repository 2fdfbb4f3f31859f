import { encode } from 'fast-png';
import type { Material } from '../shapes/material.ts';
import { PAINTERS } from './finishes.ts';
import { TEXTURE_SIZE } from './noise.ts';

/** An image in memory: three bytes, red, green and blue, for each pixel, top row first. */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

const images = new Map<string, Image>();
const files = new Map<string, Buffer>();

const keyOf = (material: Material): string => `${material.finish}-${material.tint.join('-')}`;

/** The surface of a material, painted once for all models that use it. */
export function textureImage(material: Material): Image {
  return remembered(images, keyOf(material), () => {
    const paint = PAINTERS[material.finish](material.tint);
    const rgb = new Uint8Array(TEXTURE_SIZE * TEXTURE_SIZE * 3);
    let pixel = 0;
    for (let row = 0; row < TEXTURE_SIZE; row += 1) {
      for (let column = 0; column < TEXTURE_SIZE; column += 1) {
        const [r, g, b] = paint(pixel, (column + 0.5) / TEXTURE_SIZE, (row + 0.5) / TEXTURE_SIZE);
        rgb[pixel * 3] = Math.min(255, r);
        rgb[pixel * 3 + 1] = Math.min(255, g);
        rgb[pixel * 3 + 2] = Math.min(255, b);
        pixel += 1;
      }
    }
    return { width: TEXTURE_SIZE, height: TEXTURE_SIZE, rgb };
  });
}

/**
 * The texture as the PNG file that every package of the material carries. Its pixels are not compressed: so its size
 * is known before it is painted, and a list of jobs can tell the sizes of hundreds of packages at once.
 */
export function texturePng(material: Material): Buffer {
  return remembered(files, keyOf(material), () => pngOf(textureImage(material), 0));
}

/** Bytes of every texture's PNG file. */
export const TEXTURE_PNG_SIZE = pngOf(
  { width: TEXTURE_SIZE, height: TEXTURE_SIZE, rgb: new Uint8Array(TEXTURE_SIZE * TEXTURE_SIZE * 3) },
  0,
).length;

/** An image as a PNG file; `level` 0 leaves the pixels as they are, 2 shrinks them quickly. */
export function pngOf(image: Image, level: 0 | 2): Buffer {
  const { width, height, rgb } = image;
  return Buffer.from(encode({ width, height, data: rgb, channels: 3, depth: 8 }, { zlib: { level } }));
}

function remembered<Value>(store: Map<string, Value>, key: string, make: () => Value): Value {
  const known = store.get(key);
  if (known !== undefined) return known;
  const made = make();
  store.set(key, made);
  return made;
}
