import { workFiles, type FolderFiles } from './folder-files.ts';

/**
 * Makes the names in a folder survive a power failure, as `sync` on a file does for its content. Best effort: Windows
 * cannot open folders, and some network drives cannot write them through.
 */
export async function syncFolder(folder: string, files: FolderFiles = workFiles): Promise<void> {
  try {
    const handle = await files.open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The names are there; only a power failure in the next seconds could take them.
  }
}
