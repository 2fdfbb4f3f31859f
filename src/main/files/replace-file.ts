import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.ts';
import { ownFiles, type FolderFiles, type OpenFile } from './folder-files.ts';

export interface ReplaceOptions {
  /** The new file's permissions; left out, what the system gives. */
  mode?: number;
  /**
   * What is put behind the file's name until it is whole. With a fixed ending the leftover of a run that was killed is
   * overwritten; without one, nothing that lies there ever is.
   */
  ending?: string;
  /** Bytes it may have at most. */
  maxBytes?: number;
  /** Left out, those for the app's own folders. */
  files?: FolderFiles;
}

/** The content has more bytes than it may have. */
export class TooLargeError extends Error {}

/** Characters that are written at once; to put together as many takes some ten milliseconds. */
const maxAtOnce = 1024 * 1024;

/**
 * Writes a file in one step: whatever happens meanwhile, under its name is either what was there before or all of the
 * new content. Throws what the system reports, or a {@link TooLargeError}; then nothing is left behind.
 *
 * @param content where it comes in pieces, other things are done between them
 */
export async function replaceFile(
  path: string,
  content: string | Iterable<string>,
  { mode, ending, maxBytes = Infinity, files = ownFiles }: ReplaceOptions = {},
): Promise<void> {
  const temporary = `${path}${ending ?? `.${randomUUID()}.part`}`;
  try {
    const file = await files.open(temporary, ending === undefined ? 'wx' : 'w', mode);
    try {
      await write(file, typeof content === 'string' ? [content] : content, maxBytes);
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

async function write(file: OpenFile, pieces: Iterable<string>, maxBytes: number): Promise<void> {
  let bytes = 0;
  let gathered: string[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    const content = Buffer.from(gathered.join(''));
    bytes += content.length;
    if (bytes > maxBytes) throw new TooLargeError();
    await file.writeFile(content);
    gathered = [];
    length = 0;
  };
  for (const piece of pieces) {
    gathered.push(piece);
    length += piece.length;
    if (length >= maxAtOnce) await flush();
  }
  await flush();
}
