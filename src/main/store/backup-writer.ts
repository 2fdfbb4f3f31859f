import type { Clock } from '../clock.ts';
import { replaceBackup, sealBackup, type WatchListBackup } from './watch-list-backup.ts';

/** Milliseconds after a change until the backup is written; a thousand jobs added one by one cost one backup. */
const gatherMs = 2_000;

/** Keeps the backup of the watch list current. A backup that cannot be written is tried again at the next change. */
export class BackupWriter {
  readonly #path: string;
  readonly #read: () => WatchListBackup;
  readonly #clock: Clock;
  #cancelTimer: (() => void) | null = null;
  #writing: Promise<void> = Promise.resolve();
  #written: string | null = null;

  constructor(path: string, read: () => WatchListBackup, clock: Clock) {
    this.#path = path;
    this.#read = read;
    this.#clock = clock;
  }

  noteChange(): void {
    this.#cancelTimer ??= this.#clock.setTimeout(() => void this.flush(), gatherMs);
  }

  /** Writes the backup now. */
  flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    // The database holds the same and reports its own trouble; the backup is the second line.
    this.#writing = this.#writing.then(() => this.#write()).catch(() => {});
    return this.#writing;
  }

  async #write(): Promise<void> {
    const sealed = sealBackup(this.#read());
    // Jobs change all the time, and mostly in what the service says, which is not part of the backup.
    if (sealed === this.#written) return;
    await replaceBackup(this.#path, sealed);
    this.#written = sealed;
  }
}
