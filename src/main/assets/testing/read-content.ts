import type { AssetContent } from '../asset-content.ts';

/** The whole of a file of an asset; null where there is none. @throws as reading it does */
export async function readContent(content: AssetContent, path: string): Promise<Buffer | null> {
  const file = await content.open(path);
  if (file === null) return null;
  const pieces: Uint8Array[] = [];
  try {
    for (let piece = await file.next(); piece !== null; piece = await file.next()) pieces.push(piece);
  } finally {
    await file.close();
  }
  return Buffer.concat(pieces);
}
