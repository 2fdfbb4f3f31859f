import { readdir, rename, rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ClassicLevel } from 'classic-level';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { asidePath, isDamage, reasonOf, removeOldest } from './damage.ts';
import { forgetAttempts, noteAttempt } from './opening-attempts.ts';
import { readElsewhere, type RunReader } from './read-elsewhere.ts';
import { seal, unseal } from './sealed.ts';

/** Rows to write; undefined removes one. */
export type Rows = ReadonlyMap<string, unknown>;

/** Rows that have no form on disk (nested too deeply, say), and why; the others of the same write are on disk. */
export type RefusedRows = ReadonlyMap<string, Error>;

/** A key-value database in a folder. Every value carries a checksum. One process opens it, once. */
export interface Database {
  /**
   * All rows but the refused ones, or none; where there are many megabytes of them, in parts, in their order: what fails or
   * is ended in the midst leaves the first parts on disk, so that rows which say something of the others belong behind
   * them. A write that was acknowledged survives the process being killed and, unless
   * it is told not to `sync`, the power being cut. Throws what the system reports; then the database is opened anew before
   * the next write.
   */
  write(rows: Rows, options?: { sync: boolean }): Promise<RefusedRows>;
  close(): Promise<void>;
}

interface ReadRows {
  /** All rows of the database, or what could be read of one that was moved aside. */
  rows: Map<string, unknown>;
  /** Keys of rows whose checksum did not match; they are left out, and make the database a damaged one. */
  damaged: string[];
}

export interface OpenedDatabase extends ReadRows {
  database: Database;
  /** Where a damaged database was moved and a new, empty one begun in its place; or null. */
  movedAside: string | null;
}

/** Folders this process has open. */
const inUse = new Set<string>();

/**
 * Opens the database, beginning one where there is none, and reads it. One that is damaged is moved aside, never deleted;
 * one that cannot be opened for another reason (no room, no permission, in use) is left as it is and reported.
 *
 * @param runReader reads a copy in a process of its own: only where that crashes does a database count as one that ends
 * whoever opens it
 */
export async function openDatabase(
  folder: string,
  now: () => number,
  runReader: RunReader | null = null,
): Promise<Outcome<OpenedDatabase>> {
  // LevelDB would refuse as well, but let go of the lock that keeps other processes out.
  if (inUse.has(folder)) return failed('storage', 'It is open already.');
  inUse.add(folder);
  const opened = await openOrReplace(folder, now, runReader);
  if (!opened.ok) inUse.delete(folder);
  return opened;
}

/** Attempts to open that ended the process: one may be a coincidence. */
const maxCrashes = 2;

async function openOrReplace(
  folder: string,
  now: () => number,
  runReader: RunReader | null,
): Promise<Outcome<OpenedDatabase>> {
  const read: ReadRows = { rows: new Map(), damaged: [] };
  const isSuspect = (await noteAttempt(folder)) >= maxCrashes && (await holdsRows(folder));
  const isHopeless = isSuspect && (await endsItsReader(folder, read, runReader));
  try {
    const level = isHopeless ? null : await openAndRead(folder, read);
    if (level !== null) {
      await removeOldest(folder);
      return success({ ...read, database: wrap(level, folder), movedAside: null });
    }
    const aside = asidePath(folder, now());
    return success({ ...read, database: wrap(await replace(folder, aside), folder), movedAside: aside });
  } catch (error) {
    return failed('storage', reasonOf(error).message);
  } finally {
    await forgetAttempts(folder);
  }
}

/**
 * Whether a database ends the process that reads it, and not somebody who killed the app twice while it opened. What was
 * read until then is taken over. Where that cannot be told, the database is taken for a healthy one: at worst the app ends
 * once more, while a healthy one that is moved aside is lost to whoever uses the app.
 */
async function endsItsReader(folder: string, read: ReadRows, runReader: RunReader | null): Promise<boolean> {
  if (runReader === null) return false;
  const { end, rows } = await readElsewhere(folder, runReader);
  if (end !== 'crashed') return false;
  for (const [key, sealed] of rows) takeRow(read, key, sealed);
  return true;
}

/**
 * Moves a database aside and begins a new one. On a full disk the first succeeds and the second does not: then it is moved
 * back, or the next start would find none and take that for a first start.
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

/** LevelDB, opened and read; null where it is damaged. Throws where something else keeps it from opening. */
async function openAndRead(folder: string, read: ReadRows): Promise<Level | null> {
  let during: 'opening' | 'reading' = 'opening';
  let level: Level | null = null;
  try {
    level = await open(folder, !(await holdsRows(folder)));
    during = 'reading';
    await readInto(read, level);
    if (read.damaged.length === 0) return level;
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

/** Whether there are files of rows: without its `CURRENT`, LevelDB would start anew over them. */
async function holdsRows(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).some((name) => /\.(?:ldb|log)$/.test(name));
  } catch {
    return false;
  }
}

async function readInto(read: ReadRows, level: Level): Promise<void> {
  for await (const [key, sealed] of level.iterator()) takeRow(read, key, sealed);
}

function takeRow({ rows, damaged }: ReadRows, key: string, sealed: string): void {
  const value = unseal(key, sealed);
  if (value === undefined) damaged.push(key);
  else rows.set(key, value);
}

function wrap(opened: Level, folder: string): Database {
  let level: Level | null = opened;

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
        // A write that failed leaves half a record in LevelDB's log. Whatever is written behind it is acknowledged, and
        // dropped at the next start; opening anew begins another log.
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

/** Bytes of rows that are put into a batch before anything else has its turn: some milliseconds' work. */
const sliceBytes = 128 * 1024;
/** What a row costs beside its bytes, counted in bytes. */
const bytesPerRow = 500;
/** Bytes of rows written at once. LevelDB copies a batch that grows; from tens of megabytes on that takes long. */
const partBytes = 4 * 1024 * 1024;

/**
 * Writes rows a slice at a time, so that nothing else waits for all of them.
 *
 * @returns those that have no form on disk
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
