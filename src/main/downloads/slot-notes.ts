import { z } from 'zod';
import { resultFormats } from '../../shared/downloads.ts';
import { rethrowSilence } from '../files/folder-calls.ts';
import { workFiles } from '../files/folder-files.ts';
import { systemCode } from '../files/file-failure.ts';
import { readWhole } from '../files/read-whole.ts';
import { isInside } from '../lib/is-inside.ts';

/** Most bytes of a note: it names twenty files. */
const maxNoteLength = 1024 * 1024;

/** The text of a note in a download folder, where others may have put anything. @throws where there is none */
async function readNote(path: string): Promise<string> {
  const content = await readWhole(path, maxNoteLength, workFiles);
  if (typeof content === 'string') throw new Error(`${path} is no note.`);
  return content.toString('utf8');
}

/**
 * What has to be known of a received file to go on with it. A part has a note if it can be resumed, a whole file always: it
 * is not requested again because it could not be unpacked yet.
 */
const partSchema = z.object({
  format: z.enum(resultFormats),
  /** A strong ETag; null where the service gave none, so that only a whole file is of use. */
  etag: z.string().min(1).nullable(),
  /** Bytes of the whole file; null where the service did not say. */
  totalBytes: z.number().int().nonnegative().nullable(),
});

export type PartNote = z.infer<typeof partSchema>;

const partNoteOf = (archive: string): string => `${archive}.json`;

/** Null where there is none that makes sense. */
export async function readPartNote(archive: string): Promise<PartNote | null> {
  try {
    return partSchema.safeParse(JSON.parse(await readNote(partNoteOf(archive)))).data ?? null;
  } catch (error) {
    rethrowSilence(error);
    return null;
  }
}

/** Bytes of a file; 0 where there is none. */
export async function sizeOf(file: string): Promise<number> {
  try {
    return (await workFiles.lstat(file)).size;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 0;
    throw error;
  }
}

/** Bytes on disk that the next download of the same result can go on with. */
export const sizeOfPart = async (archive: string): Promise<number> =>
  (await readPartNote(archive)) === null ? 0 : sizeOf(archive);

/** Writes the note whole or not at all, since a run may be killed at any moment. Null removes it. */
export async function writePartNote(archive: string, note: PartNote | null): Promise<void> {
  const path = partNoteOf(archive);
  if (note === null) return workFiles.rm(path, { force: true });
  await workFiles.writeFile(`${path}.new`, JSON.stringify(note));
  await workFiles.rename(`${path}.new`, path);
}

/** What is known of a result that gets its name: where it goes, and what a person is told of it. */
const placingSchema = z.object({
  folder: z.string().min(1),
  usdOnly: z.boolean(),
  renamed: z.array(z.object({ from: z.string(), to: z.string() })),
  renamedCount: z.number(),
});

export type PlacingNote = z.infer<typeof placingSchema>;

const placingNoteOf = (unpacked: string): string => `${unpacked}.placing.json`;

/** Written before the folder `unpacked` is moved to its name, so that nothing is lost if the run is killed right after. */
export const writePlacingNote = (unpacked: string, note: PlacingNote): Promise<void> =>
  workFiles.writeFile(placingNoteOf(unpacked), JSON.stringify(note));

export const removePlacingNote = (unpacked: string): Promise<void> =>
  workFiles.rm(placingNoteOf(unpacked), { force: true });

/**
 * The result that an earlier run moved to its name without recording it; null where it never got its name, or is gone since.
 *
 * @param target the folder that results go to: a note about anything elsewhere is not this app's
 */
export async function readPlaced(unpacked: string, target: string): Promise<PlacingNote | null> {
  try {
    const note = placingSchema.parse(JSON.parse(await readNote(placingNoteOf(unpacked))));
    const isPlaced = isInside(note.folder, target) && (await workFiles.lstat(note.folder)).isDirectory();
    return isPlaced && !(await isThere(unpacked)) ? note : null;
  } catch (error) {
    rethrowSilence(error);
    return null;
  }
}

const isThere = (path: string): Promise<boolean> =>
  workFiles.access(path).then(
    () => true,
    (error: unknown) => {
      rethrowSilence(error);
      return false;
    },
  );
