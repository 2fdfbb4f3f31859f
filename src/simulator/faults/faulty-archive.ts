import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Files } from '../results/zip.ts';
import { zipOf } from '../results/zip.ts';
import type { ZipEntry } from './faults.ts';

const CENTRAL = 0x02014b50;

/**
 * A ZIP of the files and of further entries, whose names are written as given: `../evil`, `/etc/passwd`, a name twice,
 * a symbolic link, a gigabyte of zeros.
 */
export async function archiveWith(files: Files, entries: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  const time = { mtime: new Date(2026, 4, 6, 12, 0, 0), forceDosTimestamp: true };
  for (const [path, bytes] of files) zip.addBuffer(bytes, path, { ...time, compress: false });
  const added = entries.flatMap(repeated);
  added.forEach((entry, at) => {
    const bytes = entry.text === undefined ? Buffer.alloc(entry.zeros ?? 0) : Buffer.from(entry.text);
    const mode = entry.mode === undefined ? {} : { mode: entry.mode };
    zip.addBuffer(bytes, placeholder(entry.name, at), {
      ...time,
      ...mode,
      compress: entry.text === undefined,
    });
  });
  zip.end();
  const archive = await buffer(Readable.from(zip.outputStream));
  const wanted = added.map((entry) => Buffer.from(entry.name));
  centralHeaders(archive)
    .slice(files.size)
    .forEach((header, at) => {
      const name = wanted[at] ?? Buffer.alloc(0);
      name.copy(archive, header.central + 46);
      name.copy(archive, header.local + 30);
    });
  return archive;
}

/** The archive with one byte of a file flipped, its checksum left as it was. Needs a file that is not compressed. */
export async function corrupted(files: Files): Promise<Buffer> {
  const archive = await zipOf(files, { store: true });
  const largest = centralHeaders(archive).reduce((a, b) => (b.size > a.size ? b : a));
  const middle = largest.local + 30 + archive.readUInt16LE(largest.local + 26) + (largest.size >> 1);
  archive.writeUInt8(archive.readUInt8(middle) ^ 0xff, middle);
  return archive;
}

function repeated(entry: ZipEntry): ZipEntry[] {
  return Array.from({ length: entry.repeat ?? 1 }, (_unused, at) => ({
    ...entry,
    name: entry.name.replaceAll('{n}', String(at)),
  }));
}

/** A harmless name of the same length in bytes, which the packer accepts and is overwritten afterwards. */
function placeholder(name: string, at: number): string {
  const length = Buffer.byteLength(name);
  return String.fromCharCode(97 + (at % 26)).repeat(length);
}

/** Where each file's two headers are and how many bytes it takes, in the archive's order. */
function centralHeaders(archive: Buffer): { central: number; local: number; size: number }[] {
  const end = archive.length - 22;
  const count = archive.readUInt16LE(end + 10);
  let central = archive.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    if (archive.readUInt32LE(central) !== CENTRAL)
      throw new Error('The ZIP has no central header where it says.');
    const found = {
      central,
      local: archive.readUInt32LE(central + 42),
      size: archive.readUInt32LE(central + 20),
    };
    central += 46 + archive.readUInt16LE(central + 28) + archive.readUInt16LE(central + 30);
    return found;
  });
}
