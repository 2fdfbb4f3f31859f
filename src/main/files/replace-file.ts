import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { syncFolder } from '../results/sync-folder.ts';
import { ownFiles, type FolderFiles } from './folder-files.ts';

export interface ReplaceOptions {
  /** The new file's permissions; left out, what the system gives. */
  mode?: number;
  /**
   * What is put behind the file's name until it is whole. With a fixed ending the leftover of a run that was killed is
   * overwritten; without one, nothing that lies there ever is.
   */
  ending?: string;
  /** Left out, those for the app's own folders. */
  files?: FolderFiles;
}

/**
 * Writes a file in one step: whatever happens meanwhile, under its name is either what was there before or all of the
 * new content. Throws what the system reports; then nothing is left behind.
 */
export async function replaceFile(
  path: string,
  content: string,
  { mode, ending, files = ownFiles }: ReplaceOptions = {},
): Promise<void> {
  const temporary = `${path}${ending ?? `.${randomUUID()}.part`}`;
  try {
    const file = await files.open(temporary, ending === undefined ? 'wx' : 'w', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await files.rename(temporary, path);
  } catch (error) {
    await files.rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path), files);
}
