import type { AssetFiles } from '../../asset/files.ts';
import { AssetError, defaultLimits } from '../../asset/limits.ts';
import type { AssetContent, OpenContent } from '../assets/asset-content.ts';

/** The files of a folder or an archive, as readers of assets take them. */
export function contentFiles(content: AssetContent, maxBytes = defaultLimits.maxFileBytes): AssetFiles {
  const sizes = new Map(content.files.map(({ path, bytes }) => [path, bytes]));
  return {
    paths: [...sizes.keys()],
    sizeOf: (path) => sizes.get(path) ?? null,
    read: async (path) => {
      const file = await content.open(path).catch((error: unknown) => unreadable(path, error));
      if (file === null) return null;
      try {
        // It may have grown since it was listed.
        if (file.bytes > maxBytes) throw new AssetError('too-large', path);
        return await wholeOf(file).catch((error: unknown) => unreadable(path, error));
      } finally {
        await file.close();
      }
    },
  };
}

async function wholeOf(file: OpenContent): Promise<Uint8Array> {
  const whole = new Uint8Array(file.bytes);
  let at = 0;
  for (let piece = await file.next(); piece !== null; piece = await file.next()) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function unreadable(path: string, error: unknown): never {
  throw new AssetError('damaged', `${path}: ${error instanceof Error ? error.message : String(error)}`);
}
