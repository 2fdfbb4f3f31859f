import { basename, dirname, extname, join } from 'node:path';
import type { ResultFiles } from '../../shared/downloads.ts';
import { type FolderFiles, readingFile } from '../files/folder-files.ts';
import { isInside } from '../lib/is-inside.ts';
import { possibleName } from './file-names.ts';

/** Folders are looked into this deep, and this many files are looked at: results are small and flat. */
const maxDepth = 4;
const maxFiles = 5_000;

interface Found {
  path: string;
  depth: number;
  /** Whether it is called as the folder it lies in, which is how the service calls the main file. */
  isNamesake: boolean;
}

const usdEnding = /^\.usd[acz]?$/i;

/**
 * The main USD and MJCF file of a result: the one called as its folder, else the one that lies highest, else the first
 * by name. Symbolic links are not followed.
 *
 * @throws what the system reports where the folder cannot be read
 */
export async function findResultFiles(folder: string, files: FolderFiles): Promise<ResultFiles> {
  const found = (await filesBelow(folder, files)).sort(byRank);
  const usd = found.find(({ path }) => usdEnding.test(extname(path)));
  return { folder, usd: usd?.path ?? null, mjcf: await firstMjcf(found, files) };
}

/**
 * Whether a result that cannot be read may be there again later: the folder that results go to cannot be read either, or is
 * empty and nothing was put into it or taken out since the result came, as that at which a drive gets mounted. Otherwise the
 * result itself was moved or deleted.
 *
 * @param chosen the folder that results go to now; of one that went elsewhere only the folder around it is known
 * @param downloadedAt when the result was downloaded, in milliseconds since the epoch
 */
export async function isAway(
  result: string,
  { chosen, downloadedAt }: { chosen: string; downloadedAt: number },
  files: Pick<FolderFiles, 'readdir' | 'stat'>,
): Promise<boolean> {
  const target = isInside(result, chosen) ? chosen : dirname(result);
  try {
    if ((await files.readdir(target)).length > 0) return false;
    return (await files.stat(target)).mtimeMs < downloadedAt;
  } catch {
    return true;
  }
}

async function filesBelow(folder: string, files: FolderFiles): Promise<Found[]> {
  const found: Found[] = [];
  const folders = [{ path: folder, depth: 0 }];
  for (let next = folders.shift(); next !== undefined; next = folders.shift()) {
    const { path: parent, depth } = next;
    for (const entry of await files.readdir(parent)) {
      const path = join(parent, entry.name);
      if (entry.isDirectory() && depth < maxDepth) folders.push({ path, depth: depth + 1 });
      else if (entry.isFile() && found.length < maxFiles)
        found.push({ path, depth, isNamesake: isNamesake(path, parent) });
    }
  }
  return found;
}

/** The folder may have had to be called otherwise. */
const isNamesake = (path: string, folder: string): boolean =>
  possibleName(basename(path, extname(path)), 'folder') === basename(folder);

const byRank = (a: Found, b: Found): number =>
  Number(b.isNamesake) - Number(a.isNamesake) || a.depth - b.depth || (a.path < b.path ? -1 : 1);

/** An XML file may be anything; one of MuJoCo says so in its root element. */
async function firstMjcf(found: readonly Found[], files: FolderFiles): Promise<string | null> {
  for (const { path } of found)
    if (extname(path).toLowerCase() === '.xml' && (await beginning(path, files)).includes('<mujoco'))
      return path;
  return null;
}

async function beginning(path: string, files: FolderFiles): Promise<string> {
  const file = await files.open(path, readingFile);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** The folder that holds most of some results; null where there are none. */
export function commonFolder(results: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const result of results) counts.set(dirname(result), (counts.get(dirname(result)) ?? 0) + 1);
  const [most = null] = [...counts].sort(([, a], [, b]) => b - a);
  return most === null ? null : most[0];
}
