import { isAbsolute, relative, sep } from 'node:path';
import { z } from 'zod';
import { rethrowSilence } from '../files/folder-calls.ts';
import { workFiles } from '../files/folder-files.ts';
import { readNote } from './read-note.ts';

/** What is known of a result that gets its name: where it goes, and what a person is told of it. */
const noteSchema = z.object({
  folder: z.string().min(1),
  usdOnly: z.boolean(),
  renamed: z.array(z.object({ from: z.string(), to: z.string() })),
  renamedCount: z.number(),
});

export type PlacingNote = z.infer<typeof noteSchema>;

const noteOf = (unpacked: string): string => `${unpacked}.placing.json`;

/** Written before the folder `unpacked` is moved to its name, so that a run killed right after that is not in vain. */
export const writePlacingNote = (unpacked: string, note: PlacingNote): Promise<void> =>
  workFiles.writeFile(noteOf(unpacked), JSON.stringify(note));

export const removePlacingNote = (unpacked: string): Promise<void> =>
  workFiles.rm(noteOf(unpacked), { force: true });

/**
 * What was placed by a run that did not live to tell; null where the folder never got its name, or is gone since.
 *
 * @param target the folder that results go to: a note about anything elsewhere is not this app's
 */
export async function readPlaced(unpacked: string, target: string): Promise<PlacingNote | null> {
  try {
    const note = noteSchema.parse(JSON.parse(await readNote(noteOf(unpacked))));
    const isPlaced = isInside(note.folder, target) && (await workFiles.lstat(note.folder)).isDirectory();
    return isPlaced && !(await isThere(unpacked)) ? note : null;
  } catch (error) {
    rethrowSilence(error);
    return null;
  }
}

/** Whether a path lies in a folder, as far as its spelling says. */
export function isInside(path: string, folder: string): boolean {
  const below = relative(folder, path);
  return below !== '' && below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}

const isThere = (path: string): Promise<boolean> =>
  workFiles.access(path).then(
    () => true,
    (error: unknown) => {
      rethrowSilence(error);
      return false;
    },
  );
