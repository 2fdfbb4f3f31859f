import { join } from 'node:path';
import type { Outcome } from '../../shared/errors.ts';
import type { FreeBytes } from '../files/disk-space.ts';
import { type OpenFile, workFiles } from '../files/folder-files.ts';
import { removeFolder } from '../files/remove-folder.ts';
import { type ArchiveEntry, type ArchiveLimits, bytesPerEntry } from './archive.ts';
import { openContent, readRange, type EntryFacts } from './entry-content.ts';
import { unpackSteps, type UnpackStep } from './unpack.ts';

/** How far an archive has come. */
export interface Received {
  /** Bytes of it that can be read. */
  bytes: number;
  /** Bytes at most that are still to come; 0 once it is whole. */
  rest: number;
}

/** Content that was unpacked, and the file that it lies in. */
interface EarlyFile extends EntryFacts {
  path: string;
}

/** A local header, and where the content behind it begins. */
interface LocalHeader extends EntryFacts {
  start: number;
}

export interface EarlyFilesOptions {
  /** Where the archive is received. */
  archive: string;
  /** For the files; does not exist yet. */
  folder: string;
  limits: ArchiveLimits;
  freeBytes: FreeBytes;
}

/**
 * Unpacks an archive while it is still on its way, as far as it has come. Its local headers, which nobody has checked, say no
 * more than where content may lie: it goes to files with numbers for names. Once the archive is whole and its directory
 * checked, a file is taken for an entry that lies at the same place, in the same way and with the same size and checksum.
 * Where a header says too little, or there is too little room, it ends, and the rest is unpacked later.
 */
export class EarlyFiles {
  readonly #options: EarlyFilesOptions;
  /** Those that are written whole, by where their headers begin. */
  readonly #written = new Map<number, EarlyFile>();
  #received: Received = { bytes: 0, rest: Infinity };

  constructor(options: EarlyFilesOptions) {
    this.#options = options;
  }

  get folder(): string {
    return this.#options.folder;
  }

  note(received: Received): void {
    this.#received = received;
  }

