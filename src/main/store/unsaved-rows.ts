import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { folderFiles, ownFiles, type FolderFiles } from '../files/folder-files.ts';
import { readWhole } from '../files/read-whole.ts';
import { replaceFile } from '../files/replace-file.ts';
import { systemCode } from '../files/file-failure.ts';
import type { Rows } from './database.ts';
import { timeInName } from './damage.ts';

/** Rows that earlier runs could not write to the store, and kept in files elsewhere. */
export interface LeftRows {
  /** Those newer than the store. */
  rows: Rows;
  /** The files that they were in. */
  paths: string[];
  /** Files older than the last write to the store; the oldest first. */
  outdated: OutdatedFile[];
}

/** A file whose rows may be older than those in the store. */
export interface OutdatedFile {
  path: string;
  /** When it was written, in milliseconds since the epoch. */
  at: number;
  rows: Rows;
}

/** The rows of an outdated file that were not taken, as a file for a person. */
export interface OlderChanges {
  file: OutdatedFile;
  /** Null where all were taken. */
  text: string | null;
}

export interface UnsavedRowsOptions {
  /** Has the key that signs the files. */
  storeFolder: string;
  /** Folders for the files, the best first. */
  folders: readonly string[];
  now: () => number;
  /** Bytes of rows that one file holds; left out, 200 million. */
  maxBytes?: number;
}

/** Milliseconds of a call: a folder may be on a drive that is away. */
const timeoutMs = 2_000;
/** For the start, which threads of their own would delay. */
const startFiles = folderFiles('person', timeoutMs, ownFiles);
/** For later: the database may be waiting for the same disk, with the process's own four threads. */
const files = folderFiles('person', timeoutMs);

const keyBytes = 32;

/** Bytes that a file may have. */
const maxFileBytes = 256 * 1024 * 1024;
/** Leaves room for the signature. */
const maxKeptBytes = 200_000_000;

/** The row with the signatures of files that were taken: one that could not be removed is not taken again. */
export const unsavedTakenKey = 'app!unsaved-taken';
/** Signatures that are kept; there is more than one only where files cannot be removed. */
const maxTaken = 20;
export const readTaken = (stored: unknown): string[] => z.array(z.string()).catch([]).parse(stored);

/**
 * The row with the generation of the last write. Each start begins a generation, and so does each time that rows are kept
 * elsewhere. A file has the generation of the last write before it: the file is outdated after a later one, whatever the
 * clock says. Generations grow by random steps: a run that could write nothing leaves none, and the next must not reuse its.
 */
export const generationKey = 'app!generation';
export const readGeneration = (stored: unknown): number => z.number().catch(0).parse(stored);

/** Two runs have the same generation with a chance of one in so many. */
const maxStep = 1_000_000;

/** What one file holds. */
interface KeptRows extends OutdatedFile {
  signature: string;
  generation: number;
  /** The last write before. */
  after: number;
  /** The write that was in flight, and may have reached the disk. */
  during: number | null;
}

/** A row without a value is to be removed. */
const keptSchema = z.object({
  at: z.number(),
  // Earlier versions of the app had no generations.
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

  /** Rows to write after the first ones of a generation: from then on earlier files count as taken, or as outdated. */
  marks(): Rows {
    const generation = [generationKey, this.#generation] as const;
    return new Map<string, unknown>(
      this.#taken.length === 0 ? [generation] : [generation, [unsavedTakenKey, this.#taken]],
    );
  }

  /**
   * Reads or makes the key, because there may be no room for one later. A key that cannot be read now is not replaced: it is
   * needed for files that were kept.
   */
  async prepare(): Promise<void> {
    if ((await this.#readKey()) !== 'none') return;
    const key = randomBytes(keyBytes);
    try {
      await replaceFile(this.#keyPath, key.toString('hex'), { mode: 0o600 });
      this.#key = key;
    } catch {
      // Without a key nothing is kept elsewhere, and the box on quitting says so.
    }
  }

  /**
   * The rows that earlier runs kept, newer ones over older ones; null where there are none.
   *
   * @param taken the signatures of files that were taken already
   * @param written the generation of the last write
   */
  async find(taken: readonly string[], written = 0): Promise<LeftRows | null> {
    await this.#readKey();
    const kept = await Promise.all(this.#paths().map((path) => this.#readFile(path)));
    const all = kept.filter((file) => file !== null);
    const newest = Math.max(written, ...all.map(({ generation }) => generation));
    this.#generation = newest + randomInt(1, maxStep);
    const found = all.filter(({ signature }) => !taken.includes(signature));
    if (found.length === 0) return null;
    // Files of earlier versions have no generation, only a time.
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

  /** Notes what was not taken of outdated files. {@link forget} writes it beside them. */
  setAside(older: readonly OlderChanges[]): void {
    this.#older.push(...older);
  }

  /**
   * Keeps rows in the first folder that takes them.
   *
   * @param after the generation of the last write
   * @param during the generation of the write in flight, if any
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
        // A file that was not taken: its disk may have been away when this run began.
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
   * Removes the files whose rows are in the store now.
   *
   * @param written the generation of the write; files that were kept since stay
   * @returns new files with changes that are older than those in the store
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

  /** Each store has files of its own. */
  #paths(): string[] {
    if (this.#key === null) return [];
    const name = createHash('sha256').update(this.#key).digest('hex').slice(0, 12);
    return this.#options.folders.map((folder) => join(folder, `rigyd-desk-unsaved-${name}.json`));
  }

  async #readKey(): Promise<'read' | 'none' | 'unreadable'> {
    try {
      // It is beside the database, which the start waits for as well.
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

/** Whether there is no file, for certain: a folder may not answer. */
const isFree = (path: string): Promise<boolean> =>
  files.access(path).then(
    () => false,
    (error: unknown) => systemCode(error) === 'ENOENT',
  );

/** Null where it is longer than a string can be. */
function toBody(facts: object, rows: Rows): string | null {
  try {
    return JSON.stringify({ ...facts, rows: [...rows].flatMap(toEntry) });
  } catch {
    return null;
  }
}

/** A row that cannot be serialised is left out. */
function toEntry([key, value]: [string, unknown]): unknown[] {
  if (value === undefined) return [[key]];
  try {
    JSON.stringify(value);
    return [[key, value]];
  } catch {
    return [];
  }
}
