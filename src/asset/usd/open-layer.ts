import { type AssetFiles, joinPackagePath } from '../files.ts';
import { type AssetBudget, AssetError } from '../limits.ts';
import { PackageFiles } from '../zip/package-files.ts';
import { type ZipArchive, isZip } from '../zip/read-zip.ts';
import { readCrate } from './crate/read-crate.ts';
import { isCrate } from './crate/tables.ts';
import type { Layer } from './layer.ts';
import { isText, readText } from './text/read-text.ts';

/**
 * Reads the layer at `file`, which may be in a package (`a.usdz[b/c.usdc]`). What kind of file it is says its beginning: `.usd`
 * may be text or crate. Of a package it is the first layer in it, whose {@link Layer.file} says which.
 *
 * @param files best the {@link PackageFiles} that all of the asset is read from, so that each package is opened once
 * @returns null where there is no file of that path
 * @throws {AssetError} where it is no layer, or damaged, or larger than the budget allows
 */
export async function openLayer(file: string, files: AssetFiles, budget: AssetBudget): Promise<Layer | null> {
  const all = files instanceof PackageFiles ? files : new PackageFiles(files, budget);
  let path = file;
  for (let depth = 0; ; depth += 1) {
    budget.checkDepth(depth, path);
    const size = await all.findSize(path);
    if (size === null) return null;
    budget.addFile(size, path);
    const bytes = await all.read(path);
    if (bytes === null) return null;
    if (isCrate(bytes)) return readCrate(bytes, path, budget);
    if (isText(bytes)) return readText(bytes, path, budget);
    if (!isZip(bytes)) throw new AssetError('not-understood', `${path}: no layer of USD`);
    path = joinPackagePath(path, rootLayerOf(all.addPackage(path, bytes), path));
  }
}

/** Whether a file begins as a layer of either form does, or as a package. */
export const isUsd = (bytes: Uint8Array): boolean => isCrate(bytes) || isText(bytes) || isZip(bytes);

/** The first layer in a package; where there is none, the first package (OpenUSD's `usdzFileFormat.cpp` takes the first file). */
function rootLayerOf({ entries }: ZipArchive, path: string): string {
  const names = entries.map(({ name }) => name).filter((name) => !isOfFinder(name));
  const root = names.find((name) => /\.usd[ac]?$/i.test(name)) ?? names.find((name) => /\.usdz$/i.test(name));
  if (root === undefined) throw new AssetError('not-understood', `${path}: no layer of USD in it`);
  return root;
}

/** What macOS puts beside each file when it makes an archive. */
const isOfFinder = (name: string): boolean => /(?:^|\/)\._[^/]*$/.test(name);
