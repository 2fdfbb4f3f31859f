import { join } from 'node:path';
import { FolderSilentError, rethrowSilence } from '../files/folder-calls.ts';
import { appFiles, folderCalls, type FolderFiles, type OpenFile } from '../files/folder-files.ts';

/** Bytes of a file. One older file is kept beside it. */
const maxFileBytes = 1_000_000;
/** The files of a log, the older lines first. */
export const logFileNames = ['main.old.log', 'main.log'] as const;
const [older, newest] = logFileNames;
/** Characters of lines that may wait for the disk; as bytes they are fewer than a file may have. */
const maxWaiting = 250_000;

/**
 * A log on disk. Its disk may stop answering, so lines are queued and written in the background, in their order. Lines that
 * do not fit into the queue are dropped, and a line says how many.
 */
export class LogFile {
  readonly #folder: string;
  readonly #files: FolderFiles;
  readonly #missingLine: (lines: number) => string;
  readonly #waiting: string[] = [];
  /** Characters of {@link #waiting}. */
  #length = 0;
  #missing = 0;
  #writing: Promise<void> | null = null;
  #isDiskSilent = false;

  /** @param missingLine the line that says how many were dropped */
  constructor(folder: string, missingLine: (lines: number) => string, files: FolderFiles = appFiles) {
    this.#folder = folder;
    this.#missingLine = missingLine;
    this.#files = files;
  }

  /** Queues a line to be written. */
  write(line: string): void {
    const text = `${line}\n`;
    if (this.#length + text.length > maxWaiting) this.#missing += 1;
    else {
      this.#waiting.push(text);
      this.#length += text.length;
    }
    void this.flush();
  }

  /** Resolves when nothing is being written. Lines that could not be written wait for the next one, or until the disk answers. */
  flush(): Promise<void> {
    if (this.#waiting.length > 0) this.#writing ??= this.#writeWaiting();
    return this.#writing ?? Promise.resolve();
  }

  async #writeWaiting(): Promise<void> {
    try {
      while (this.#waiting.length > 0) await this.#writeOnce();
    } catch (error) {
      if (error instanceof FolderSilentError) this.#flushWhenItAnswers();
    } finally {
      this.#writing = null;
    }
  }

  #flushWhenItAnswers(): void {
    if (this.#isDiskSilent) return;
    this.#isDiskSilent = true;
    const stop = folderCalls.onAnswer(() => {
      if (folderCalls.isSilent(this.#folder, 'own')) return;
      stop();
      this.#isDiskSilent = false;
      void this.flush();
    });
  }

  async #writeOnce(): Promise<void> {
    await this.#files.mkdir(this.#folder, { recursive: true });
    const lines = this.#waiting.length;
    const missing = this.#missing;
    const note = missing === 0 ? '' : `${this.#missingLine(missing)}\n`;
    const text = this.#waiting.join('') + note;
    const file = await this.#open(Buffer.byteLength(text));
    try {
      // A write that fails may have reached the disk all the same, so no line is written twice.
      this.#length -= this.#waiting.splice(0, lines).join('').length;
      this.#missing += lines;
      await file.writeFile(text);
      this.#missing -= lines + missing;
    } finally {
      await file.close();
    }
  }

  /** Opens the file, a new one where it would become too long. */
  async #open(bytes: number): Promise<OpenFile> {
    const path = join(this.#folder, newest);
    const isNewFile = (await this.#sizeOf(path)) + bytes > maxFileBytes;
    const isFree = isNewFile && (await this.#moveAway(path));
    return this.#files.open(path, isNewFile && !isFree ? 'w' : 'a', 0o600);
  }

  async #sizeOf(path: string): Promise<number> {
    try {
      return (await this.#files.stat(path)).size;
    } catch (error) {
      rethrowSilence(error);
      return 0;
    }
  }

  /** @returns false where the file cannot be moved, as on Windows while another program has it open */
  async #moveAway(path: string): Promise<boolean> {
    try {
      await this.#files.rename(path, join(this.#folder, older));
      return true;
    } catch (error) {
      rethrowSilence(error);
      return false;
    }
  }
}
