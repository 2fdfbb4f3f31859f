import type { Part } from './verdict.ts';

const endings: Readonly<Record<Part, RegExp>> = {
  usd: /\.usd[acz]?$/i,
  mjcf: /\.(?:xml|mjcf)$/i,
  gltf: /\.gl(?:b|tf)$/i,
};

/**
 * The main file of each part that an asset has; null where it has none. That is the one that is called as its folder, which is
 * how the service calls it, else the one that lies highest, else the first by name.
 */
export function findParts(paths: readonly string[]): Record<Part, string | null> {
  const first = (part: Part): string | null =>
    paths.filter((path) => endings[part].test(path)).toSorted(byRank)[0] ?? null;
  return { usd: first('usd'), mjcf: first('mjcf'), gltf: first('gltf') };
}

function byRank(a: string, b: string): number {
  return (
    Number(isNamesake(b)) - Number(isNamesake(a)) ||
    a.split('/').length - b.split('/').length ||
    (a < b ? -1 : 1)
  );
}

function isNamesake(path: string): boolean {
  const [name = '', folder] = path.split('/').toReversed();
  return folder !== undefined && name.replace(/\.[^.]*$/, '') === folder;
}
