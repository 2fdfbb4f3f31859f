import type { Outcome } from '../../shared/errors.ts';
import type { OpenFile } from './folder-files.ts';

/** Writes the content of a file, and says whether it is whole. */
export type WriteContent = (file: OpenFile) => Promise<Outcome<unknown>>;

/** Fills a file that was just opened, and closes it. What is whole is on disk then. */
export async function fillFile(file: OpenFile, write: WriteContent): Promise<Outcome<unknown>> {
  try {
    const written = await write(file);
    if (written.ok) await file.sync();
    return written;
  } finally {
    await file.close();
  }
}
