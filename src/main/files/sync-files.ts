import * as fs from 'node:fs';
import { type FileContent, type FolderFiles, type OpenFile, piecesOf } from './folder-files.ts';

/** Written bytes from which on it is worth another thread to bring them to the disk. */
const muchToFlush = 1024 ** 2;

/**
 * The file system for a thread of its own: each call has returned before the next line runs, without a way to another
 * thread and back. Never for the thread of main, which would wait with it.
 *
 * @param flush brings to the disk what was written to a file, by its number, while this thread goes on
 */
export const syncFiles = (flush: (file: number) => Promise<void>): FolderFiles => ({
  access: async (path, mode) => fs.accessSync(path, mode),
  chmod: async (path, mode) => fs.chmodSync(path, mode),
  lstat: async (path) => fs.lstatSync(path),
  mkdir: async (path, options) => fs.mkdirSync(path, options),
  open: async (path, flags, mode) => openFile(fs.openSync(path, flags, mode), flush),
  readdir: async (path) => fs.readdirSync(path, { withFileTypes: true }),
  rename: async (from, to) => fs.renameSync(from, to),
  rm: async (path, options) => fs.rmSync(path, options),
  rmdir: async (path) => fs.rmdirSync(path),
  stat: async (path) => fs.statSync(path),
  statfs: async (path) => fs.statfsSync(path),
  touch: async (path, time) => fs.utimesSync(path, time / 1_000, time / 1_000),
  writeFile: async (path, text) => fs.writeFileSync(path, text),
});

function openFile(file: number, flush: (file: number) => Promise<void>): OpenFile {
  let unflushed = 0;
  return {
    read: async (buffer, offset, length, position) => ({
      bytesRead: fs.readSync(file, buffer, offset, length, position),
      buffer,
    }),
    writeFile: async (data) => {
      unflushed += writeAll(file, data);
    },
    stat: async () => fs.fstatSync(file),
    sync: async () => {
      const isMuch = unflushed >= muchToFlush;
      unflushed = 0;
      if (isMuch) await flush(file);
      else fs.fsyncSync(file);
    },
    truncate: async (length) => fs.ftruncateSync(file, length),
    close: async () => fs.closeSync(file),
  };
}

/** Writes all of it: a single call may write less. @returns the bytes */
function writeAll(file: number, data: FileContent): number {
  let size = 0;
  for (const bytes of piecesOf(data)) {
    for (let done = 0; done < bytes.length;)
      done += fs.writeSync(file, bytes, done, bytes.length - done, null);
    size += bytes.length;
  }
  return size;
}
