import type { AssetFiles } from './files.ts';
import { AssetError, type AssetBudget } from './limits.ts';
import type { AssetScene } from './scene.ts';
import { readUsd } from './usd/read-usd.ts';

/** By the ending of a file's name, in lower case and without its dot. */
const readers: Record<string, (file: string, files: AssetFiles, budget: AssetBudget) => Promise<AssetScene>> =
  {
    usd: readUsd,
    usda: readUsd,
    usdc: readUsd,
    usdz: readUsd,
  };

/**
 * Reads whatever an asset is.
 *
 * @param file the one that is opened first, by its path among `files`
 * @throws {AssetError} where it is of no kind that is read, is not there, is damaged, or asks for more than the budget allows
 */
export async function readAsset(file: string, files: AssetFiles, budget: AssetBudget): Promise<AssetScene> {
  const ending = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  const read = Object.hasOwn(readers, ending) ? readers[ending] : undefined;
  if (read === undefined) throw new AssetError('not-understood', file);
  return await read(file, files, budget);
}
