import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { success, type Outcome } from '../../shared/errors.ts';
import { shortened } from '../downloads/file-names.ts';
import { markDownloaded } from '../downloads/unpack.ts';
import { rethrowSilence } from '../files/folder-calls.ts';
import { fillFile, type WriteContent } from '../files/fill-file.ts';
import { workFiles, type FolderFiles } from '../files/folder-files.ts';
import { fileFailed, systemCode } from '../files/file-failure.ts';
import { syncFolder } from '../files/sync-folder.ts';

interface NewFileOptions {
  files?: FolderFiles;
  /** On Windows it is marked as downloaded. */
  platform?: NodeJS.Platform;
}

/**
 * Writes a new file, whole or not at all. Nothing that is there is ever replaced: where the name is taken, the file gets
 * `name (2)`, … Others may write into the folder meanwhile.
 *
 * @returns where the file is
 */
export async function writeNewFile(
  folder: string,
  name: string,
  write: WriteContent,
  { files = workFiles, platform = process.platform }: NewFileOptions = {},
): Promise<Outcome<string>> {
  const part = join(folder, `.${randomUUID()}.part`);
  try {
    const written = await fillFile(await files.open(part, 'wx'), write);
    if (!written.ok) return written;
    for (let copy = 1; ; copy += 1) {
      const path = join(folder, copy === 1 ? name : shortened(name, ` (${copy})`));
      if (!(await giveName(part, path, files))) continue;
      await markDownloaded(path, platform);
      await syncFolder(folder, files);
      return success(path);
    }
  } catch (error) {
    return fileFailed(error);
  } finally {
    await files.rm(part, { force: true }).catch(() => undefined);
  }
}

/** @returns false where something has the name */
async function giveName(part: string, path: string, files: FolderFiles): Promise<boolean> {
  try {
    // Unlike renaming, it never replaces anything.
    await files.link(part, path);
    return true;
  } catch (error) {
    rethrowSilence(error);
    if (systemCode(error) === 'EEXIST') return false;
  }
  // A disk without hard links (FAT, some shares): an empty file of our own reserves the name.
  try {
    await files.open(path, 'wx').then((reserved) => reserved.close());
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await files.rename(part, path);
  } catch (error) {
    await files.rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
  return true;
}
