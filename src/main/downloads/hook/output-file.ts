import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, ftruncateSync, openSync, readSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TailText } from './tail-text.ts';

/** Characters of output that are kept, from the end: errors stand there. */
const maxOutputLength = 16_000;
/** Bytes that hold at least as many characters: UTF-8 takes three at most for each that JavaScript counts. */
const tailBytes = 4 * maxOutputLength;
/** Bytes from which on the file is emptied while its program runs. */
const maxFileBytes = 1024 ** 2;

/**
 * Takes what a program writes. A file rather than a pipe, which would end the program in the midst of its work with the
 * first line that it writes after the app has ended. It is in the temporary folder, for the own user only, and has no name
 * any more once it is open: the system gives its space free when neither the app nor the program has it open.
 */
export class OutputFile {
  /** For the program: whatever it writes is put at the end, also after the file was emptied. */
  readonly fd: number;
  readonly #own: number;
  readonly #kept = new TailText(maxOutputLength);

  constructor() {
    const path = join(tmpdir(), `rigyd-desk-${randomUUID()}.log`);
    this.fd = openSync(path, 'ax', 0o600);
    this.#own = openSync(path, 'r+');
    try {
      unlinkSync(path);
    } catch {
      // On Windows a virus scanner may be reading it. Then it stays for whoever clears the temporary folder.
    }
  }

  /** Empties the file where it has grown large, so that a program that never stops writing does not fill the disk. */
  limit(): void {
    try {
      if (fstatSync(this.#own).size <= maxFileBytes) return;
      this.#keep();
      ftruncateSync(this.#own);
    } catch {
      // It grows until its program ends, whose work matters more.
    }
  }

  /** Closes it for the app. @returns the end of what was written so far */
  close(): string {
    try {
      this.#keep();
    } finally {
      closeSync(this.fd);
      closeSync(this.#own);
    }
    return this.#kept.text;
  }

  #keep(): void {
    const tail = Buffer.alloc(tailBytes);
    const start = Math.max(0, fstatSync(this.#own).size - tailBytes);
    this.#kept.add(tail.subarray(0, readSync(this.#own, tail, 0, tailBytes, start)));
  }
}
