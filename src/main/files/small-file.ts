import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { appFiles, type FolderFiles } from './folder-files.ts';

/** What is in a small JSON file; undefined if there is none or it cannot be read. Waits for the disk: for the start alone. */
export function readSmallFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Replaces a small text file in one step: whatever happens, the old one or the new one is there. Throws what the file
 * system reports.
 */
export async function replaceSmallFile(
  path: string,
  text: string,
  files: FolderFiles = appFiles,
): Promise<void> {
  const temporary = `${path}.new`;
  try {
    await files.mkdir(dirname(path), { recursive: true });
    const file = await files.open(temporary, 'w', 0o600);
    await file.writeFile(text).finally(() => file.close());
    await files.rename(temporary, path);
  } catch (error) {
    await files.rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

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

  /** Replaces the content as soon as that can be. */
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
