import { Readable, pipeline } from 'node:stream';
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import type { OpenFile } from '../files/folder-files.ts';

/** What the headers of an entry say of its content. */
export interface EntryFacts {
  /** Where its local header begins in the archive. */
  headerAt: number;
  /** Whether it is packed (deflated); else it is stored as it is. */
  isPacked: boolean;
  /** Bytes in the archive. */
  packedSize: number;
  /** Bytes as the archive declares them, like the checksum: whoever reads compares. */
  size: number;
  crc32: number;
}

/** Bytes read and written at once: each call has its way to the disk and back. */
export const chunkSize = 1024 ** 2;
const minChunkSize = 1024;

/**
 * Opens the unpacked content of an entry.
 *
 * @param start where its packed content begins
 * @param buffer that may be used for its pieces: each is valid until the next is asked for. Left out, they stay as they are
 */
export async function openContent(
  handle: OpenFile,
  { isPacked, packedSize, size }: EntryFacts,
  start: number,
  buffer?: Buffer,
): Promise<AsyncIterable<Buffer>> {
  if (!isPacked) return readRange(handle, start, packedSize, buffer);
  if (packedSize === 0) return readRange(handle, start, 0);
  if (packedSize <= chunkSize && size <= chunkSize)
    for await (const packed of readRange(handle, start, packedSize)) {
      const content = inflated(packed, size);
      if (content !== null) return Readable.from([content]);
    }
  const packed = Readable.from(readRange(handle, start, packedSize), { objectMode: false });
  // An error goes on to the reader of `content`, and one who stops reading ends both streams.
  const content = createInflateRaw({ chunkSize: Math.min(Math.max(size, minChunkSize), chunkSize) });
  pipeline(packed, content, () => undefined);
  return content;
}

/** What was packed in one piece; null where it is not as it should be, which a stream tells more about. */
function inflated(packed: Buffer, size: number): Buffer | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch {
    return null;
  }
}

/** A stream of the handle itself would leave a listener on it, and so itself in memory, for each of thousands of entries. */
export async function* readRange(
  handle: OpenFile,
  start: number,
  length: number,
  buffer?: Buffer,
): AsyncGenerator<Buffer> {
  for (let done = 0; done < length;) {
    const wanted = Math.min(chunkSize, length - done);
    const into = buffer ?? Buffer.allocUnsafe(wanted);
    const { bytesRead } = await handle.read(into, 0, wanted, start + done);
    if (bytesRead === 0) throw new Error('The archive ends too early.');
    yield into.subarray(0, bytesRead);
    done += bytesRead;
  }
}
