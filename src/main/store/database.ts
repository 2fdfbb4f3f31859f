import { readdir, rename, rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ClassicLevel } from 'classic-level';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { asidePath, isDamage, reasonOf, removeOldest } from './damage.ts';
import { forgetAttempts, noteAttempt } from './opening-attempts.ts';
import { PackedRows } from './packed-rows.ts';
import { readElsewhere, type RunReader } from './read-elsewhere.ts';
import { seal, unsealText } from './sealed.ts';
import { storeReasons } from '../words/reasons.ts';

/** Rows to write; undefined removes one. */
export type Rows = ReadonlyMap<string, unknown>;

/** Rows that cannot be serialised (nested too deeply, say), and why; the others of the same write are on disk. */
export type RefusedRows = ReadonlyMap<string, Error>;

/** A key-value database in a folder. Every value carries a checksum. One process opens it, once. */
export interface Database {
  /**
   * Writes all rows but the refused ones, or none; many megabytes in parts, in their order. A write that fails may leave the
   * first parts on disk, so that rows about other rows belong behind them. A write that resolved survives the process being
   * killed and, with `sync`, a power failure. Throws what the system reports; the next write opens the database again.
   */
  write(rows: Rows, options?: { sync: boolean }): Promise<RefusedRows>;
  close(): Promise<void>;
}

interface ReadRows {
  /** All rows of the database but the packed ones, or what could be read of one that was moved aside. */
  rows: Map<string, unknown>;
  /** See {@link OpeningOptions.isPacked}. */
  packed: PackedRows;
  /** Keys of rows whose checksum did not match; they are left out, and make the database a damaged one. */
  damaged: string[];
}

export interface OpenedDatabase extends ReadRows {
  database: Database;
  /** Where a damaged database was moved and a new, empty one begun in its place; or null. */
  movedAside: string | null;
}

/** Reads some rows of a database that was opened and not read yet; those that are missing or damaged are left out. */
export type ReadSome = (keys: readonly string[]) => Promise<Map<string, unknown>>;

export interface OpeningOptions {
  /** Reads a copy in a process of its own: only where that crashes does a database count as one that ends whoever opens it. */
  runReader?: RunReader | null;
  /** Is awaited before the rows are read; nothing that it throws matters. */
  onOpened?: ((read: ReadSome) => Promise<void>) | null;
  /** Whether a row is one of so many that they are not to be in memory as objects all at once. */
  isPacked?: (key: string) => boolean;
}

/** Folders that this process has open. */
const inUse = new Set<string>();

/**
 * Opens the database, beginning one where there is none, and reads it. One that is damaged is moved aside, never deleted;
 * one that cannot be opened for another reason (no room, no permission, in use) is left as it is and reported.
 */
export async function openDatabase(
  folder: string,
  now: () => number,
  options: OpeningOptions = {},
): Promise<Outcome<OpenedDatabase>> {
  // LevelDB would refuse as well, but release the lock that keeps other processes out.
  if (inUse.has(folder)) return failed('storage', storeReasons.inUse);
  inUse.add(folder);
  const opened = await openOrReplace(folder, now, options);
  if (!opened.ok) inUse.delete(folder);
  return opened;
}

/** Attempts to open that ended the process. One may be a coincidence. */
const maxCrashes = 2;

async function openOrReplace(
  folder: string,
  now: () => number,
  { runReader = null, onOpened = null, isPacked = () => false }: OpeningOptions,
): Promise<Outcome<OpenedDatabase>> {
  const reader = new RowReader(isPacked);
  const isSuspect = (await noteAttempt(folder)) >= maxCrashes && (await holdsRows(folder));
  const isHopeless = isSuspect && (await endsItsReader(folder, reader, runReader));
  try {
    const level = isHopeless ? null : await openAndRead(folder, reader, onOpened);
    if (level !== null) {
      const reopened = await reopen(level);
      await removeOldest(folder);
      return success({ ...reader.read, database: wrap(reopened, folder), movedAside: null });
    }
    const aside = asidePath(folder, now());
    return success({
      ...reader.read,
      database: wrap(await replace(folder, aside), folder),
      movedAside: aside,
    });
  } catch (error) {
    return failed('storage', reasonOf(error).message);
  } finally {
    await forgetAttempts(folder);
  }
}

/**
 * Whether the database ends the process that reads it. Somebody may also have killed the app twice while it opened. Rows
 * that were read before are kept. If unclear, the database counts as healthy: at worst the app ends once more, while the
 * list is gone if a healthy database is moved aside.
 */
async function endsItsReader(
  folder: string,
  reader: RowReader,
  runReader: RunReader | null,
): Promise<boolean> {
  if (runReader === null) return false;
  const { end, rows } = await readElsewhere(folder, runReader);
  if (end !== 'crashed') return false;
  for (const [key, sealed] of rows) reader.take(key, sealed);
  return true;
}

/**
 * Moves a database aside and begins a new one. If the second fails, as on a full disk, it is moved back: the next start
 * would take a missing database for a first start.
 */
async function replace(folder: string, aside: string): Promise<Level> {
  await rename(folder, aside);
  try {
    return await open(folder, true);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    await rename(aside, folder);
    throw error;
  }
}

