import { constants } from 'node:fs';
import { join, posix } from 'node:path';
import type { ListedFile } from '../../shared/assets.ts';
import { nothingThere } from '../files/folder-calls.ts';
import { readingFile, type FileStats, type FolderFiles, type OpenFile } from '../files/folder-files.ts';
import type { AssetContent, OpenContent } from './asset-content.ts';

export interface FolderContentOptions {
  files: FolderFiles;
  /** Milliseconds, from any moment on. */
  steady: () => number;
  /** Whether a file or a folder may be part of the asset, by its name. */
  accepts: (name: string, kind: 'file' | 'folder') => boolean;
  limits?: FolderLimits;
}

/** What is looked at of a folder. A person may open a file in the folder of their whole disk. */
export interface FolderLimits {
  files: number;
  folders: number;
  /** Folders inside each other. */
  depth: number;
  /** Milliseconds: a share may be slow. The files of the folder itself are listed in any case. */
  ms: number;
}

export const folderLimits: FolderLimits = { files: 20_000, folders: 2_000, depth: 16, ms: 4_000 };

/** Bytes read at a time: each call has its way to a thread and back. */
const pieceBytes = 1024 ** 2;

/** Windows has no such flag, and makes links only for who may. */
const readingNoLink = readingFile | (constants.O_NOFOLLOW ?? 0);

/**
 * Lists a folder and those inside it, those that lie highest first, up to the limits. Symbolic links are left out, and nothing
 * is read through one that takes the place of a file or a folder later.
 *
 * @throws what the system reports where the folder itself cannot be read, `FolderSilentError` where any does not answer
 */
export async function openFolderContent(
  folder: string,
  options: FolderContentOptions,
): Promise<AssetContent> {
  const files: ListedFile[] = [];
  const walk = filesIn(folder, options);
  let step = await walk.next();
  for (; step.done !== true; step = await walk.next()) files.push(step.value);
  const isCut = step.value;
  const listed = new Map(files.map((file) => [file.path, file]));
  return {
    files,
    isCut,
    open: async (path) => (listed.has(path) ? openFile(folder, path, options.files) : null),
    close: async () => listed.clear(),
  };
}

/** What is not hidden: folders, and the files that are wanted. */
export const unhidden =
  (isWanted: (name: string) => boolean): FolderContentOptions['accepts'] =>
  (name, kind) =>
    !name.startsWith('.') && (kind === 'folder' || isWanted(name));

interface Folder {
  /** From the asset's folder on; empty for that itself. */
  path: string;
  depth: number;
}

/**
 * The files that {@link openFolderContent} lists, one after the other.
 *
 * @returns whether there are more
 * @throws as that does
 */
export async function* filesIn(
  top: string,
  { files, steady, accepts, limits = folderLimits }: FolderContentOptions,
): AsyncGenerator<ListedFile, boolean> {
  const waiting: Folder[] = [{ path: '', depth: 0 }];
  const begun = steady();
  let isCut = false;
  let folders = 0;
  let found = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { path: parent, depth } = next;
    const isTop = parent === '';
    if (!isTop && (folders >= limits.folders || steady() - begun > limits.ms)) return true;
    folders += 1;
    const reading = files.readdir(join(top, parent));
    const entries = isTop ? await reading : ((await reading.catch(nothingThere)) ?? []);
    for (const entry of entries.sort(byName)) {
      const kind = entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : null;
      if (kind === null || !accepts(entry.name, kind)) continue;
      const path = posix.join(parent, entry.name);
      if (kind === 'folder' && depth < limits.depth) waiting.push({ path, depth: depth + 1 });
      else if (kind === 'folder' || found >= limits.files) isCut = true;
      else {
        const stats = await files.lstat(join(top, path)).catch(nothingThere);
        if (stats?.isFile() !== true) continue;
        found += 1;
        yield { path, bytes: stats.size };
      }
    }
    if (found >= limits.files && waiting.length > 0) return true;
  }
  return isCut;
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

async function openFile(top: string, path: string, files: FolderFiles): Promise<OpenContent | null> {
  const parts = path.split('/');
  for (let depth = 1; depth < parts.length; depth += 1) {
    const folder = await files.lstat(join(top, ...parts.slice(0, depth))).catch(nothingThere);
    if (folder?.isDirectory() !== true) return null;
  }
  const place = join(top, path);
  const before = await files.lstat(place).catch(nothingThere);
  if (before?.isFile() !== true) return null;
  const file = await files.open(place, readingNoLink);
  const stats = await statsOf(file);
  if (!stats.isFile()) {
    await file.close();
    return null;
  }
  return contentOf(file, stats.size);
}

async function statsOf(file: OpenFile): Promise<FileStats> {
  try {
    return await file.stat();
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** The content of an open file, which it closes. */
export function contentOf(file: OpenFile, bytes: number): OpenContent {
  let position = 0;
  return {
    bytes,
    async next() {
      if (position >= bytes) return null;
      const wanted = Math.min(pieceBytes, bytes - position);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, position);
      if (bytesRead === 0) throw new Error('The file ends too early.');
      position += bytesRead;
      return buffer.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}
