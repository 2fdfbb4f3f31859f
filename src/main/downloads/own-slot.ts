import { join } from 'node:path';
import { rethrowSilence } from '../files/folder-calls.ts';
import { workFiles, type FileStats } from '../files/folder-files.ts';

/** What is unpacked of the archive; all else in a slot is a file. */
export const unpackedName = 'unpacked';

/**
 * Whether a slot holds nothing but files and folders of the person who runs this app, which is `owner` there. Into a folder that several people
 * write to, one can be put whose files are links to files elsewhere, which would be overwritten, or whose note tells of a
 * result that never came. Windows has no owners here, and lets few people make links.
 */
export async function isOwnSlot(folder: string, owner: number): Promise<boolean> {
  const isOwn = ({ uid }: FileStats): boolean => uid === owner;
  const isUsable = (name: string, stats: FileStats): boolean =>
    name === unpackedName ? stats.isDirectory() : stats.isFile() && stats.nlink <= 1;
  try {
    const slot = await workFiles.lstat(folder);
    if (!slot.isDirectory() || !isOwn(slot)) return false;
    for (const { name } of await workFiles.readdir(folder)) {
      const stats = await workFiles.lstat(join(folder, name));
      if (!isOwn(stats) || !isUsable(name, stats)) return false;
    }
    return true;
  } catch (error) {
    rethrowSilence(error);
    return false;
  }
}
