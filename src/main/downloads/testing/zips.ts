import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export interface ZipOptions {
  compress?: boolean;
  zip64?: boolean;
}

/** A ZIP made by yazl. A name that ends in `/` is an empty folder, whatever its content. */
export async function makeZip(
  files: Readonly<Record<string, string | Buffer>>,
  { compress = true, zip64 = false }: ZipOptions = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  const mtime = new Date(Date.UTC(2026, 4, 6, 12));
  for (const [name, content] of Object.entries(files)) {
    if (name.endsWith('/')) zip.addEmptyDirectory(name, { mtime });
    else zip.addBuffer(Buffer.from(content), name, { mtime, compress, forceZip64Format: zip64 });
  }
  zip.end({ forceZip64Format: zip64, comment: '' });
  return buffer(zip.outputStream);
}

/** Both headers of an entry, and where the fields lie that tests falsify (APPNOTE 4.3.7 and 4.3.12). */
export interface EntryHeaders {
  central: Buffer;
  local: Buffer;
}
export const central = {
  host: 5,
  flags: 8,
  method: 10,
  crc32: 16,
  packed: 20,
  size: 24,
  attributes: 38,
  offset: 42,
};

/** A copy of a ZIP with the headers of one entry changed in place. */
export function patchEntry(zip: Buffer, index: number, change: (headers: EntryHeaders) => void): Buffer {
  const copy = Buffer.from(zip);
  const end = copy.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = copy.readUInt32LE(end + 16);
  for (let skipped = 0; skipped < index; skipped += 1)
    at += 46 + copy.readUInt16LE(at + 28) + copy.readUInt16LE(at + 30) + copy.readUInt16LE(at + 32);
  change({ central: copy.subarray(at), local: copy.subarray(copy.readUInt32LE(at + 42)) });
  return copy;
}

/** A ZIP with names that yazl refuses to write: made with harmless ones of the same length, then patched. */
export async function makeZipNamed(names: readonly string[], content = 'x'): Promise<Buffer> {
  const stand = (name: string, index: number): string =>
    name.endsWith('/')
      ? `${String(index).padStart(Buffer.byteLength(name) - 1, '_')}/`
      : String(index).padStart(Buffer.byteLength(name), '_');
  let zip = await makeZip(Object.fromEntries(names.map((name, index) => [`${stand(name, index)}`, content])));
  names.forEach((name, index) => {
    zip = patchEntry(zip, index, (headers) => {
      headers.central.write(name, 46);
      headers.local.write(name, 30);
    });
  });
  return zip;
}
