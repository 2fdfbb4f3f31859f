import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { folderFiles, ownFiles, type FolderFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { replaceFile } from '../files/replace-file.ts';
import { systemCode } from '../files/file-failure.ts';
import type { Rows } from './database.ts';
import { timeInName } from './damage.ts';

/** Rows that earlier runs could not write to their store. */
export interface LeftRows {
  /** What is newer than all that is in the store. */
  rows: Rows;
  /** Where it was found. */
  paths: string[];
  /** Files that the store has been written to since; the oldest first. */
  outdated: OutdatedFile[];
}

/** A file whose rows may be older than those in the store. */
export interface OutdatedFile {
  path: string;
  /** When it was written, in milliseconds since the epoch. */
  at: number;
  rows: Rows;
}

/** What is left of an outdated file, in a form that a person can use. */
export interface OlderChanges {
  file: OutdatedFile;
  /** Null where nothing is. */
  text: string | null;
}

export interface UnsavedRowsOptions {
  /** Where the key lies that vouches for what was kept. */
  storeFolder: string;
  /** Folders in which rows are kept, the best first. */
  folders: readonly string[];
  now: () => number;
  /** Bytes of rows that one file holds; left out, 200 million. */
  maxBytes?: number;
}

/** Milliseconds that a folder is waited for, which may lie on a drive that is away. */
const patienceMs = 2_000;
/** For the start, which would have to wait for threads of its own to begin. */
const startFiles = folderFiles('person', patienceMs, ownFiles);
/** Later each of the folders may be on the disk that the database waits for, with the process's own four threads. */
const files = folderFiles('person', patienceMs);

const keyBytes = 32;

/** Bytes of a file that are read at most. */
const maxFileBytes = 256 * 1024 * 1024;
/** The signature has room beside them. */
const maxKeptBytes = 200_000_000;

/** The row with the signatures of what was taken in, so that a file that could not be removed is not taken again. */
export const unsavedTakenKey = 'app!unsaved-taken';
/** Signatures that are remembered; more than one is left only where files cannot be removed. */
const maxTaken = 20;
export const readTaken = (stored: unknown): string[] => z.array(z.string()).catch([]).parse(stored);

/**
 * The row with the generation of what was written last. Each start begins a generation, and so does each time that rows are
 * kept elsewhere. A file tells what was written last before it: anything later has overtaken it, whatever the clock says.
 * Generations grow by leaps, since a run that could write nothing leaves none behind: the next one must not take the same.
 */
export const generationKey = 'app!generation';
export const readGeneration = (stored: unknown): number => z.number().catch(0).parse(stored);

/** Two runs with one generation are as likely as one in so many. */
const maxLeap = 1_000_000;

/** What one file holds. */
interface KeptRows extends OutdatedFile {
  signature: string;
  generation: number;
  /** What was written last before. */
  after: number;
  /** What was being written meanwhile, and may have reached the disk or not. */
  during: number | null;
}

/** A row without a value is one to be removed. */
const keptSchema = z.object({
  at: z.number(),
  // Earlier versions of the app did not count.
  generation: z.number().catch(0),
  after: z.number().catch(0),
  during: z.number().nullable().catch(null),
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
  #generation = 1;
  /** Files that this run has taken in or written, with their generations; it may replace and remove these and no others. */
  readonly #own = new Map<string, number>();
  #older: OlderChanges[] = [];
  #taken: string[] = [];

  constructor(options: UnsavedRowsOptions) {
    this.#options = options;
  }

  /** Of what is written from now on, see {@link generationKey}. */
  get generation(): number {
    return this.#generation;
  }

  /**
   * What is to be written behind the first rows of a generation: from then on files that were kept before count as taken,
   * or as outdated.
   */
  marks(): Rows {
    const generation = [generationKey, this.#generation] as const;
    return new Map<string, unknown>(
      this.#taken.length === 0 ? [generation] : [generation, [unsavedTakenKey, this.#taken]],
    );
  }

  /**
   * Makes the key ready, so that rows can be kept when there is no room for a key any more. One that cannot be read now is
   * not replaced: what was kept is found with no other.
   */
  async prepare(): Promise<void> {
    if ((await this.#readKey()) !== 'none') return;
    const key = randomBytes(keyBytes);
    try {
      await replaceFile(this.#keyPath, key.toString('hex'), { mode: 0o600 });
      this.#key = key;
    } catch {
      // No room for it; without a key nothing is kept elsewhere, and whoever quits is told so.
    }
  }

  /**
   * The rows that earlier runs kept, newer ones over older ones; null where there are none.
   *
   * @param taken the signatures of those that were taken in already
   * @param written the generation that was written last
   */
  async find(taken: readonly string[], written = 0): Promise<LeftRows | null> {
    await this.#readKey();
    const kept = await Promise.all(this.#paths().map((path) => this.#readFile(path)));
    const all = kept.filter((file) => file !== null);
    const newest = Math.max(written, ...all.map(({ generation }) => generation));
    this.#generation = newest + randomInt(1, maxLeap);
    const found = all.filter(({ signature }) => !taken.includes(signature));
    if (found.length === 0) return null;
    // Before generations were counted there was the clock alone.
    found.sort((a, b) => a.generation - b.generation || a.at - b.at);
    const isCurrent = ({ after, during }: KeptRows): boolean => after >= written || during === written;
    const current = found.filter(isCurrent);
    const outdated = found.filter((file) => !isCurrent(file));
    for (const { path } of outdated) this.#own.delete(path);
    this.#taken = [...taken, ...current.map(({ signature }) => signature)].slice(-maxTaken);
    return {
      rows: new Map(current.flatMap(({ rows }) => [...rows])),
      paths: current.map(({ path }) => path),
      outdated,
    };
  }

  /** Notes what is left of outdated files. It is put beside them once all that was taken of them is in the store. */
  setAside(older: readonly OlderChanges[]): void {
    this.#older.push(...older);
  }

  /**
   * Keeps rows in the first folder that takes them.
   *
   * @param after the generation that was written last
   * @param during the generation that is being written, if any
   * @returns the file, or null where no folder takes them
   */
  async keep(rows: Rows, after = 0, during: number | null = null): Promise<string | null> {
    const key = this.#key;
    if (key === null) return null;
    const generation = this.#generation;
    this.#generation += 1;
    const body = toBody({ at: this.#options.now(), generation, after, during }, rows);
    // The next start would not read it.
    if (body === null || Buffer.byteLength(body) > (this.#options.maxBytes ?? maxKeptBytes)) return null;
    for (const path of this.#paths()) {
      try {
        // It has not been taken in: its disk may have been away when this run began.
        if (!this.#own.has(path) && !(await isFree(path))) continue;
        await replaceFile(path, `${sign(key, body)}\n${body}`, { mode: 0o600, files });
        this.#own.set(path, generation);
        return path;
      } catch {
        // The next folder may lie on another disk.
      }
    }
    return null;
  }

  /**
   * Removes what was kept: it is in the store now.
   *
   * @param written the generation of what was written; what was kept meanwhile stays
   * @returns files with changes that are not in the store, and were replaced by newer ones
   */
  async forget(written = Infinity): Promise<string[]> {
    const stored = [...this.#own].filter(([, generation]) => generation < written);
    for (const [path] of stored) {
      this.#own.delete(path);
      await files.rm(path, { force: true }).catch(() => {});
    }
    const older: string[] = [];
    for (const { file, text } of this.#older.splice(0)) {
      try {
        if (text !== null) {
          const path = join(dirname(file.path), `rigyd-desk-older-changes-${timeInName(file.at)}.json`);
          await replaceFile(path, text, { mode: 0o600, files });
          older.push(path);
        }
        await files.rm(file.path, { force: true });
      } catch {
        // The file stays as it is, and the next start finds it again.
      }
    }
    return older;
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

  async #readKey(): Promise<'read' | 'none' | 'unreadable'> {
    try {
      // It lies beside the database, which the start waits for as long as it takes.
      const key = Buffer.from(await readText(this.#keyPath, ownFiles), 'hex');
      if (key.length !== keyBytes) return 'none';
      this.#key = key;
      return 'read';
    } catch (error) {
      return systemCode(error) === 'ENOENT' ? 'none' : 'unreadable';
    }
  }

  async #readFile(path: string): Promise<KeptRows | null> {
    try {
      const text = await readText(path, startFiles);
      const end = text.indexOf('\n');
      const signature = text.slice(0, end);
      const body = text.slice(end + 1);
      if (this.#key === null || !isEqual(sign(this.#key, body), signature)) return null;
      const { rows, ...kept } = keptSchema.parse(JSON.parse(body));
      this.#own.set(path, kept.generation);
      return { ...kept, path, signature, rows: new Map(rows.map(([key, value]) => [key, value])) };
    } catch {
      return null;
    }
  }
}

async function readText(path: string, from: FolderFiles): Promise<string> {
  const content = await readWhole(path, maxFileBytes, from);
  if (typeof content === 'string') throw new Error(`${path} is no file of this app.`);
  return content.toString('utf8');
}

const sign = (key: Buffer, body: string): string =>
  createHmac('sha256', key).update(body).digest('base64url');

const isEqual = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Whether nothing lies there. A folder that does not answer says nothing of that. */
const isFree = (path: string): Promise<boolean> =>
  files.access(path).then(
    () => false,
    (error: unknown) => systemCode(error) === 'ENOENT',
  );

/** Null where it is longer than any text can be. */
function toBody(facts: object, rows: Rows): string | null {
  try {
    return JSON.stringify({ ...facts, rows: [...rows].flatMap(toEntry) });
  } catch {
    return null;
  }
}

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
