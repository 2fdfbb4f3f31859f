import { workFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';

/** Bytes of a note at most: it names twenty files. */
const maxNoteLength = 1024 * 1024;

/** The text of a note in a download folder, into which others may have put anything. @throws where there is none */
export async function readNote(path: string): Promise<string> {
  const content = await readWhole(path, maxNoteLength, workFiles);
  if (typeof content === 'string') throw new Error(`${path} is no note.`);
  return content.toString('utf8');
}
