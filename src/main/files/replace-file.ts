import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { appFiles, ownFiles, type FolderFiles, type OpenFile } from './folder-files.ts';
import { syncFolder } from './sync-folder.ts';

export interface ReplaceOptions {
  /** The new file's permissions; left out, what the system gives. */
  mode?: number;
  /**
   * Added to the file's name until it is whole. With a fixed ending the leftover of a run that was killed is overwritten;
   * without one, nothing that lies there ever is.
   */
  ending?: string;
  /** Bytes it may have at most. */
  maxBytes?: number;
  /** Makes the folder if it does not exist. */
  makeFolder?: boolean;
  /** Whether the new content survives a power failure from the moment this resolves; left out, it does. */
  sync?: boolean;
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
 * @param content in pieces, other work is done between them
 */
export async function replaceFile(
  path: string,
  content: string | Iterable<string>,
  options: ReplaceOptions = {},
): Promise<void> {
  const { mode, ending, maxBytes = Infinity, makeFolder = false, sync = true, files = ownFiles } = options;
  const temporary = `${path}${ending ?? `.${randomUUID()}.part`}`;
  try {
    if (makeFolder) await files.mkdir(dirname(path), { recursive: true });
    const file = await files.open(temporary, ending === undefined ? 'wx' : 'w', mode);
    try {
      await write(file, typeof content === 'string' ? [content] : content, maxBytes);
      if (sync) await file.sync();
    } finally {
      await file.close();
    }
    await files.rename(temporary, path);
  } catch (error) {
    await files.rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  if (sync) await syncFolder(dirname(path), files);
}

async function write(file: OpenFile, pieces: Iterable<string>, maxBytes: number): Promise<void> {
  let bytes = 0;
  let collected: string[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    const content = Buffer.from(collected.join(''));
    bytes += content.length;
    if (bytes > maxBytes) throw new TooLargeError();
    await file.writeFile(content);
    collected = [];
    length = 0;
  };
  for (const piece of pieces) {
    collected.push(piece);
    length += piece.length;
    if (length >= maxAtOnce) await flush();
  }
  await flush();
}

/** Replaces one of the app's small text files, as {@link replaceFile}; a power failure may bring the old one back. */
export const replaceSmallFile = (path: string, text: string, files: FolderFiles = appFiles): Promise<void> =>
  replaceFile(path, text, { mode: 0o600, ending: '.new', makeFolder: true, sync: false, files });

/** A small text file of which only the latest content counts. What is written while the disk is busy is written after it. */
export class LatestFile {
  readonly #path: string;
  readonly #onProblem: (error: unknown) => void;
  readonly #files: FolderFiles;
  #next: string | null = null;
  #writing: Promise<void> | null = null;

  constructor(path: string, onProblem: (error: unknown) => void, files: FolderFiles = appFiles) {
    this.#path = path;
    this.#onProblem = onProblem;
    this.#files = files;
  }

  /** Replaces the content as soon as possible. */
  write(text: string): void {
    this.#next = text;
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#next !== null) {
      const text = this.#next;
      this.#next = null;
      await replaceSmallFile(this.#path, text, this.#files).catch(this.#onProblem);
    }
    this.#writing = null;
  }
}
