import { constants, type MakeDirectoryOptions, type RmOptions } from 'node:fs';
import * as promises from 'node:fs/promises';
import { systemClock } from '../lib/clock.ts';
import type { EntryFacts, FileFacts } from './file-thread.ts';
import type { FileThreads } from './file-threads.ts';
import { FolderCalls, FolderSilentError, type CallPurpose } from './folder-calls.ts';
import { shareOf } from './share-of.ts';

/** The part of `Stats` that is used. */
export interface FileStats extends Pick<FileFacts, 'size' | 'mode' | 'uid' | 'nlink' | 'mtimeMs'>, Kind {}

/** The part of `Dirent` that is used. */
export interface FolderEntry extends Kind {
  name: string;
}

interface Kind {
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** The part of `FileHandle` that is used. */
export interface OpenFile {
  read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesRead: number; buffer: Buffer }>;
  writeFile(data: Uint8Array | string): Promise<void>;
  stat(): Promise<FileStats>;
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** The part of `node:fs/promises` that is used; `readdir` tells kinds as well, and `touch` is `utimes`. */
export interface FolderFiles {
  access(path: string, mode?: number): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  lstat(path: string): Promise<FileStats>;
  mkdir(path: string, options?: MakeDirectoryOptions): Promise<string | undefined>;
  open(path: string, flags: string | number, mode?: number): Promise<OpenFile>;
  readdir(path: string): Promise<FolderEntry[]>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options?: RmOptions): Promise<void>;
  rmdir(path: string): Promise<void>;
  stat(path: string): Promise<FileStats>;
  statfs(path: string): Promise<{ blocks: number; bavail: number; bsize: number }>;
  /** @param time of the last access and change, in milliseconds since the epoch */
  touch(path: string, time: number): Promise<void>;
  writeFile(path: string, text: string): Promise<void>;
}

/** Opens a file to be read, never waiting for a pipe that somebody put in its place. */
export const readingFile = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * How many times longer than others a call may take that waits until what was written is on the disk, or removes thousands
 * of files. A memory stick takes minutes for what others wrote as well, and answers all the time.
 */
const slowness = { flush: 20, rm: 15 };

/** Bytes written after which they are brought to the disk, so that no later call has to wait for much. */
const flushEvery = 16 * 1024 ** 2;

/** All calls of the app into folders that a person chose. */
export const folderCalls = new FolderCalls({ clock: systemClock, shareOf });

/** The file system itself, for what is read and written before the window is there, and for the backup of the list. */
export const ownFiles: FolderFiles = {
  access: (path, mode) => promises.access(path, mode),
  chmod: (path, mode) => promises.chmod(path, mode),
  lstat: (path) => promises.lstat(path),
  mkdir: (path, options) => promises.mkdir(path, options),
  open: (path, flags, mode) => promises.open(path, flags, mode),
  readdir: (path) => promises.readdir(path, { withFileTypes: true }),
  rename: (from, to) => promises.rename(from, to),
  rm: (path, options) => promises.rm(path, options),
  rmdir: (path) => promises.rmdir(path),
  stat: (path) => promises.stat(path),
  statfs: (path) => promises.statfs(path),
  touch: (path, time) => promises.utimes(path, time / 1_000, time / 1_000),
  writeFile: (path, text) => promises.writeFile(path, text),
};

let system = ownFiles;

/**
 * Has these threads make the calls. Until then the process makes them itself, with four threads that the database needs as
 * well; Electron starts them before it runs any script, so that there cannot be more.
 */
export function useFileThreads(threads: FileThreads): void {
  system = filesIn(threads);
}

/**
 * The file system for folders that a person chose, which may lie on a share that never answers. What takes longer than its
 * patience fails with a `FolderSilentError`, see {@link FolderCalls}.
 *
 * @param patienceMs of an ordinary call, in milliseconds
 * @param own makes the calls, where they are too few to be worth a thread
 */
