import type { FileHandle } from 'node:fs/promises';
import { RandomAccessReader, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';

/**
 * Reads ranges of an open file for yauzl. Its own reader hands any 64-bit offset it finds in the file to `fs.read`,
 * which throws where nothing can catch it: a crafted ZIP would end the process. Here it is an ordinary error.
 */
class BoundedReader extends RandomAccessReader {
  readonly #handle: FileHandle;
  readonly #size: number;

  constructor(handle: FileHandle, size: number) {
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
    this.#handle.read(buffer, offset, length, position).then(
      ({ bytesRead }) => callback(null, bytesRead),
      (error: Error) => callback(error),
    );
  }
}

/**
 * Opens a ZIP for reading its directory. Names stay raw bytes (`entry.fileNameRaw`): judging them is the caller's.
 *
 * @throws if the file cannot be read, or is not a ZIP
 */
export async function openZipFile(handle: FileHandle): Promise<ZipFile> {
  const { size } = await handle.stat();
  return fromRandomAccessReaderPromise(new BoundedReader(handle, size), size, {
    autoClose: false,
    decodeStrings: false,
    validateEntrySizes: false,
  });
}
