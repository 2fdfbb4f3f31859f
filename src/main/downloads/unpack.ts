import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { failed, type Failure, type Outcome, success } from '../../shared/errors.ts';
import { type OpenFile, workFiles } from '../files/folder-files.ts';
import { type ArchiveEntry, readFailure } from './archive.ts';
import { chunkSize } from './entry-content.ts';
import { fileFailure } from '../files/file-failure.ts';
import { shownName } from './file-names.ts';
import { stopFailure } from './receive-body.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { archiveReasons } from '../words/reasons.ts';

/**
 * Where unpacking may pause: `flush` where the next step waits until data is on the disk, `wait` where more of the archive has
 * to come first.
 */
export type UnpackStep = 'write' | 'flush' | 'wait';

/** Null stands for an entry that has not come yet, as does an empty piece for the next one of its content. */
type Entries = Iterable<ArchiveEntry> | AsyncIterable<ArchiveEntry | null>;

interface StepOptions {
  platform?: NodeJS.Platform;
  /** Gives the file with the content of an entry where there is one already: it is moved to its place. */
  take?: (entry: ArchiveEntry) => string | null;
}

/** When what was written is flushed, so that no step waits for much and few files are open. */
const flushAfter = { bytes: 64 * 1024 ** 2, files: 64 };

/**
 * Unpacks entries of an archive into a folder that is there, one step after the other: each file checked against its size and
 * CRC-32 and written through to the disk, nothing executable, all marked as downloaded. Whoever takes no further step calls
 * `return`; what is in the folder after a failure is the caller's to remove.
 */
export async function* unpackSteps(
  entries: Entries,
  folder: string,
  signal: AbortSignal,
  options: StepOptions = {},
): AsyncGenerator<UnpackStep, Outcome<null>> {
  const failure = yield* new Unpacking(folder, options).write(entries, signal);
  return failure === null ? success(null) : { ok: false, failure };
}

/** The files and folders of one archive as they are written. */
class Unpacking {
  readonly #folder: string;
  readonly #platform: NodeJS.Platform;
  readonly #take: NonNullable<StepOptions['take']>;
  readonly #folders: Set<string>;
  readonly #buffer = Buffer.allocUnsafeSlow(chunkSize);
  /** All that are open, by path. */
  readonly #open = new Map<string, OpenFile>();
  /** Paths of those that are written as a whole. */
  readonly #finished: string[] = [];
  #unflushed = 0;

  constructor(folder: string, { platform = process.platform, take = () => null }: StepOptions) {
    this.#folder = folder;
    this.#platform = platform;
    this.#take = take;
    this.#folders = new Set([folder]);
  }

  /** @returns why it failed, or null when all is on the disk */
  async *write(entries: Entries, signal: AbortSignal): AsyncGenerator<UnpackStep, Failure | null> {
    try {
      for await (const entry of entries) {
        if (entry === null) {
          yield 'wait';
          continue;
        }
        const target = join(this.#folder, entry.path);
        await this.#makeFolder(entry.kind === 'folder' ? target : dirname(target));
        if (entry.kind === 'folder' || (await this.#move(entry, target))) continue;
        const failure = yield* this.#writeFile(entry, target, signal);
        if (failure !== null) return failure;
        this.#finished.push(target);
        if (this.#finished.length >= flushAfter.files) yield* this.#flush();
      }
      yield* this.#flush();
      for (const each of this.#folders) await syncFolder(each);
      return null;
    } catch (error) {
      return fileFailure(error);
    } finally {
      for (const file of this.#open.values()) await file.close().catch(() => undefined);
    }
  }

  async #makeFolder(path: string): Promise<void> {
    if (this.#folders.has(path)) return;
    await workFiles.mkdir(path, { recursive: true });
    for (let each = path; !this.#folders.has(each); each = dirname(each)) this.#folders.add(each);
  }

  /** Moves the file with the content of an entry to its place. @returns whether it is there */
  async #move(entry: ArchiveEntry, target: string): Promise<boolean> {
    const file = this.#take(entry);
    if (file === null) return false;
    try {
      const isTaken = await workFiles.lstat(target).then(
        () => true,
        () => false,
      );
      // It would be replaced; writing the entry tells of it.
      if (isTaken) return false;
      await workFiles.rename(file, target);
      return true;
    } catch {
      // Windows refuses while a virus scanner looks at the file.
      return false;
    }
  }

  async *#writeFile(
    entry: ArchiveEntry,
    target: string,
    signal: AbortSignal,
  ): AsyncGenerator<UnpackStep, Failure | null> {
    const file = await workFiles.open(target, 'wx', 0o644);
    this.#open.set(target, file);
    try {
      let size = 0;
      let checksum = 0;
      for await (const chunk of await entry.read(this.#buffer)) {
        if (signal.aborted) return stopFailure(signal);
        if (chunk.length === 0) {
          yield 'wait';
          continue;
        }
        size += chunk.length;
        if (size > entry.size) break;
        checksum = crc32(chunk, checksum);
        this.#unflushed += chunk.length;
        await file.writeFile(chunk);
        yield 'write';
        if (this.#unflushed >= flushAfter.bytes) yield* this.#flush();
      }
      if (size !== entry.size)
        return failed('archive-damaged', archiveReasons.wrongSize(shownName(entry.path))).failure;
      if (checksum !== entry.crc32)
        return failed('archive-damaged', archiveReasons.wrongChecksum(shownName(entry.path))).failure;
      return null;
    } catch (error) {
      return readFailure(error, entry.path);
    }
  }

  /** Flushes what was written, and closes what is finished. */
  async *#flush(): AsyncGenerator<UnpackStep, void> {
    yield 'flush';
    for (const file of this.#open.values()) await file.sync();
    for (const path of this.#finished.splice(0)) {
      const file = this.#open.get(path);
      this.#open.delete(path);
      await file?.close();
      await markDownloaded(path, this.#platform);
    }
    this.#unflushed = 0;
  }
}

/** The zone "Internet". Source: Microsoft, [MS-FSCC], "Zone.Identifier Stream Name". */
const mark = '[ZoneTransfer]\r\nZoneId=3\r\n';

/**
 * Marks a file as downloaded, as a browser does: Windows then checks a program before it starts one, and Office opens a
 * document in Protected View. On macOS the system marks what an app writes whose package asks for it, and on Linux there
 * is no such mark.
 */
export async function markDownloaded(
  path: string,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  if (platform !== 'win32') return;
  try {
    await workFiles.writeFile(`${path}:Zone.Identifier`, mark);
  } catch {
    // A disk in another format than NTFS holds no marks; a browser's downloads have none there either.
  }
}
