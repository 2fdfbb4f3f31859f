import * as fs from 'node:fs';
import { type FileContent, type FolderFiles, type OpenFile, piecesOf } from './folder-files.ts';

/**
 * The file system for a thread of its own: each call has returned before the next line runs, without a way to another
 * thread and back. Never for the thread of main, which would wait with it.
 */
export const syncFiles: FolderFiles = {
  access: async (path, mode) => fs.accessSync(path, mode),
  chmod: async (path, mode) => fs.chmodSync(path, mode),
  link: async (from, to) => fs.linkSync(from, to),
  lstat: async (path) => fs.lstatSync(path),
  mkdir: async (path, options) => fs.mkdirSync(path, options),
  open: async (path, flags, mode) => openFile(fs.openSync(path, flags, mode)),
  readdir: async (path) => fs.readdirSync(path, { withFileTypes: true }),
  rename: async (from, to) => fs.renameSync(from, to),
  rm: async (path, options) => fs.rmSync(path, options),
  rmdir: async (path) => fs.rmdirSync(path),
  stat: async (path) => fs.statSync(path),
  statfs: async (path) => fs.statfsSync(path),
  touch: async (path, time) => fs.utimesSync(path, time / 1_000, time / 1_000),
  writeFile: async (path, text) => fs.writeFileSync(path, text),
};

const openFile = (file: number): OpenFile => ({
  read: async (buffer, offset, length, position) => ({
    bytesRead: fs.readSync(file, buffer, offset, length, position),
    buffer,
  }),
  writeFile: async (data) => writeAll(file, data),
  stat: async () => fs.fstatSync(file),
  sync: async () => fs.fsyncSync(file),
  truncate: async (length) => fs.ftruncateSync(file, length),
  close: async () => fs.closeSync(file),
});

/** Writes all of it: a single call may write less. */
function writeAll(file: number, data: FileContent): void {
  for (const bytes of piecesOf(data))
    for (let done = 0; done < bytes.length;)
      done += fs.writeSync(file, bytes, done, bytes.length - done, null);
}