export function folderFiles(purpose: CallPurpose, patienceMs: number, own?: FolderFiles): FolderFiles {
  const use = (): FolderFiles => own ?? system;
  const run = <T>(
    path: string,
    call: () => Promise<T>,
    slower = 1,
    onLate?: (value: T) => void,
  ): Promise<T> =>
    folderCalls.run(path, call, {
      purpose,
      patienceMs: patienceMs * slower,
      slowAfterMs: patienceMs,
      ...(onLate === undefined ? {} : { onLate }),
    });
  return {
    access: (path, mode) => run(path, () => use().access(path, mode)),
    chmod: (path, mode) => run(path, () => use().chmod(path, mode)),
    lstat: (path) => run(path, () => use().lstat(path)),
    mkdir: (path, options) => run(path, () => use().mkdir(path, options)),
    open: async (path, flags, mode) => {
      const opening = (): Promise<OpenFile> => use().open(path, flags, mode);
      const file = await run(path, opening, 1, (late) => void late.close().catch(() => {}));
      return guarded(path, file, mayWrite(flags));
    },
    readdir: (path) => run(path, () => use().readdir(path)),
    rename: (from, to) => run(to, () => use().rename(from, to)),
    rm: (path, options) => run(path, () => use().rm(path, options), slowness.rm),
    rmdir: (path) => run(path, () => use().rmdir(path)),
    stat: (path) => run(path, () => use().stat(path)),
    statfs: (path) => run(path, () => use().statfs(path)),
    touch: (path, time) => run(path, () => use().touch(path, time)),
    writeFile: (path, text) => run(path, () => use().writeFile(path, text)),
  };

  function guarded(path: string, file: OpenFile, isWritten: boolean): OpenFile {
    let unflushed = 0;
    const sync = async (): Promise<void> => {
      unflushed = 0;
      await run(path, () => file.sync(), slowness.flush);
    };
    return {
      read: (...where) => run(path, () => file.read(...where)),
      writeFile: async (data) => {
        await run(path, () => file.writeFile(data));
        unflushed += data.length;
        if (unflushed >= flushEvery) await sync();
      },
      stat: () => run(path, () => file.stat()),
      sync,
      truncate: (length) => run(path, () => file.truncate(length)),
      close: () => closeInTime(path, file, isWritten),
    };
  }

  /** Nobody waits for the end of a file whose folder does not answer; it is closed when that does. */
  async function closeInTime(path: string, file: OpenFile, isWritten: boolean): Promise<void> {
    let isBegun = false;
    const close = (): Promise<void> => {
      isBegun = true;
      return file.close();
    };
    try {
      // A share may write to its disk only now.
      await run(path, close, isWritten ? slowness.flush : 1);
    } catch (error) {
      if (!(error instanceof FolderSilentError)) throw error;
      if (isBegun) return;
      const stop = folderCalls.onAnswer(() => {
        if (folderCalls.isSilent(path, purpose)) return;
        stop();
        void file.close().catch(() => {});
      });
    }
  }
}

/** Where results go, and what else is brought there or read in peace. */
export const workFiles = folderFiles('work', 30_000);

/** What somebody in front of the screen waits for. */
export const personFiles = folderFiles('person', 5_000);

/**
 * The app's own small files beside its list: the log, the place of the window, what a start was given too late. Their disk
 * may stop answering while the app runs, and main must not wait for it.
 */
export const appFiles = folderFiles('own', 10_000);

const mayWrite = (flags: string | number): boolean =>
  typeof flags === 'string' ? flags !== 'r' : (flags & (constants.O_WRONLY | constants.O_RDWR)) !== 0;

export function filesIn(threads: FileThreads): FolderFiles {
  return {
    access: (path, mode) => threads.ask('access', path, mode),
    chmod: (path, mode) => threads.ask('chmod', path, mode),
    lstat: async (path) => withKind(await threads.ask('lstat', path)),
    mkdir: (path, options = {}) => threads.ask('mkdir', path, options),
    open: async (path, flags, mode) => fileIn(threads, await threads.ask('open', path, flags, mode)),
    readdir: async (path) => (await threads.ask('readdir', path)).map(withKind),
    rename: (from, to) => threads.ask('rename', from, to),
    rm: (path, options = {}) => threads.ask('rm', path, options),
    rmdir: (path) => threads.ask('rmdir', path),
    stat: async (path) => withKind(await threads.ask('stat', path)),
    statfs: (path) => threads.ask('statfs', path),
    touch: (path, time) => threads.ask('touch', path, time),
    writeFile: (path, text) => threads.ask('writeFile', path, text),
  };
}

/**
 * A file by its number, which may be that of another file or connection as soon as it is closed. So it is closed once, when
 * the calls that are under way have come back, and not used any more from then on.
 */
function fileIn(threads: FileThreads, file: number): OpenFile {
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;
  const ask: FileThreads['ask'] = (name, ...args) => {
    if (closing !== null)
      return Promise.reject(Object.assign(new Error('The file is closed.'), { code: 'EBADF' }));
    const asked = threads.ask(name, ...args);
    const ended: Promise<unknown> = asked.catch(() => {});
    underWay.add(ended);
    void ended.then(() => underWay.delete(ended));
    return asked;
  };
  return {
    read: async (buffer, offset, length, position) => {
      const bytes = await ask('read', file, length, position);
      buffer.set(bytes, offset);
      return { bytesRead: bytes.length, buffer };
    },
    // A copy, which is handed over: the bytes may be a part of a larger buffer, and are the caller's.
    writeFile: (data) =>
      ask('write', file, new Uint8Array(typeof data === 'string' ? Buffer.from(data) : data)),
    stat: async () => withKind(await ask('fstat', file)),
    sync: () => ask('fsync', file),
    truncate: (length) => ask('ftruncate', file, length),
    close: () => (closing ??= Promise.all(underWay).then(() => threads.ask('close', file))),
  };
}

const withKind = <T extends EntryFacts | FileFacts>(facts: T): T & Kind => ({
  ...facts,
  isFile: () => facts.kind === 'file',
  isDirectory: () => facts.kind === 'folder',
  isSymbolicLink: () => facts.kind === 'link',
});
