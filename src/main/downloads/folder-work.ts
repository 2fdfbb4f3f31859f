import type { RenamedEntry } from '../../shared/downloads.ts';
import type { Outcome } from '../../shared/errors.ts';
import type { FileThreadPool } from '../files/file-thread-pool.ts';
import { slowWork, watchWork } from '../files/folder-files.ts';
import type { Processes } from '../lib/processes.ts';
import { EarlyUnpacking, worthEarlyBytes, type EarlyOptions } from './early-unpacking.ts';
import { ThreadedUnpacker, worthHelpBytes, type ThreadedOptions } from './unpack-in-threads.ts';
import type { PartSlot } from './part-slots.ts';
import type { ResultCalls } from './result-calls.ts';
import type { PartNote } from './slot-notes.ts';

/**
 * What a download does in the folder of its result that takes several calls to the file system, each with its way to a
 * thread and back unless all of them are made there.
 */
export interface FolderWork {
  /** As `claimFreshSlot`. */
  claimFresh(target: string, jobId: string, processes: Processes, now: number): Promise<PartSlot | null>;
  writePartNote(archive: string, note: PartNote | null): Promise<void>;
  /** Unpacks an archive while it is received; null where that waits until it is whole. */
  follow(options: EarlyOptions): EarlyUnpacking | null;
  /**
   * Checks an archive and unpacks it into a new folder, all or nothing.
   *
   * @returns the entries that are called otherwise than in it
   */
  unpack(path: string, folder: string, options: ThreadedOptions): Promise<Outcome<readonly RenamedEntry[]>>;
  namesLike(folder: string, name: string): Promise<string[]>;
  move(from: string, to: string): Promise<void>;
  release(slot: PartSlot): Promise<void>;
}

/**
 * In threads, see result-thread.ts. A call to one is as long as one to the file system, so that a folder that stops
 * answering holds up the thread alone, and is known as soon as with any other call.
 */
export function workInThreads(
  threads: FileThreadPool<ResultCalls>,
  largeBytes = worthHelpBytes,
  earlyBytes = worthEarlyBytes,
): FolderWork {
  const unpacker = new ThreadedUnpacker(threads, largeBytes);
  const turn = { isTaken: false };
  return {
    claimFresh: (target, jobId, { own }, now) =>
      watchWork(target, () => threads.call('claimFresh', target, jobId, own, now)),
    writePartNote: (archive, note) => watchWork(archive, () => threads.call('writePartNote', archive, note)),
    follow: (options) => new EarlyUnpacking(options, threads, turn, earlyBytes),
    unpack: (...given) => unpacker.unpack(...given),
    namesLike: (folder, name) => watchWork(folder, () => threads.call('namesLike', folder, name)),
    move: (from, to) => watchWork(to, () => threads.call('move', to, from), slowWork.flush),
    release: (slot) =>
      watchWork(slot.folder, () => threads.call('release', slot.folder), slowWork.rm).catch(() => undefined),
  };
}
