import * as fs from 'node:fs';
import { parentPort } from 'node:worker_threads';

/** What one thread tells another of a file. */
export interface FileFacts {
  kind: 'file' | 'folder' | 'link' | 'other';
  size: number;
  mode: number;
  uid: number;
  nlink: number;
  /** Milliseconds since the epoch. */
  mtimeMs: number;
}

export interface EntryFacts {
  name: string;
  kind: FileFacts['kind'];
}

const kindOf = (of: Pick<fs.Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): FileFacts['kind'] =>
  of.isFile() ? 'file' : of.isDirectory() ? 'folder' : of.isSymbolicLink() ? 'link' : 'other';

const factsOf = (stats: fs.Stats): FileFacts => {
  const { size, mode, uid, nlink, mtimeMs } = stats;
  return { kind: kindOf(stats), size, mode, uid, nlink, mtimeMs };
};

/** Writes all of it: a single call may write less. A null position is the end of what was written so far. */
function writeAll(file: number, ...pieces: Uint8Array[]): void {
  for (const bytes of pieces) {
    for (let done = 0; done < bytes.length;)
      done += fs.writeSync(file, bytes, done, bytes.length - done, null);
    release(bytes.buffer);
  }
}

/** Gives up the memory of a piece at once: until the thread collects its garbage, a fast transfer brings many more. */
const release = (memory: ArrayBufferLike & { transfer?: (length: number) => unknown }): void =>
  void memory.transfer?.(0);

function read(file: number, length: number, position: number): Uint8Array {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, fs.readSync(file, bytes, 0, length, position));
}

/** The calls that a thread can make. Each returns when the file system has answered. */
const calls = {
  access: (path: string, mode?: number) => fs.accessSync(path, mode),
  chmod: (path: string, mode: number) => fs.chmodSync(path, mode),
  close: (file: number) => fs.closeSync(file),
  fstat: (file: number) => factsOf(fs.fstatSync(file)),
  fsync: (file: number) => fs.fsyncSync(file),
  ftruncate: (file: number, length: number) => fs.ftruncateSync(file, length),
  link: (from: string, to: string) => fs.linkSync(from, to),
  lstat: (path: string) => factsOf(fs.lstatSync(path)),
  mkdir: (path: string, options: fs.MakeDirectoryOptions) => fs.mkdirSync(path, options),
  open: (path: string, flags: number | string, mode?: number) => fs.openSync(path, flags, mode),
  read,
  readdir: (path: string): EntryFacts[] =>
    fs.readdirSync(path, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) })),
  rename: (from: string, to: string) => fs.renameSync(from, to),
  rm: (path: string, options: fs.RmOptions) => fs.rmSync(path, options),
  rmdir: (path: string) => fs.rmdirSync(path),
  stat: (path: string) => factsOf(fs.statSync(path)),
  statfs: (path: string) => {
    const { blocks, bavail, bsize } = fs.statfsSync(path);
    return { blocks, bavail, bsize };
  },
  touch: (path: string, time: number) => fs.utimesSync(path, time / 1_000, time / 1_000),
  write: writeAll,
  writeFile: (path: string, text: string) => fs.writeFileSync(path, text),
};

export type FileCalls = typeof calls;
export interface FileCall {
  name: keyof FileCalls;
  args: unknown[];
}
export type FileAnswer = { value: unknown } | { error: { message: string; code: string | undefined } };

/**
 * A thread that makes one call to the file system after the other. A call that never returns holds up this thread alone, and
 * none of the four that the process shares with the database.
 */
parentPort?.on('message', ({ name, args }: FileCall) => {
  const result = answer(name, args);
  const isBytes = 'value' in result && result.value instanceof Uint8Array;
  parentPort?.postMessage(result, isBytes ? [(result.value as Uint8Array<ArrayBuffer>).buffer] : []);
});

function answer(name: FileCall['name'], args: unknown[]): FileAnswer {
  try {
    return { value: (calls[name] as (...args: unknown[]) => unknown)(...args) };
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    return { error: { message, code } };
  }
}