/** Opens and reads LevelDB; null where it is damaged. Throws where it cannot be opened for another reason. */
async function openAndRead(
  folder: string,
  reader: RowReader,
  onOpened: ((read: ReadSome) => Promise<void>) | null,
): Promise<Level | null> {
  let during: 'opening' | 'reading' = 'opening';
  let level: Level | null = null;
  try {
    level = await open(folder, !(await holdsRows(folder)));
    during = 'reading';
    // Whatever keeps some rows from being read keeps the whole from it as well, which decides what comes of that.
    await onOpened?.(readSomeOf(level)).catch(() => {});
    await readInto(reader, level);
    if (reader.read.damaged.length === 0) return level;
  } catch (error) {
    if (!(await isDamage(error, during, folder))) {
      await level?.close();
      throw error;
    }
  }
  await level?.close();
  return null;
}

type Level = ClassicLevel<string, string>;

async function open(folder: string, createIfMissing: boolean): Promise<Level> {
  const level: Level = new ClassicLevel(folder, { createIfMissing });
  await level.open();
  return level;
}

/**
 * Opens the database anew. LevelDB maps each file into memory that it has read of, and lets go of it only then: of a
 * database that was read as a whole, all files would stay there.
 *
 * @returns null where it cannot be opened for now: the next write may do so
 */
async function reopen(level: Level): Promise<Level | null> {
  try {
    await level.close();
    await level.open({ createIfMissing: false });
  } catch {
    // All of it was read: what keeps it from being written is told when something is to be.
  }
  return level.status === 'open' ? level : null;
}

/** Whether there are files of rows. Without its `CURRENT`, LevelDB would start a new database over them. */
async function holdsRows(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).some((name) => /\.(?:ldb|log)$/.test(name));
  } catch {
    return false;
  }
}

const readSomeOf =
  (level: Level): ReadSome =>
  async (keys) => {
    const reader = new RowReader(() => false);
    const values = await level.getMany([...keys]);
    keys.forEach((key, at) => {
      const sealed = values[at];
      if (sealed !== undefined) reader.take(key, sealed);
    });
    return reader.read.rows;
  };

/** Rows that are read at once: some milliseconds' work. */
const rowsPerRead = 500;
/** Bytes that LevelDB reads ahead for that. Its default makes a round trip of every ten rows. */
const readAheadBytes = 2 * 1024 * 1024;

async function readInto(reader: RowReader, level: Level): Promise<void> {
  let last: string | null = null;
  const iterator = level.iterator({ highWaterMarkBytes: readAheadBytes });
  try {
    for (;;) {
      const rows = await iterator.nextv(rowsPerRead);
      if (rows.length === 0) return;
      for (const [key, sealed] of rows) reader.take((last = key), sealed);
    }
  } catch {
    // What cannot be read holds back the rows before it that were to come with it. Fails at the same place.
    for await (const [key, sealed] of level.iterator(last === null ? {} : { gt: last }))
      reader.take(key, sealed);
  } finally {
    await iterator.close();
  }
}

class RowReader {
  readonly read: ReadRows = { rows: new Map(), packed: new PackedRows(), damaged: [] };
  readonly #isPacked: (key: string) => boolean;

  constructor(isPacked: (key: string) => boolean) {
    this.#isPacked = isPacked;
  }

  take(key: string, sealed: string): void {
    const { rows, packed, damaged } = this.read;
    const text = unsealText(key, sealed);
    if (text === undefined) damaged.push(key);
    else if (this.#isPacked(key)) packed.setText(key, text);
    else rows.set(key, JSON.parse(text));
  }
}

/** @param opened null where it is to be opened by the first write */
function wrap(opened: Level | null, folder: string): Database {
  let level = opened;

  async function closeLevel(): Promise<void> {
    const closing = level;
    level = null;
    await closing?.close();
  }

  return {
    async write(rows, { sync } = { sync: true }) {
      const opened = (level ??= await open(folder, false));
      try {
        return await writeParts(opened, rows, sync);
      } catch (error) {
        // A write that failed leaves half a record in LevelDB's log. Later writes would succeed and be dropped at the next
        // start; opening again begins another log.
        await closeLevel();
        throw error;
      }
    },
    async close() {
      await closeLevel();
      inUse.delete(folder);
    },
  };
}

/** Bytes of rows that are put into a batch before the event loop runs: some milliseconds' work. */
const sliceBytes = 128 * 1024;
/** What a row costs beside its bytes, counted in bytes. */
const bytesPerRow = 500;
/** Bytes of rows written at once. LevelDB copies a growing batch, which takes long from tens of megabytes on. */
const partBytes = 4 * 1024 * 1024;

/**
 * Writes rows a slice at a time, so that the event loop is not held up.
 *
 * @returns those that cannot be serialised
 */
async function writeParts(level: Level, rows: Rows, sync: boolean): Promise<RefusedRows> {
  const refused = new Map<string, Error>();
  let batch = level.batch();
  let slice = 0;
  let part = 0;
  for (const [key, value] of rows) {
    if (part > partBytes) {
      await batch.write({ sync });
      batch = level.batch();
      part = slice = 0;
    } else if (slice > sliceBytes) {
      await nextTurn();
      slice = 0;
    }
    try {
      const sealed = value === undefined ? null : seal(key, value);
      if (sealed === null) batch.del(key);
      else batch.put(key, sealed);
      const bytes = key.length + (sealed?.length ?? 0);
      slice += bytes + bytesPerRow;
      part += bytes;
    } catch (error) {
      refused.set(key, reasonOf(error));
    }
  }
  await batch.write({ sync });
  return refused;
}
