import { ownFiles, type FolderFiles } from '../files/folder-files.ts';

/**
 * How often in a row a database was about to be opened, and the process did not live to say how that went. Some damage
 * makes LevelDB end the whole process (its assertions are compiled in), which nothing in it can catch: what is left is a
 * file beside the database, with a character for each attempt.
 */
const fileOf = (databaseFolder: string): string => `${databaseFolder}.opening`;

/** Notes that opening begins. Returns how many attempts before this one were not survived. */
export async function noteAttempt(databaseFolder: string, files: FolderFiles = ownFiles): Promise<number> {
  try {
    const file = await files.open(fileOf(databaseFolder), 'a');
    try {
      await file.writeFile('.');
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
  await files.rm(fileOf(databaseFolder), { force: true }).catch(() => {});
}
