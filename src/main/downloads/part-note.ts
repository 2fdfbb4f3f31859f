import { z } from 'zod';
import { resultFormats } from '../../shared/downloads.ts';
import { rethrowSilence } from '../files/folder-calls.ts';
import { workFiles } from '../files/folder-files.ts';
import { systemCode } from '../files/file-failure.ts';
import { readNote } from './read-note.ts';

/**
 * What has to be known of a received file to go on with it. A part has one if it can be resumed, a whole file always: it is
 * not asked for again because it could not be unpacked yet.
 */
const noteSchema = z.object({
  format: z.enum(resultFormats),
  /** A strong ETag; null where the service gave none, and the file is whole or of no use. */
  etag: z.string().min(1).nullable(),
  /** Bytes of the whole file; null where the service did not say. */
  totalBytes: z.number().int().nonnegative().nullable(),
});

export type PartNote = z.infer<typeof noteSchema>;

const noteOf = (archive: string): string => `${archive}.json`;

/** Null where there is none that makes sense. */
export async function readPartNote(archive: string): Promise<PartNote | null> {
  try {
    return noteSchema.safeParse(JSON.parse(await readNote(noteOf(archive)))).data ?? null;
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

/** Bytes on disk that the next download of the same result may go on with. */
export const sizeOfPart = async (archive: string): Promise<number> =>
  (await readPartNote(archive)) === null ? 0 : sizeOf(archive);

/** Written whole or not at all, since a run may be killed at any moment. Null removes it. */
export async function writePartNote(archive: string, note: PartNote | null): Promise<void> {
  if (note === null) {
    await workFiles.rm(noteOf(archive), { force: true });
    return;
  }
  await workFiles.writeFile(`${noteOf(archive)}.new`, JSON.stringify(note));
  await workFiles.rename(`${noteOf(archive)}.new`, noteOf(archive));
}
