import type { Download } from './downloads.ts';
import { previewScheme } from './preview-scheme.ts';

/** Pixels of each side, also of each picture of a strip. */
export const thumbnailSide = 256;
/** The same of the picture beside a name, which a list has hundreds of. */
export const smallThumbnailSide = 64;
/** Pictures of a strip; each is turned on by the same angle. */
export const stripAngles = 12;

/**
 * Pictures of a result that is on this disk, and their pixels: `small` and `single` as it is first seen, `strip` from all sides, one
 * picture after the other from left to right.
 */
export const thumbnailSizes = {
  small: { width: smallThumbnailSide, height: smallThumbnailSide },
  single: { width: thumbnailSide, height: thumbnailSide },
  strip: { width: thumbnailSide * stripAngles, height: thumbnailSide },
} as const;
export type ThumbnailKind = keyof typeof thumbnailSizes;
export const thumbnailKinds = Object.keys(thumbnailSizes) as ThumbnailKind[];
/** Bytes of a file of pictures; without any loss a strip has 3 MB. */
export const maxThumbnailBytes = 4 * 1024 * 1024;

/** Results whose pictures are looked for at once. */
export const maxFound = 500;

export interface ThumbnailRef {
  id: string;
  kind: ThumbnailKind;
}

/** Pictures as files, ready to be kept. */
export type ThumbnailFiles = Record<ThumbnailKind, Uint8Array<ArrayBuffer>>;

/**
 * Which result of a job lies on this disk, so that pictures of another one are not taken for its own; null while there is none,
 * or another is on its way.
 */
export const resultHere = (id: string, download: Download | null): string | null =>
  download?.phase === 'done' && download.folder !== null
    ? JSON.stringify([id, download.folder, download.finishedAt])
    : null;

/** @param version tells the pictures of one result from those of the next, which the page would not fetch otherwise */
export const thumbnailAddress = ({ id, kind }: ThumbnailRef, version: number): string =>
  `${previewScheme}://thumbnail/${encodeURIComponent(id.toWellFormed())}/${kind}/${version}`;

/** What an address names; null for anything that {@link thumbnailAddress} would not write. */
export function parseThumbnailAddress(address: string): ThumbnailRef | null {
  const [, encoded = '', named] =
    /^preview:\/\/thumbnail\/([^/?#]+)\/([a-z]+)\/\d{1,16}$/.exec(address) ?? [];
  const kind = thumbnailKinds.find((one) => one === named);
  const id = decode(encoded);
  return kind === undefined || id === null || id === '' ? null : { id, kind };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
