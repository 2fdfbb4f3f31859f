import { basename, extname, posix } from 'node:path';
import { assetFormats, formatByName, type AssetFormat } from '../../shared/asset-files.ts';
import { possibleName } from '../downloads/file-names.ts';
import { beginningOf, type AssetContent } from './asset-content.ts';
import { formatOf } from './asset-format.ts';

/** Files that are looked into at most: a folder may hold thousands of textures called `.xml`, and nobody chooses among more. */
const maxLooks = 100;

/**
 * The files of an asset that can be shown by themselves: first the one that is called as its folder, which is how the service
 * calls the main file, then those that lie highest, then by name.
 *
 * @param name of the asset's own folder
 * @param most that are looked for
 * @throws what the system reports where a file cannot be read
 */
export async function findRoots(
  content: AssetContent,
  name: string,
  formats = assetFormats,
  most = Infinity,
): Promise<string[]> {
  const candidates = content.files
    .flatMap(({ path }) => {
      const format = formatByName(path);
      return format !== null && formats.includes(format) ? [rankOf(path, name, format)] : [];
    })
    .sort(byRank);
  const roots: string[] = [];
  for (const { path } of candidates.slice(0, maxLooks)) {
    if (roots.length >= most) break;
    if (formatOf(path, await beginningOf(content, path)) !== null) roots.push(path);
  }
  return roots;
}

interface Ranked {
  path: string;
  isNamesake: boolean;
  depth: number;
  format: number;
}

function rankOf(path: string, name: string, format: AssetFormat): Ranked {
  const folder = posix.dirname(path);
  const parent = folder === '.' ? name : basename(folder);
  return {
    path,
    // The folder may have had to be called otherwise.
    isNamesake: possibleName(posix.basename(path, extname(path)), 'folder') === parent,
    depth: path.split('/').length,
    format: assetFormats.indexOf(format),
  };
}

const byRank = (a: Ranked, b: Ranked): number =>
  Number(b.isNamesake) - Number(a.isNamesake) ||
  a.depth - b.depth ||
  a.format - b.format ||
  (a.path < b.path ? -1 : 1);
