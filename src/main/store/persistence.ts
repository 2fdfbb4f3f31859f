import { failed, success, type Outcome } from '../../shared/errors.ts';
import type { Notice, NoticeKind } from '../../shared/state.ts';
import type { Clock } from '../clock.ts';
import { log } from '../log.ts';
import { BackupWriter } from './backup-writer.ts';
import type { Database, RefusedRows, Rows } from './database.ts';
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
  #setReady: (ready: Outcome<null>) => void = () => {};
  #database: Database | null = null;

  constructor(options: PersistenceOptions) {
    this.#options = options;
    this.#backup = new BackupWriter(backupPath(options.folder), options.backup, options.clock);
    this.rows = new WriteBehind({
      clock: options.clock,
      ready: new Promise((resolve) => (this.#setReady = resolve)),
      write: (rows, options) => this.#write(rows, options),
      onProblem: (problem) =>
        problem === null
          ? options.removeNotice('write-failed')
          : options.postNotice({ kind: 'write-failed', detail: problem.message }),
      onRefused: (refused) => this.#tellRefused(refused),
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

  async #write(rows: Rows, options: { sync: boolean }): Promise<RefusedRows> {
    if (this.#database === null) throw new Error('The database is not open.');
    const refused = await this.#database.write(rows, options);
    // What the service says is no part of the backup.
    if (options.sync) this.#backup.noteChange();
    return refused;
  }

  #tellRefused(refused: RefusedRows): void {
    for (const [key, reason] of refused) log(`The row ${key} cannot be written`, reason);
    const { postNotice, removeNotice } = this.#options;
    if (refused.size === 0) removeNotice('rows-refused');
    else postNotice({ kind: 'rows-refused', detail: String(refused.size) });
  }

  async #open(take: (stored: StoredState) => void): Promise<void> {
    const { folder, clock, postNotice } = this.#options;
    const { database, repairs, notices, ...stored } = await openStore(folder, () => clock.now());
    this.#database = database;
    // What changed since the app began is newer than what was on disk.
    for (const [key, value] of repairs) if (!this.rows.isPending(key)) this.rows.set(key, () => value);
    take(stored);
    notices.forEach(postNotice);
    // Without a database the backup is the older truth; it must not be replaced by a list that could not be read.
    this.#setReady(database === null ? failed('not-saved', 'The list on disk is not open.') : success(null));
  }
}
