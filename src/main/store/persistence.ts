import { mkdir } from 'node:fs/promises';
import type { Notice, NoticeKind } from '../../shared/state.ts';
import type { Clock } from '../clock.ts';
import { BackupWriter } from './backup-writer.ts';
import type { Database } from './database.ts';
import { backupPath, openStore, type OpenedStore } from './open-store.ts';
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
  #database: Database | null = null;
  #isOpen = false;

  constructor(options: PersistenceOptions) {
    this.#options = options;
    this.#backup = new BackupWriter(backupPath(options.folder), options.backup, options.clock);
    this.rows = new WriteBehind({
      clock: options.clock,
      write: async (rows) => {
        await this.#database?.write(rows);
        this.#backup.noteChange();
      },
      onProblem: (problem) =>
        problem === null
          ? options.removeNotice('write-failed')
          : options.postNotice({ kind: 'write-failed', detail: problem.message }),
    });
  }

  /** Opens the database and returns what was in it. Problems are posted as notices. */
  async open(): Promise<Pick<OpenedStore, 'records' | 'rows'>> {
    const { folder, clock, postNotice } = this.#options;
    await mkdir(folder, { recursive: true });
    const opened = await openStore(folder, () => clock.now());
    this.#database = opened.database;
    this.#isOpen = true;
    opened.notices.forEach(postNotice);
    return opened;
  }

  /** Writes everything and closes. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    await this.rows.flush();
    // Without a database the backup is the older truth; it must not be replaced by a list that could not be read.
    if (this.#database !== null) await this.#backup.flush();
    await this.#database?.close();
  }
}
