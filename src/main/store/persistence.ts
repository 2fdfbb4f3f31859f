import type { Notice, NoticeKind } from '../../shared/state.ts';
import type { Clock } from '../clock.ts';
import { BackupWriter } from './backup-writer.ts';
import type { Database } from './database.ts';
import { backupPath, openStore, type StoredState } from './open-store.ts';
import type { WatchListBackup } from './watch-list-backup.ts';
import { WriteBehind } from './write-behind.ts';

export interface PersistenceOptions {
  folder: string;
  clock: Clock;
  backup: () => WatchListBackup;
  postNotice: (notice: Notice) => void;
  removeNotice: (kind: NoticeKind) => void;
}

/**
 * The way to disk: rows written behind, and the backup after them. Rows noted before the database is open, or while it
 * cannot be written, wait.
 */
export class Persistence {
  readonly rows: WriteBehind;
  readonly #options: PersistenceOptions;
  readonly #backup: BackupWriter;
  #opening: Promise<void> | null = null;
  #setReady: () => void = () => {};
  #database: Database | null = null;

  constructor(options: PersistenceOptions) {
    this.#options = options;
    this.#backup = new BackupWriter(backupPath(options.folder), options.backup, options.clock);
    this.rows = new WriteBehind({
      clock: options.clock,
      ready: new Promise((resolve) => (this.#setReady = resolve)),
      write: async (rows) => {
        // Without a database the backup is the older truth; it must not be replaced by a list that could not be read.
        if (this.#database === null) return;
        await this.#database.write(rows);
        this.#backup.noteChange();
      },
      onProblem: (problem) =>
        problem === null
          ? options.removeNotice('write-failed')
          : options.postNotice({ kind: 'write-failed', detail: problem.message }),
    });
  }

  /**
   * Opens the database. Problems are posted as notices.
   *
   * @param take is given what was in it, before anything is written to it
   */
  open(take: (stored: StoredState) => void): Promise<void> {
    this.#opening = this.#open(take);
    return this.#opening;
  }

  /** Writes everything and closes. */
  async close(): Promise<void> {
    if (this.#opening === null) return;
    await this.#opening;
    await this.rows.flush();
    if (this.#database === null) return;
    await this.#backup.flush();
    await this.#database.close();
  }

  async #open(take: (stored: StoredState) => void): Promise<void> {
    const { folder, clock, postNotice } = this.#options;
    const { database, repairs, notices, ...stored } = await openStore(folder, () => clock.now());
    this.#database = database;
    // What changed since the app began is newer than what was on disk.
    for (const [key, value] of repairs) if (!this.rows.isPending(key)) this.rows.set(key, () => value);
    take(stored);
    notices.forEach(postNotice);
    this.#setReady();
  }
}
