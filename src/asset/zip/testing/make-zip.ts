import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../crc32.ts';

/** An entry of an archive that is made for a test, and what is written of it that is not so. */
export interface MadeEntry {
  name: string;
  bytes: Uint8Array | string;
  isDeflated?: boolean;
  method?: number;
  flags?: number;
  size?: number;
  packedSize?: number;
  checksum?: number;
  /** The name before the data, where it is another than in the directory. */
  localName?: string;
  localMethod?: number;
  localSize?: number;
  /** Where the directory says that the entry begins. */
  offset?: number;
}

interface MadeEnd {
  count?: number;
  totalCount?: number;
  disk?: number;
  directorySize?: number;
  directoryStart?: number;
  comment?: string;
}

const utf8 = new TextEncoder();

function parts(...fields: (readonly [value: number, bytes: 2 | 4])[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((length, [, size]) => length + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, size] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

function joined(chunks: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** A ZIP archive, as entries and `end` say even where that is not so. */
export function makeZip(entries: readonly MadeEntry[], end: MadeEnd = {}): Uint8Array {
  const chunks: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const add = (to: Uint8Array[], chunk: Uint8Array): void => void to.push(chunk);
  for (const made of entries) {
    const bytes = typeof made.bytes === 'string' ? utf8.encode(made.bytes) : made.bytes;
    const packed = made.isDeflated === true ? new Uint8Array(deflateRawSync(bytes)) : bytes;
    const method = made.method ?? (made.isDeflated === true ? 8 : 0);
    const flags = made.flags ?? 0;
    const sums = [
      [made.checksum ?? crc32(bytes), 4],
      [made.packedSize ?? packed.length, 4],
      [made.size ?? bytes.length, 4],
    ] as const;
    const name = utf8.encode(made.name);
    const localName = utf8.encode(made.localName ?? made.name);
    const later = (flags & 8) !== 0;
    const localSums = sums.map(
      ([sum, size], index) => [later ? 0 : index === 2 ? (made.localSize ?? sum) : sum, size] as const,
    );
    const local = joined([
      parts([0x04034b50, 4], [20, 2], [flags, 2], [made.localMethod ?? method, 2], [0, 4], ...localSums),
      parts([localName.length, 2], [0, 2]),
      localName,
      packed,
    ]);
    add(chunks, local);
    const central = parts([0x02014b50, 4], [20, 2], [20, 2], [flags, 2], [method, 2], [0, 4], ...sums);
    add(directory, central);
    add(directory, parts([name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [made.offset ?? at, 4]));
    add(directory, name);
    at += local.length;
  }
  const written = joined(directory);
  const comment = utf8.encode(end.comment ?? '');
  const count = end.count ?? entries.length;
  return joined([
    ...chunks,
    written,
    parts([0x06054b50, 4], [end.disk ?? 0, 4], [count, 2], [end.totalCount ?? count, 2]),
    parts([end.directorySize ?? written.length, 4], [end.directoryStart ?? at, 4], [comment.length, 2]),
    comment,
  ]);
}
