import { constants, type MakeDirectoryOptions, type RmOptions } from 'node:fs';
import * as promises from 'node:fs/promises';
import { systemClock } from '../lib/clock.ts';
import type { EntryFacts, FileFacts } from './file-thread.ts';
import type { FileThreadPool } from './file-thread-pool.ts';
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

/** What is written at once, pieces one after the other. */
export type FileContent = string | Uint8Array | readonly Uint8Array[];

/** The part of `FileHandle` that is used. */
export interface OpenFile {
  read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesRead: number; buffer: Buffer }>;
  /** Adds to the end of what was written. Bytes that fill a memory of their own are not the caller's any more. */
  writeFile(data: FileContent): Promise<void>;
  stat(): Promise<FileStats>;
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** The part of `node:fs/promises` that is used; `readdir` tells kinds as well, and `touch` is `utimes`. */
export interface FolderFiles {
  access(path: string, mode?: number): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  link(from: string, to: string): Promise<void>;
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

/** Flags to open a file to be read. A pipe in its place is not waited for. */
export const readingFile = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * The timeout, in multiples of an ordinary one, of calls that wait until data is on the disk or remove thousands of files. A
 * memory stick may take minutes, also for what others wrote.
 */
export const slowWork = { flush: 20, rm: 15 };

/**
 * When written data is flushed, so that no later call waits for much: after `first` bytes, and then after as many as the disk
 * takes in `ms`, going by the last time.
 */
const flushAfter = { first: 16 * 1024 ** 2, max: 1024 ** 3, ms: 5_000 };

/** All calls into folders that a person chose. */
export const folderCalls = new FolderCalls({ clock: systemClock, shareOf });

/** The file system itself, for the start and for the backup of the list. */
export const ownFiles: FolderFiles = {
  access: (path, mode) => promises.access(path, mode),
  chmod: (path, mode) => promises.chmod(path, mode),
  link: (from, to) => promises.link(from, to),
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
 * Makes the calls in these threads. Until then Node makes them, in four threads that the database uses as well. There cannot
 * be more of those: Electron starts them before it runs any script.
 */
export function useFileThreads(threads: FileThreadPool): void {
  system = filesIn(threads);
}

let isDirect = false;

/**
 * Has this thread make all calls itself, each returned before the next begins: one of its own, whose caller watches how long
 * it takes.
 */
export function useFilesDirectly(files: FolderFiles): void {
  system = files;
  isDirect = true;
}

/**
 * Makes a call, with a timeout. `slower` is in multiples of the ordinary one, see {@link slowWork}; `onLate` as in
 * `CallOptions`.
 */
type Watch = <T>(
  path: string,
  call: () => Promise<T>,
  slower?: number,
  onLate?: (value: T) => void,
) => Promise<T>;

const watcher =
  (purpose: CallPurpose, timeoutMs: number): Watch =>
  (path, call, slower = 1, onLate) =>
    folderCalls.run(path, call, {
      purpose,
      timeoutMs: timeoutMs * slower,
      slowAfterMs: timeoutMs,
      ...(onLate === undefined ? {} : { onLate }),
    });

/**
 * The file system for folders that a person chose, which may be on a share that never answers. A call that times out fails
 * with a `FolderSilentError`, see {@link FolderCalls}.
 *
 * @param timeoutMs of an ordinary call, in milliseconds
 * @param own makes the calls, where they are too few to be worth a thread
 */
export function folderFiles(purpose: CallPurpose, timeoutMs: number, own?: FolderFiles): FolderFiles {
  const use = (): FolderFiles => own ?? system;
  const watch = watcher(purpose, timeoutMs);
  const run: Watch = (path, call, ...how) => (isDirect ? call() : watch(path, call, ...how));
  return {
    access: (path, mode) => run(path, () => use().access(path, mode)),
    chmod: (path, mode) => run(path, () => use().chmod(path, mode)),
    link: (from, to) => run(to, () => use().link(from, to)),
    lstat: (path) => run(path, () => use().lstat(path)),
    mkdir: (path, options) => run(path, () => use().mkdir(path, options)),
    open: async (path, flags, mode) => {
      const opening = (): Promise<OpenFile> => use().open(path, flags, mode);
      const file = await run(path, opening, 1, (late) => void late.close().catch(() => {}));
      return isDirect ? file : guarded(path, file, mayWrite(flags));
    },
    readdir: (path) => run(path, () => use().readdir(path)),
    rename: (from, to) => run(to, () => use().rename(from, to)),
    rm: (path, options) => run(path, () => use().rm(path, options), slowWork.rm),
    rmdir: (path) => run(path, () => use().rmdir(path)),
    stat: (path) => run(path, () => use().stat(path)),
    statfs: (path) => run(path, () => use().statfs(path)),
    touch: (path, time) => run(path, () => use().touch(path, time)),
    writeFile: (path, text) => run(path, () => use().writeFile(path, text)),
  };

  function guarded(path: string, file: OpenFile, isWritten: boolean): OpenFile {
    let unflushed = 0;
    let flushEvery = flushAfter.first;
    const sync = async (): Promise<void> => {
      const bytes = unflushed;
      unflushed = 0;
      const begun = systemClock.steady();
      await run(path, () => file.sync(), slowWork.flush);
      const took = Math.max(1, systemClock.steady() - begun);
      const inTime = (bytes / took) * flushAfter.ms;
      flushEvery = Math.min(flushAfter.max, Math.max(flushAfter.first, inTime));
    };
    return {
      read: (...where) => run(path, () => file.read(...where)),
      writeFile: async (data) => {
        const size = sizeOf(data);
        await run(path, () => file.writeFile(data));
        unflushed += size;
        if (unflushed >= flushEvery) await sync();
      },
      stat: () => run(path, () => file.stat()),
      sync,
      truncate: (length) => run(path, () => file.truncate(length)),
      close: () => closeInTime(path, file, isWritten),
    };
  }

  /** Closes a file; if its folder does not answer, later and in the background. */
  async function closeInTime(path: string, file: OpenFile, isWritten: boolean): Promise<void> {
    let isBegun = false;
    const close = (): Promise<void> => {
      isBegun = true;
      return file.close();
    };
    try {
      // Some shares write to their disk only now.
      await run(path, close, isWritten ? slowWork.flush : 1);
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

/** The timeout of an ordinary call of a download, in milliseconds. */
const workTimeoutMs = 30_000;

/** For downloads, and whatever else can wait. */
export const workFiles = folderFiles('work', workTimeoutMs);

/** Watches work in a folder that another thread does, as one call of {@link workFiles}. */
export const watchWork = watcher('work', workTimeoutMs);

/** For what a person in front of the screen waits for. */
export const personFiles = folderFiles('person', 5_000);

/**
 * For the app's own small files beside its list: the log, the place of the window, hand-overs. Their disk may stop answering
 * while the app runs, and main must not wait for it.
 */
export const appFiles = folderFiles('own', 10_000);

const mayWrite = (flags: string | number): boolean =>
  typeof flags === 'string' ? flags !== 'r' : (flags & (constants.O_WRONLY | constants.O_RDWR)) !== 0;

export function filesIn(threads: FileThreadPool): FolderFiles {
  return {
    access: (path, mode) => threads.call('access', path, mode),
    chmod: (path, mode) => threads.call('chmod', path, mode),
    link: (from, to) => threads.call('link', from, to),
    lstat: async (path) => withKind(await threads.call('lstat', path)),
    mkdir: (path, options = {}) => threads.call('mkdir', path, options),
    open: async (path, flags, mode) => fileIn(threads, await threads.call('open', path, flags, mode)),
    readdir: async (path) => (await threads.call('readdir', path)).map(withKind),
    rename: (from, to) => threads.call('rename', from, to),
    rm: (path, options = {}) => threads.call('rm', path, options),
    rmdir: (path) => threads.call('rmdir', path),
    stat: async (path) => withKind(await threads.call('stat', path)),
    statfs: (path) => threads.call('statfs', path),
    touch: (path, time) => threads.call('touch', path, time),
    writeFile: (path, text) => threads.call('writeFile', path, text),
  };
}

/**
 * A file by its number, which may be that of another file or connection as soon as it is closed. So it is closed once, after
 * the calls in flight have returned, and not used from then on.
 */
function fileIn(threads: FileThreadPool, file: number): OpenFile {
  const inFlight = new Set<Promise<unknown>>();
  let closing: Promise<void> | null = null;
  const call: FileThreadPool['call'] = (name, ...args) => {
    if (closing !== null)
      return Promise.reject(Object.assign(new Error('The file is closed.'), { code: 'EBADF' }));
    const calling = threads.call(name, ...args);
    const ended: Promise<unknown> = calling.catch(() => {});
    inFlight.add(ended);
    void ended.then(() => inFlight.delete(ended));
    return calling;
  };
  return {
    read: async (buffer, offset, length, position) => {
      const bytes = await call('read', file, length, position);
      buffer.set(bytes, offset);
      return { bytesRead: bytes.length, buffer };
    },
    writeFile: (data) => call('write', file, ...piecesOf(data).map(wholeMemory)),
    stat: async () => withKind(await call('fstat', file)),
    sync: () => call('fsync', file),
    truncate: (length) => call('ftruncate', file, length),
    close: () => (closing ??= Promise.all(inFlight).then(() => threads.call('close', file))),
  };
}

export const piecesOf = (data: FileContent): readonly Uint8Array[] =>
  typeof data === 'string' ? [Buffer.from(data)] : data instanceof Uint8Array ? [data] : data;

const sizeOf = (data: FileContent): number =>
  piecesOf(data).reduce((sum, { byteLength }) => sum + byteLength, 0);

/** What can be transferred: a copy of what is part of a larger memory. */
const wholeMemory = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);

const withKind = <T extends EntryFacts | FileFacts>(facts: T): T & Kind => ({
  ...facts,
  isFile: () => facts.kind === 'file',
  isDirectory: () => facts.kind === 'folder',
  isSymbolicLink: () => facts.kind === 'link',
});
