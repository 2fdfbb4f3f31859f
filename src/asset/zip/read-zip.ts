import { inflateSync } from 'fflate';
import { resolvePath } from '../files.ts';
import { AssetError } from '../limits.ts';
import { crc32 } from './crc32.ts';

/** A file in an archive. */
export interface ZipEntry {
  /** Slashes, no leading one, no `.` or `..`. */
  name: string;
  /** Unpacked, as the archive says; {@link ZipArchive.read} holds it to that. */
  size: number;
}

interface StoredEntry extends ZipEntry {
  method: number;
  checksum: number;
  /** Of the packed bytes. */
  start: number;
  end: number;
  /** Where the entry's own header begins, before `start`. */
  headerStart: number;
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const localLength = 30;
const centralLength = 46;
const endLength = 22;
const longestComment = 0xffff;
const stored = 0;
const deflated = 8;
/** Encrypted, strongly encrypted, with a hidden directory. */
const encryptedFlags = 0x0001 | 0x0040 | 0x2000;
/** Sizes and checksum stand behind the data, not in the header before it. */
const describedLater = 0x0008;
/** Deflate makes no more of a byte. Source: zlib's technical details, "Maximum Compression Factor". */
const largestRatio = 1032;

/** Whether these are the first bytes of an archive: of its first entry, or of its end where it is empty. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/**
 * A ZIP archive in memory. Nothing is unpacked before it is asked for. Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 and 4.4;
 * archives of ZIP64 and several disks, which packages of USD are not, are not understood.
 */
export class ZipArchive {
  /** In the order of the archive's directory, without folders and names that lead out of the archive. */
  readonly entries: readonly ZipEntry[];
  readonly #bytes: Uint8Array;
  readonly #byName = new Map<string, StoredEntry>();
  readonly #place: string;

