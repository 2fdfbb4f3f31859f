import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** Files by their path inside an archive, in the order in which they are packed. */
export type Files = ReadonlyMap<string, Buffer>;

/** Packed at this local time whatever the clock says, so that the same files give the same bytes everywhere. */
const PACKED_AT = new Date(2026, 4, 6, 12, 0, 0);

/** Text shrinks well, and so do textures, whose pixels are not compressed. */
const shrinks = (path: string): boolean => /\.(usd|xml|obj|png|log|txt)$/.test(path);

/** The files as a ZIP archive. With `store` nothing is compressed, and `storedZipSize` tells the size beforehand. */
export async function zipOf(files: Files, { store = false } = {}): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, bytes] of files) {
    zip.addBuffer(bytes, path, {
      mtime: PACKED_AT,
      forceDosTimestamp: true,
      compress: !store && shrinks(path),
    });
  }
  zip.end();
  return buffer(Readable.from(zip.outputStream));
}

/** Bytes of the archive that `zipOf` makes with `store`: two headers for each file and one at the end. */
export function storedZipSize(files: ReadonlyMap<string, { readonly length: number }>): number {
  let size = 22;
  for (const [path, bytes] of files) size += 30 + 46 + 2 * Buffer.byteLength(path) + bytes.length;
  return size;
}
