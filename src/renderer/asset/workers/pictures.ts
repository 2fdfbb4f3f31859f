import { imageSize } from '../../../asset/verdict/image-size.ts';
import { assetWords } from '../../words/asset.ts';
import type { AssetScene, Note, Texture } from '../../../asset/scene.ts';

/** Pictures of an asset, unpacked: null for one that is not there or cannot be drawn. */
export type Pictures = (ImageBitmap | { width: number; height: number; data: Uint8Array } | null)[];

/** Larger pictures are drawn at this size: a screen shows no more of them. */
const maxSide = 4096;
/** Pixels of all pictures as they are drawn, four bytes each: many pictures are drawn at a smaller size. */
const maxDrawnPixels = 2 ** 28;
/** Pixels of one picture, which is unpacked whole before it is made smaller, and of all pictures. */
const maxPixels = 8192 ** 2;
const maxTotalPixels = 2 ** 30;
/** Pictures with more pixels are unpacked one after the other. */
const manyPixels = 2 ** 24;

/** @param width that it is made smaller to; null where it stays as it is */
type Unpack = (bytes: Uint8Array, width: number | null) => Promise<ImageBitmap>;

/**
 * Unpacks all pictures. One that cannot be has a note, and its surfaces have their plain colour. A few bytes may say that they are a
 * picture of gigabytes, and the page shares its memory with whoever unpacks them: so its size is looked at before.
 */
export async function unpackPictures(
  { textures }: Pick<AssetScene, 'textures'>,
  unpack: Unpack = bitmapOf,
): Promise<{ pictures: Pictures; notes: Note[] }> {
  const pictures: Pictures = textures.map(({ pixels }) => pixels);
  const notes: Note[] = [];
  const side = Math.min(maxSide, Math.floor(Math.sqrt(maxDrawnPixels / Math.max(1, textures.length))));
  const note = (code: Note['code'], { reference, path }: Texture, said: (file: string) => string): void =>
    void notes.push({ code, place: path ?? reference, detail: said(path ?? reference) });
  let total = 0;
  let others: Promise<void>[] = [];
  for (const [index, texture] of textures.entries()) {
    const { bytes, pixels } = texture;
    if (pixels !== null || bytes === null) continue;
    const size = imageSize(bytes);
    if (size === null || size.width === 0 || size.height === 0) {
      note('not-read', texture, assetWords.leftOut.kind);
      continue;
    }
    const count = size.width * size.height;
    total += count;
    if (count > maxPixels || total > maxTotalPixels) {
      note('too-large', texture, (file) => assetWords.leftOut.pixels(file, size.width, size.height));
      continue;
    }
    const scale = side / Math.max(size.width, size.height);
    const width = scale < 1 ? Math.max(1, Math.round(size.width * scale)) : null;
    const unpacked = unpack(bytes, width).then(
      (bitmap) => void (pictures[index] = bitmap),
      () => note('damaged', texture, (file) => file),
    );
    others.push(unpacked);
    if (count > manyPixels) {
      await Promise.all(others);
      others = [];
    }
  }
  await Promise.all(others);
  return { pictures, notes };
}

/** Bottom row first, as the card has it, and the values as they are. */
const bitmapOf: Unpack = (bytes, width) =>
  createImageBitmap(new Blob([new Uint8Array(bytes)]), {
    imageOrientation: 'flipY',
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
    ...(width !== null && { resizeWidth: width, resizeQuality: 'medium' }),
  });
