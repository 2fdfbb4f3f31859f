import { resolvePath } from '../files.ts';

/**
 * Where a file that a layer names may be, the likeliest first: beside the layer, and for one that is named without `./`, as
 * from a search path, also beside the root layer and from the top of the asset (`ArDefaultResolver` has no more either).
 * Empty where it is an address, absolute, or outside the asset.
 *
 * @param reference as written; of a file inside a package, `a.usdz[b.usdc]`
 * @param from the layer's path; of one inside a package likewise
 * @param root the path of the stage's root layer
 */
export function assetCandidates(reference: string, from: string, root: string): string[] {
  const [file = ''] = reference.split(':SDF_FORMAT_ARGS:');
  const isSearched = !/^\.{0,2}\//.test(file);
  const anchors = isSearched ? [from, root, ''] : [from];
  const found = anchors.map((anchor) => resolvePath(anchor, file) ?? '').filter((path) => path !== '');
  return [...new Set(found)];
}
