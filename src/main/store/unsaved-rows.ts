import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../files/replace-file.ts';
import type { Rows } from './database.ts';

/** Rows that an earlier run could not write to its store. */
export interface LeftRows {
  rows: Rows;
  /** What tells their files from all others: a clock that was set back makes a newer file look older. */
  signatures: string[];
  /** Where they were found. */
  paths: string[];
}

export interface UnsavedRowsOptions {
  /** Where the key lies that vouches for what was kept. */
  storeFolder: string;
  /** Folders in which rows are kept, the best first. */
  folders: readonly string[];
  now: () => number;
}

/** The row with the signatures of what was taken in last, so that a file that could not be removed is not taken again. */
export const unsavedTakenKey = 'app!unsaved-taken';
export const readTaken = (stored: unknown): string[] => z.array(z.string()).catch([]).parse(stored);

/** What one file holds, and when it was written, in milliseconds since the epoch. */
interface KeptRows {
  signature: string;
  at: number;
  rows: [string, unknown][];
}

/** A row without a value is one to be removed. */
const keptSchema = z.object({
  at: z.number(),
  rows: z.array(z.union([z.tuple([z.string()]), z.tuple([z.string(), z.unknown()])])),
});

/**
 * A small file outside of the store, for rows that the store has no room for when the app ends. The next start takes them
 * in. Others may write into these folders, and rows name programs and folders: a file counts only with the signature of a
 * key that lies in the store's own folder.
 */
export class UnsavedRows {
  readonly #options: UnsavedRowsOptions;
  #key: Buffer | null = null;
  #isKept = false;

  constructor(options: UnsavedRowsOptions) {
    this.#options = options;
  }

  /** Makes the key ready, so that rows can be kept when there is no room for a key any more. */
  async prepare(): Promise<void> {
    if (await this.#readKey()) return;
    const key = randomBytes(32);
    try {
      await replaceFile(this.#keyPath, key.toString('hex'), { mode: 0o600 });
      this.#key = key;
    } catch {
      // No room for it; without a key nothing is kept elsewhere, and whoever quits is told so.
    }
  }

  /**
   * The rows that an earlier run kept, newer ones over older ones; null where there are none.
   *
   * @param taken the signatures of those that were taken in already
   */
  async find(taken: readonly string[]): Promise<LeftRows | null> {
    if (!(await this.#readKey())) return null;
    const found: (KeptRows & { path: string })[] = [];
    for (const path of this.#paths()) {
      const kept = await this.#readFile(path);
      if (kept === null) continue;
      this.#isKept = true;
      if (!taken.includes(kept.signature)) found.push({ path, ...kept });
    }
    if (found.length === 0) return null;
    found.sort((a, b) => a.at - b.at);
    return {
      rows: new Map(found.flatMap(({ rows }) => rows)),
      signatures: found.map(({ signature }) => signature),
      paths: found.map(({ path }) => path),
    };
  }

  /** Keeps rows in the first folder that takes them. @returns the file, or null where none does */
  async keep(rows: Rows): Promise<string | null> {
    const key = this.#key;
    if (key === null) return null;
    const body = JSON.stringify({ at: this.#options.now(), rows: [...rows].flatMap(toEntry) });
    for (const path of this.#paths()) {
      try {
        await replaceFile(path, `${sign(key, body)}\n${body}`, { mode: 0o600 });
        this.#isKept = true;
        return path;
      } catch {
        // The next folder may lie on another disk.
      }
    }
    return null;
  }

  /** Removes what was kept: it is in the store now. */
  async forget(): Promise<void> {
    if (!this.#isKept) return;
    this.#isKept = false;
    for (const path of this.#paths()) await rm(path, { force: true }).catch(() => {});
  }

  get #keyPath(): string {
    return join(this.#options.storeFolder, 'unsaved-rows.key');
  }

  /** Each store has a file of its own. */
  #paths(): string[] {
    if (this.#key === null) return [];
    const name = createHash('sha256').update(this.#key).digest('hex').slice(0, 12);
    return this.#options.folders.map((folder) => join(folder, `rigyd-desk-unsaved-${name}.json`));
  }

  async #readKey(): Promise<boolean> {
    try {
      const key = Buffer.from(await readFile(this.#keyPath, 'utf8'), 'hex');
      if (key.length === 32) this.#key = key;
    } catch {
      // There is none yet.
    }
    return this.#key !== null;
  }

  async #readFile(path: string): Promise<KeptRows | null> {
    try {
      const text = await readFile(path, 'utf8');
      const end = text.indexOf('\n');
      const signature = text.slice(0, end);
      const body = text.slice(end + 1);
      if (this.#key === null || !isEqual(sign(this.#key, body), signature)) return null;
      const { at, rows } = keptSchema.parse(JSON.parse(body));
      return { signature, at, rows: rows.map(([key, value]) => [key, value]) };
    } catch {
      return null;
    }
  }
}

const sign = (key: Buffer, body: string): string =>
  createHmac('sha256', key).update(body).digest('base64url');

const isEqual = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** A row that has no form on disk is left out. */
function toEntry([key, value]: [string, unknown]): unknown[] {
  if (value === undefined) return [[key]];
  try {
    JSON.stringify(value);
    return [[key, value]];
  } catch {
    return [];
  }
}
