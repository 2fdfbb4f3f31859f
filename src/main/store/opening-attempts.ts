import { ownFiles, type FolderFiles } from '../files/folder-files.ts';

/**
 * A file beside the database with a character for each time in a row that opening it did not return. Some damage makes
 * LevelDB end the whole process (its assertions are compiled in), which no code in it can catch.
 */
const fileOf = (databaseFolder: string): string => `${databaseFolder}.opening`;

/** Files of attempts that are on disk. */
const noted = new Set<string>();
/** Files of attempts that this process survived and that could not be removed, as where a folder does not answer. */
const unnoted = new Set<string>();

/** Notes that opening begins. @returns how many attempts before this one ended their process */
export async function noteAttempt(databaseFolder: string, files: FolderFiles = ownFiles): Promise<number> {
  const path = fileOf(databaseFolder);
  try {
    if (unnoted.has(path)) await files.rm(path, { force: true });
    unnoted.delete(path);
    const file = await files.open(path, 'a');
    try {
      await file.writeFile('.');
      noted.add(path);
      return (await file.stat()).size - 1;
    } finally {
      await file.close();
    }
  } catch {
    // Without room or permission, opening fails in a way that can be reported.
    return 0;
  }
}

/** Notes that opening has ended, well or not. */
export async function forgetAttempts(databaseFolder: string, files: FolderFiles = ownFiles): Promise<void> {
  const path = fileOf(databaseFolder);
  // A noted file that is not there went away with its drive.
  const force = !noted.delete(path);
  await files.rm(path, { force }).catch(() => unnoted.add(path));
}
