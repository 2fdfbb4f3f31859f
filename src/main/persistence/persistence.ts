import { failed, success, type Outcome } from '../../shared/errors.ts';
import type { Banner, BannerKind } from '../../shared/state.ts';
import { inTime, type Clock } from '../lib/clock.ts';
import { log } from '../log/log.ts';
import type { Database, RefusedRows, Rows } from '../store/database.ts';
import { backupPath, openStore, type OpeningHelp, type StoredState } from './open-store.ts';
import type { RunReader } from '../store/read-elsewhere.ts';
import { jobIdOf } from '../jobs/row-keys.ts';
import { inWriteOrder } from './write-order.ts';
import { UnsavedRows } from '../store/unsaved-rows.ts';
import { BackupWriter, type BackedUp } from './backup.ts';
import { WriteBehind } from '../store/write-behind.ts';
import { storeReasons } from '../words/reasons.ts';

export interface PersistenceOptions {
  folder: string;
  /** Folders outside of it, for changes that it has no room for when the app ends; the best first. */
  unsavedFolders?: readonly string[];
  /** See openDatabase. */
  runReader?: RunReader | null;
  clock: Clock;
  backup: () => BackedUp;
  postBanner: (banner: Banner) => void;
  removeBanner: (kind: BannerKind) => void;
}

/** Milliseconds that the app waits for a write when it ends. */
const timeoutMs = 10_000;

/** A person's changes that are not on disk. */
export interface Unsaved {
  /** How many jobs they are about; there may be other changes. */
  jobs: number;
  /** The system's words for why; null where the disk does not answer at all. */
  reason: string | null;
  /** The file that the next start takes them from; null where there is none. */
  keptIn: string | null;
  /** Whether input that is not in the list yet could not be kept for the next start. */
  losesInput?: true;
}

/**
 * Opens the database and the backup, and writes both: rows, and the backup after them. Rows that change before the database
 * is open, or while it cannot be written, wait.
 */
export class Persistence {
  readonly rows: WriteBehind;
  readonly #options: PersistenceOptions;
  readonly #backup: BackupWriter;
  readonly #unsaved: UnsavedRows;
  #opening: Promise<void> | null = null;
  #setReady: (ready: Outcome<null>) => void = () => {};
  #database: Database | null = null;
  /** Of the last write, see unsaved-rows.ts. */
  #generation = 0;
  /** Of the write in flight. */
  #writing: number | null = null;

  constructor(options: PersistenceOptions) {
    this.#options = options;
    const backup = (): BackedUp => ({ ...options.backup(), generation: this.#generation });
    this.#backup = new BackupWriter(backupPath(options.folder), backup, options.clock);
    this.#unsaved = new UnsavedRows({
      storeFolder: options.folder,
      folders: options.unsavedFolders ?? [],
      now: () => options.clock.now(),
    });
    this.rows = new WriteBehind({
      clock: options.clock,
      ready: new Promise((resolve) => (this.#setReady = resolve)),
      write: (rows, options) => this.#write(rows, options),
      onProblem: (problem) =>
        problem === null
          ? options.removeBanner('write-failed')
          : options.postBanner({ kind: 'write-failed', detail: problem.message }),
      onRefused: (refused) => this.#reportRefused(refused),
    });
  }

  /**
   * Opens the database. Problems are posted as banners.
   *
   * @param take called with its content before anything is written to it
   * @param help see {@link openStore}
   */
  open(
    take: (stored: StoredState) => void,
    help: Pick<OpeningHelp, 'onFirst' | 'onJob'> = {},
  ): Promise<void> {
    this.#opening = this.#open(take, help);
    return this.#opening;
  }

  /**
   * Writes everything. A person's changes that cannot be written are kept elsewhere, for the next start.
   *
   * @returns null where everything is on disk
   */
  async save(): Promise<Unsaved | null> {
    if (this.#opening === null) return null;
    const outcome = await inTime(this.#options.clock, timeoutMs, this.rows.settle());
    const rows = this.rows.unsaved();
    if (outcome?.ok === true || rows.size === 0) return null;
    const jobs = this.rows.unsavedOfPerson().filter((key) => jobIdOf(key) !== null).length;
    return {
      jobs,
      reason: outcome === null ? null : (outcome.failure.text ?? ''),
      keptIn: await this.#unsaved.keep(rows, this.#generation, this.#writing),
    };
  }

  /** Saves everything and closes. @returns false where the disk does not answer */
  async close(): Promise<boolean> {
    return (await inTime(this.#options.clock, timeoutMs, this.#close())) !== null;
  }

  async #close(): Promise<true> {
    if (this.#opening === null) return true;
    await this.#opening;
    await this.save();
    if (this.#database === null) return true;
    await this.#backup.finish();
    await this.#database.close();
    return true;
  }

  async #write(rows: Rows, options: { sync: boolean }): Promise<RefusedRows> {
    if (this.#database === null) throw new Error('The database is not open.');
    const { generation } = this.#unsaved;
    const marks = generation === this.#generation ? new Map<string, unknown>() : this.#unsaved.marks();
    const others = inWriteOrder(rows).filter(([key]) => !marks.has(key));
    this.#writing = generation;
    const writing = this.#database.write(new Map([...others, ...marks]), options);
    const refused = await writing.finally(() => (this.#writing = null));
    this.#generation = generation;
    // The service can tell its own changes again.
    if (options.sync) this.#backup.noteChange();
    else this.#backup.noteBehind();
    const older = await this.#unsaved.forget(generation);
    if (older.length > 0) this.#options.postBanner({ kind: 'unsaved-outdated', detail: older.join(', ') });
    return refused;
  }

  #reportRefused(refused: RefusedRows): void {
    // The kind of a row alone: its key has the ID of a job, and people share logs.
    for (const [key, reason] of refused)
      log(`A row of “${key.split('!', 1)[0] ?? ''}” cannot be written`, reason);
    const { postBanner, removeBanner } = this.#options;
    if (refused.size === 0) removeBanner('rows-refused');
    else postBanner({ kind: 'rows-refused', detail: String(refused.size) });
  }

  async #open(
    take: (stored: StoredState) => void,
    help: Pick<OpeningHelp, 'onFirst' | 'onJob'>,
  ): Promise<void> {
    const { folder, clock, postBanner } = this.#options;
    const { database, repairs, generation, banners, hasBackup, ...stored } = await openStore(
      folder,
      () => clock.now(),
      {
        runReader: this.#options.runReader ?? null,
        unsaved: this.#unsaved,
        ...help,
      },
    );
    this.#database = database;
    this.#generation = generation;
    if (hasBackup) this.#backup.noteCurrent();
    // Changes since the start are newer than what was on disk.
    for (const [key, value] of repairs) if (!this.rows.isPending(key)) this.rows.set(key, () => value);
    try {
      take(stored);
    } catch (error) {
      // Nothing may be written over rows that could not be read, and no flush may wait for ever.
      this.#setReady(failed('not-saved', storeReasons.unreadable));
      throw error;
    }
    banners.forEach(postBanner);
    // Without a database the backup is all there is: it must not be replaced.
    this.#setReady(database === null ? failed('not-saved', storeReasons.unopened) : success(null));
  }
}
