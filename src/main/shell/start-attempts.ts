import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Starts in a row that ended before the app was there, after which the person is offered another way to start. */
export const maxFailedStarts = 3;

/**
 * Counts the starts of the app that ended before it was there: a crash leaves nobody who could tell of it. The count is written
 * before anything else happens, and taken away when the app is there or ends by itself. A disk that can't be written to counts none.
 */
export class StartAttempts {
  readonly #path: string;

  /** @param folder exists from the app's first run on */
  constructor(folder: string) {
    this.#path = join(folder, 'unfinished-starts');
  }

  /** Notes that a start begins. @returns how many before it, in a row, did not finish */
  begin(): number {
    const before = this.#read();
    try {
      writeFileSync(this.#path, String(before + 1));
    } catch {
      // The start is more important than its count.
    }
    return before;
  }

  /** The app is there, or ends because somebody wants it to. */
  finish(): void {
    try {
      rmSync(this.#path, { force: true });
    } catch {
      // It is counted once more.
    }
  }

  #read(): number {
    try {
      const count = Number(readFileSync(this.#path, 'utf8'));
      return Number.isInteger(count) && count > 0 ? count : 0;
    } catch {
      return 0;
    }
  }
}