  /**
   * @param place what the archive is called in errors
   * @throws {AssetError} `damaged` where its parts contradict each other or overlap, `not-understood` where it is encrypted, of
   *   several disks, or ZIP64
   */
  constructor(bytes: Uint8Array, place: string) {
    this.#bytes = bytes;
    this.#place = place;
    const all = this.#readDirectory();
    this.#refuseOverlaps(all);
    for (const { entry, name } of all) {
      if (name === null) continue;
      if (this.#byName.has(name)) this.#fail(`two entries are called ${name}`);
      this.#byName.set(name, { ...entry, name });
    }
    this.entries = [...this.#byName.values()];
  }

  find(name: string): ZipEntry | null {
    return this.#byName.get(name) ?? null;
  }

  /**
   * Unpacks an entry; null where there is none of that name. Whether its size is allowed is up to the caller. One that is not
   * packed is a part of the archive's bytes.
   *
   * @throws {AssetError} `damaged` where it is not what the archive says, `not-understood` where it is packed in another way
   */
  read(name: string): Uint8Array | null {
    const entry = this.#byName.get(name);
    if (entry === undefined) return null;
    const packed = this.#bytes.subarray(entry.start, entry.end);
    const unpacked = entry.method === stored ? packed : this.#inflate(entry, packed);
    if (unpacked.length !== entry.size) this.#fail(`${name} is not of the size that is written`);
    if (crc32(unpacked) !== entry.checksum) this.#fail(`${name} does not match its checksum`);
    return unpacked;
  }

  #inflate(entry: StoredEntry, packed: Uint8Array): Uint8Array {
    if (entry.method !== deflated)
      throw new AssetError(
        'not-understood',
        `${this.#place}: ${entry.name} is packed by method ${entry.method}`,
      );
    try {
      // Room for one byte more shows that there is more than is written, without taking it all.
      return inflateSync(packed, { out: new Uint8Array(entry.size + 1) });
    } catch {
      return this.#fail(`${entry.name} does not unpack`);
    }
  }

  #readDirectory(): { entry: Omit<StoredEntry, 'name'>; name: string | null }[] {
    const bytes = this.#bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = this.#findEnd(view);
    const count = view.getUint16(end + 10, true);
    const size = view.getUint32(end + 12, true);
    const start = view.getUint32(end + 16, true);
    if (count === 0xffff || size === 0xffff_ffff || start === 0xffff_ffff)
      throw new AssetError('not-understood', `${this.#place}: ZIP64`);
    if (view.getUint32(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count)
      throw new AssetError('not-understood', `${this.#place}: several disks`);
    if (start + size > end) this.#fail('its directory is not inside of it');
    const all: { entry: Omit<StoredEntry, 'name'>; name: string | null }[] = [];
    let at = start;
    for (let index = 0; index < count; index += 1) {
      if (at + centralLength > start + size || view.getUint32(at, true) !== centralSignature)
        this.#fail('its directory does not have all of its entries');
      const nameLength = view.getUint16(at + 28, true);
      const next =
        at + centralLength + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
      const nameBytes = bytes.subarray(at + centralLength, at + centralLength + nameLength);
      all.push({ entry: this.#readEntry(view, at, nameBytes, start), name: fileName(nameBytes) });
      at = next;
    }
    if (at !== start + size) this.#fail('its directory is not as long as its entries');
    return all;
  }

  #findEnd(view: DataView): number {
    const last = view.byteLength - endLength;
    for (let at = last; at >= 0 && at >= last - longestComment; at -= 1) {
      if (view.getUint32(at, true) === endSignature && view.getUint16(at + 20, true) === last - at) return at;
    }
    return this.#fail('it has no end');
  }

  /** An entry of the directory at `at`, held against the entry's own header, which must say the same. */
  #readEntry(view: DataView, at: number, nameBytes: Uint8Array, end: number): Omit<StoredEntry, 'name'> {
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const sums = (from: number): number[] => [0, 4, 8].map((offset) => view.getUint32(from + offset, true));
    const [checksum = 0, packedSize = 0, size = 0] = sums(at + 16);
    const headerStart = view.getUint32(at + 42, true);
    if (headerStart + localLength > end || view.getUint32(headerStart, true) !== localSignature)
      this.#fail('an entry is not where the directory says');
    if (((flags | view.getUint16(headerStart + 6, true)) & encryptedFlags) !== 0)
      throw new AssetError('not-understood', `${this.#place}: encrypted`);
    const nameLength = view.getUint16(headerStart + 26, true);
    const nameStart = headerStart + localLength;
    const start = nameStart + nameLength + view.getUint16(headerStart + 28, true);
    const hasSums = (flags & describedLater) === 0;
    if (
      start + packedSize > end ||
      view.getUint16(headerStart + 8, true) !== method ||
      !isSame(this.#bytes.subarray(nameStart, nameStart + nameLength), nameBytes) ||
      (hasSums && sums(headerStart + 14).some((sum, index) => sum !== [checksum, packedSize, size][index]))
    )
      this.#fail('an entry is another than the directory says');
    if (method === stored ? size !== packedSize : size > packedSize * largestRatio)
      this.#fail('an entry is larger than its bytes can hold');
    return { size, method, checksum, start, end: start + packedSize, headerStart };
  }

  #refuseOverlaps(all: readonly { entry: Omit<StoredEntry, 'name'> }[]): void {
    const inOrder = all.map(({ entry }) => entry).sort((one, other) => one.headerStart - other.headerStart);
    inOrder.forEach((entry, index) => {
      if (entry.headerStart < (inOrder[index - 1]?.end ?? 0)) this.#fail('entries overlap');
    });
  }

  #fail(detail: string): never {
    throw new AssetError('damaged', `${this.#place}: ${detail}`);
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** Null for folders, and for names that nothing in the archive can reach. */
function fileName(bytes: Uint8Array): string | null {
  const name = new TextDecoder().decode(bytes);
  return /[/\\]$/.test(name) ? null : resolvePath('', name);
}
