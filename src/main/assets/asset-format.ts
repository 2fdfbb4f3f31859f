import { formatByName, type AssetFormat } from '../../shared/asset-files.ts';

/** Bytes at the beginning of a file that tell what it is: a MuJoCo model may begin with a licence in a comment. */
export const headBytes = 64 * 1024;

/**
 * The format of a file by its name and its first bytes; null where the two do not agree. Sources: OpenUSD's crateFile.cpp and
 * its grammar of text files, the ZIP and glTF 2.0 specifications, MuJoCo's XML reference.
 */
export function formatOf(name: string, head: Uint8Array): AssetFormat | null {
  const format = formatByName(name);
  const text = Buffer.from(head.subarray(0, headBytes)).toString('latin1').replace(byteOrderMark, '');
  return format !== null && looksLike[format](text) ? format : null;
}

const byteOrderMark = /^\xef\xbb\xbf/;

const looksLike: Record<AssetFormat, (text: string) => boolean> = {
  usd: (text) => text.startsWith('PXR-USDC') || text.startsWith('#usda') || text.startsWith('PK\x03\x04'),
  gltf: (text) => text.startsWith('glTF') || text.trimStart().startsWith('{'),
  mjcf: (text) => /<mujoco[\s>/]/.test(text),
};
