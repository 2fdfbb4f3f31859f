import type { Clock } from '../lib/clock.ts';
import { replaceBackup, sealBackup, type WatchListBackup } from './watch-list-backup.ts';

/** Milliseconds between two backups at least; a thousand jobs added one by one cost two of them. */
const restMs = 2_000;
/** How many times longer it rests than it took to put the backup together, which holds up everything else. */
const restFactor = 20;

/** Keeps the backup of the watch list current. A backup that cannot be written is tried again at the next change. */
export class BackupWriter {
  readonly #path: string;
  readonly #read: () => WatchListBackup;
  readonly #clock: Clock;
  #cancelTimer: (() => void) | null = null;
  #isDirty = false;
  #writing: Promise<void> = Promise.resolve();
  #written: string | null = null;
  /** Milliseconds that putting the last one together took. */
  #took = 0;

  constructor(path: string, read: () => WatchListBackup, clock: Clock) {
    this.#path = path;
    this.#read = read;
    this.#clock = clock;
  }

  /** Writes the backup at once, or as soon as it has rested from the last one. */
  noteChange(): void {
    this.#isDirty = true;
    if (this.#cancelTimer !== null) return;
    void this.flush();
    this.#cancelTimer = this.#clock.setTimeout(
      () => {
        this.#cancelTimer = null;
        if (this.#isDirty) this.noteChange();
      },
      Math.max(restMs, this.#took * restFactor),
    );
  }

  /** Writes the backup now. */
  flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#isDirty = false;
    // The database holds the same and reports its own trouble; the backup is the second line.
    this.#writing = this.#writing.then(() => this.#write()).catch(() => {});
    return this.#writing;
  }

  async #write(): Promise<void> {
    const begunAt = this.#clock.steady();
    const sealed = sealBackup(this.#read());
    this.#took = this.#clock.steady() - begunAt;
    if (sealed === this.#written) return;
    await replaceBackup(this.#path, sealed);
    this.#written = sealed;
  }
}
