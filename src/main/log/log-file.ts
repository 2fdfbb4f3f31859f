import { join } from 'node:path';
import { FolderSilentError, rethrowSilence } from '../files/folder-calls.ts';
import { appFiles, folderCalls, type FolderFiles, type OpenFile } from '../files/folder-files.ts';

/** Bytes of a file. One older file is kept beside it, so that both together stay below twice this. */
const maxFileBytes = 1_000_000;
/** Characters of lines that wait for the disk at most; as bytes they are fewer than a file may have. */
const maxWaiting = 250_000;

/**
 * A log on disk that nobody waits for: its disk may stop answering. Lines are written in the order in which they came, all
 * that wait at once. Those for which there is no room meanwhile are left out and counted in a line of their own.
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

  /** @param missingLine the line that says how many others are missing */
  constructor(folder: string, missingLine: (lines: number) => string, files: FolderFiles = appFiles) {
    this.#folder = folder;
    this.#missingLine = missingLine;
    this.#files = files;
  }

  /** Writes a line as soon as that can be. */
  write(line: string): void {
    const text = `${line}\n`;
    if (this.#length + text.length > maxWaiting) this.#missing += 1;
    else {
      this.#waiting.push(text);
      this.#length += text.length;
    }
    void this.flush();
  }

  /** Resolves when nothing is being written; what could not be waits for the next line, or until its disk answers again. */
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
      // A write that fails may have reached the disk all the same, so none is made twice.
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
    const path = join(this.#folder, 'main.log');
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

  /** @returns false where somebody keeps the file from being moved, as another program does on Windows that has it open */
  async #moveAway(path: string): Promise<boolean> {
    try {
      await this.#files.rename(path, join(this.#folder, 'main.old.log'));
      return true;
    } catch (error) {
      rethrowSilence(error);
      return false;
    }
  }
}
