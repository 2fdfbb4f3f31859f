import { RandomAccessReader, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import type { OpenFile } from '../files/folder-files.ts';

/**
 * Reads ranges of an open file for yauzl. Its own reader hands any 64-bit offset it finds in the file to `fs.read`,
 * which throws where nothing can catch it: a crafted ZIP would end the process. Here it is an ordinary error.
 */
class BoundedReader extends RandomAccessReader {
  readonly #handle: OpenFile;
  readonly #size: number;
  /** What was read last, and where it begins: the directory is read in pieces of some ten bytes. */
  #block: Buffer = Buffer.of();
  #blockStart = 0;

  constructor(handle: OpenFile, size: number) {
    super();
    this.#handle = handle;
    this.#size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    if (position + length > this.#size) {
      setImmediate(callback, new Error('It points outside of itself.'));
      return;
    }
    this.#read(length, position).then(
      (bytes) => callback(null, bytes.copy(buffer, offset)),
      (error: Error) => callback(error),
    );
  }

  async #read(length: number, position: number): Promise<Buffer> {
    const start = position - this.#blockStart;
    const known = this.#block.subarray(start, start + length);
    if (start >= 0 && known.length === length) return known;
    const wanted = Math.min(Math.max(length, blockBytes), this.#size - position);
    const { buffer, bytesRead } = await this.#handle.read(Buffer.alloc(wanted), 0, wanted, position);
    this.#block = buffer.subarray(0, bytesRead);
    this.#blockStart = position;
    return this.#block.subarray(0, length);
  }
}

const blockBytes = 64 * 1024;

/** Source: the ZIP format's end of central directory record, the lengths of it and of the longest comment behind it. */
const endSignature = 0x06054b50;
const endLength = 22;
const maxCommentLength = 0xffff;

/**
 * Where the ZIP ends in a file of `size` bytes. Some hosts append a line break or padding, which yauzl would take for
 * damage. Without an end the size is returned as it is, and opening tells what is wrong.
 */
async function endOfZip(handle: OpenFile, size: number): Promise<number> {
  const length = Math.min(size, endLength + maxCommentLength);
  const tail = Buffer.alloc(length);
  await handle.read(tail, 0, length, size - length);
  for (let at = length - endLength; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    const end = at + endLength + tail.readUInt16LE(at + endLength - 2);
    if (end <= length) return size - length + end;
  }
  return size;
}

/**
 * Opens a ZIP for reading its directory. Names stay raw bytes (`entry.fileNameRaw`): judging them is the caller's.
 *
 * @throws if the file cannot be read, or is not a ZIP
 */
export async function openZipFile(handle: OpenFile): Promise<ZipFile> {
  const size = await endOfZip(handle, (await handle.stat()).size);
  return fromRandomAccessReaderPromise(new BoundedReader(handle, size), size, {
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: false,
  });
}