  /** Bytes in all files that can be taken. */
  get bytes(): number {
    return [...this.#written.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Unpacks step by step. `wait` is for more of the archive. Where it fails, nothing is left. */
  async *steps(): AsyncGenerator<UnpackStep, Outcome<null>> {
    const handle = await workFiles.open(this.#options.archive, 'r');
    try {
      await workFiles.mkdir(this.folder);
      const outcome = yield* unpackSteps(this.#entries(handle), this.folder, unstoppable);
      if (outcome.ok) return outcome;
      this.#written.clear();
      yield 'flush';
      // The archive may need the room.
      await removeFolder(this.folder);
      return outcome;
    } finally {
      await handle.close();
    }
  }

  /** The path of the file with the content of an entry, which is the caller's from then on; null where there is none. */
  take(entry: EntryFacts): string | null {
    const file = this.#fileOf(entry);
    if (file === null) return null;
    this.#written.delete(file.headerAt);
    return file.path;
  }

  /** Removes what no entry can take. */
  async keepFor(entries: readonly EntryFacts[]): Promise<void> {
    const wanted = new Set(entries.map((entry) => this.#fileOf(entry)));
    for (const file of [...this.#written.values()]) {
      if (wanted.has(file)) continue;
      this.#written.delete(file.headerAt);
      await workFiles.rm(file.path, { force: true });
    }
  }

  #fileOf({ headerAt, isPacked, packedSize, size, crc32 }: EntryFacts): EarlyFile | null {
    const file = this.#written.get(headerAt);
    const isSame =
      file?.isPacked === isPacked &&
      file.packedSize === packedSize &&
      file.size === size &&
      file.crc32 === crc32;
    return isSame ? file : null;
  }

  async *#entries(handle: OpenFile): AsyncGenerator<ArchiveEntry | null> {
    let totalBytes = 0;
    let headerAt = 0;
    for (let count = 0; count < this.#options.limits.entries; count += 1) {
      yield* this.#untilThere(headerAt + headerLength, null);
      const header = await readLocalHeader(handle, headerAt);
      if (header === null) return;
      const { start, packedSize, size } = header;
      totalBytes += size;
      if (!(await this.#hasRoom(size, totalBytes, start + packedSize))) return;
      if (size > 0) {
        const read = async (buffer?: Buffer) => this.#content(handle, header, buffer);
        yield { ...header, path: String(count), kind: 'file', read };
        // Whoever asks for the next one has written this one.
        this.#written.set(headerAt, { ...header, path: join(this.folder, String(count)) });
      }
      headerAt = start + packedSize;
    }
  }

  /**
   * Whether there may be one more file.
   *
   * @param totalBytes of all so far, that one included
   * @param packedBytes of the archive up to its end
   */
  async #hasRoom(size: number, totalBytes: number, packedBytes: number): Promise<boolean> {
    const { limits, freeBytes } = this.#options;
    if (totalBytes > limits.totalBytes) return false;
    if (totalBytes > limits.ratioFromBytes && totalBytes > limits.ratio * packedBytes) return false;
    const free = await freeBytes(this.folder);
    // The archive comes first: with all of it here, the rest can be unpacked once there is room.
    return free !== null && free >= size + bytesPerEntry + this.#received.rest;
  }

  async *#content(handle: OpenFile, header: LocalHeader, buffer?: Buffer): AsyncGenerator<Buffer> {
    const { start, packedSize, isPacked } = header;
    if (isPacked) {
      yield* this.#untilThere(start + packedSize, nothing);
      yield* await openContent(handle, header, start, buffer);
      return;
    }
    for (let done = 0; done < packedSize;) {
      yield* this.#untilThere(start + done + 1, nothing);
      const there = Math.min(packedSize, this.#received.bytes - start);
      yield* readRange(handle, start + done, there - done, buffer);
      done = there;
    }
  }

  /** Gives `meanwhile` as long as the archive has not come so far. @throws where it is whole and shorter */
  async *#untilThere<T>(bytes: number, meanwhile: T): AsyncGenerator<T> {
    while (this.#received.bytes < bytes) {
      if (this.#received.rest === 0) throw new Error('The archive ends too early.');
      yield meanwhile;
    }
  }
}

/** Whoever wants it stopped takes no further step. */
const unstoppable = new AbortController().signal;

/** Says that the next piece is not there yet. */
const nothing = Buffer.of();

/** Source: APPNOTE 4.3.7. */
const localSignature = 0x04034b50;
const headerLength = 30;
/** Flags that change nothing here: how well it is packed, and that its name is UTF-8 (APPNOTE 4.4.4). */
const harmlessFlags = 0x806;
const stored = 0;
const deflated = 8;
/** Stands for a size that is told elsewhere, in the 64-bit format. */
const elsewhere = 0xffffffff;

/** Null where there is none, or none that says all that is needed. */
async function readLocalHeader(handle: OpenFile, headerAt: number): Promise<LocalHeader | null> {
  const header = Buffer.alloc(headerLength);
  await handle.read(header, 0, headerLength, headerAt);
  const method = header.readUInt16LE(8);
  const isPacked = method === deflated;
  const packedSize = header.readUInt32LE(18);
  const size = header.readUInt32LE(22);
  const isClear =
    header.readUInt32LE(0) === localSignature &&
    (header.readUInt16LE(6) & ~harmlessFlags) === 0 &&
    (isPacked || (method === stored && packedSize === size)) &&
    packedSize !== elsewhere &&
    size !== elsewhere;
  if (!isClear) return null;
  const start = headerAt + headerLength + header.readUInt16LE(26) + header.readUInt16LE(28);
  return { headerAt, isPacked, packedSize, size, crc32: header.readUInt32LE(14), start };
}
