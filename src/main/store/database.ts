import { rename } from 'node:fs/promises';
import { ClassicLevel } from 'classic-level';
import { failed, success, type Outcome } from '../../shared/errors.ts';
import { seal, unseal } from './sealed.ts';

/** Rows to write; undefined removes one. */
export type Rows = ReadonlyMap<string, unknown>;

export interface ReadRows {
  rows: Map<string, unknown>;
  /** Rows whose checksum did not match; they are left out. */
  damaged: number;
}

/** A key-value database in a folder. Every value carries a checksum. One process opens it, once. */
export interface Database {
  readAll(): Promise<ReadRows>;
  /** All or nothing. A write that was acknowledged survives the process being killed. */
  write(rows: Rows): Promise<void>;
  close(): Promise<void>;
}

export interface OpenedDatabase {
  database: Database;
  /** Where a database that could not be read was moved, or null. */
  movedAside: string | null;
}

/**
 * Opens the database. One that is damaged is moved aside, never deleted, and a new one begun; a folder that cannot be
 * opened for another reason (no room, no permission, in use) is left as it is and reported.
 *
 * @param expected whether there must be one already: then a missing one is damage, not a first run
 */
export async function openDatabase(
  folder: string,
  expected: boolean,
  now: () => number,
): Promise<Outcome<OpenedDatabase>> {
  try {
    return success({ database: wrap(await open(folder, !expected)), movedAside: null });
  } catch (error) {
    if (!isDamage(error)) return failed('storage', reasonOf(error));
  }
  const aside = `${folder}-damaged-${new Date(now()).toISOString().replaceAll(/[:.]/g, '-')}`;
  try {
    const moved = await moveIfThere(folder, aside);
    return success({ database: wrap(await open(folder, true)), movedAside: moved ? aside : null });
  } catch (error) {
    return failed('storage', reasonOf(error));
  }
}

type Level = ClassicLevel<string, string>;

async function open(folder: string, createIfMissing: boolean): Promise<Level> {
  const level: Level = new ClassicLevel(folder, { createIfMissing });
  await level.open();
  return level;
}

function wrap(level: Level): Database {
  return {
    async readAll() {
      const rows = new Map<string, unknown>();
      let damaged = 0;
      for await (const [key, sealed] of level.iterator()) {
        const value = unseal(sealed);
        if (value === undefined) damaged += 1;
        else rows.set(key, value);
      }
      return { rows, damaged };
    },
    async write(rows) {
      await level.batch(
        [...rows].map(([key, value]) =>
          value === undefined ? { type: 'del', key } : { type: 'put', key, value: seal(value) },
        ),
      );
    },
    close: () => level.close(),
  };
}

/** LevelDB tells damage from trouble of the system by its words; classic-level wraps them as the cause. */
const isDamage = (error: unknown): boolean =>
  /corruption|does not exist|bad record|checksum|CURRENT|missing files/i.test(reasonOf(error)) &&
  !/no space|permission|lock/i.test(reasonOf(error));

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
