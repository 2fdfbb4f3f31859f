import { dirname } from 'node:path';
import type { RenamedEntry } from '../../shared/downloads.ts';
import { success, type Outcome } from '../../shared/errors.ts';
import type { FreeBytes } from '../files/disk-space.ts';
import { fileFailure } from '../files/file-failure.ts';
import type { FileThreadPool } from '../files/file-thread-pool.ts';
import { FolderSilentError } from '../files/folder-calls.ts';
import { slowWork, watchWork } from '../files/folder-files.ts';
import type { Processes } from '../lib/processes.ts';
import type { ArchiveLimits } from './archive.ts';
import { checkArchive } from './check-archive.ts';
import type { StopReason } from './receive-body.ts';
import { unpack, type UnpackStep } from './unpack.ts';
import { releaseSlot, type PartSlot } from './part-slots.ts';
import { moveThrough, namesLike } from './place.ts';
import type { ResultCalls, UnpackProgress } from './result-thread.ts';
import { writePartNote, type PartNote } from './slot-notes.ts';

interface UnpackOptions {
  signal: AbortSignal;
  limits: ArchiveLimits;
  freeBytes: FreeBytes;
  /** Called when the archive is checked, before the first file is written. */
  onChecked: () => void;
}

/**
 * What a download does in the folder of its result that takes several calls to the file system, each with its way to a
 * thread and back unless all of them are made there.
 */
export interface FolderWork {
  /** As `claimFreshSlot`. */
  claimFresh(target: string, jobId: string, processes: Processes, now: number): Promise<PartSlot | null>;
  writePartNote(archive: string, note: PartNote | null): Promise<void>;
  /**
   * Checks an archive and unpacks it into a new folder, all or nothing.
   *
   * @returns the entries that are called otherwise than in it
   */
  unpack(path: string, folder: string, options: UnpackOptions): Promise<Outcome<readonly RenamedEntry[]>>;
  namesLike(folder: string, name: string): Promise<string[]>;
  move(from: string, to: string): Promise<void>;
  release(slot: PartSlot): Promise<void>;
}

/** All of it in this thread. */
export const workHere: FolderWork = {
  claimFresh: () => Promise.resolve(null),
  writePartNote,
  unpack: unpackHere,
  namesLike,
  move: moveThrough,
  release: releaseSlot,
};

/**
 * In threads, see result-thread.ts. A call to one is as long as one to the file system, so that a folder that stops
 * answering holds up the thread alone, and is known as soon as with any other call.
 */
export const workInThreads = (threads: FileThreadPool<ResultCalls>): FolderWork => ({
  claimFresh: (target, jobId, { own }, now) =>
    watchWork(target, () => threads.call('claimFresh', target, jobId, own, now)),
  writePartNote: (archive, note) => watchWork(archive, () => threads.call('writePartNote', archive, note)),
  unpack: (...given) => unpackInThread(threads, ...given),
  namesLike: (folder, name) => watchWork(folder, () => threads.call('namesLike', folder, name)),
  move: (from, to) => watchWork(to, () => threads.call('move', to, from), slowWork.flush),
  release: (slot) =>
    watchWork(slot.folder, () => threads.call('release', slot.folder), slowWork.rm).catch(() => undefined),
});

async function unpackHere(
  path: string,
  folder: string,
  { signal, onChecked, ...options }: UnpackOptions,
): Promise<Outcome<readonly RenamedEntry[]>> {
  const checked = await checkArchive(path, options);
  if (!checked.ok) return checked;
  onChecked();
  const archive = checked.value;
  const unpacked = await unpack(archive, folder, signal).finally(archive.close);
  return unpacked.ok ? success(archive.renamed) : unpacked;
}

async function unpackInThread(
  threads: FileThreadPool<ResultCalls>,
  path: string,
  folder: string,
  { signal, limits, onChecked }: UnpackOptions,
): Promise<Outcome<readonly RenamedEntry[]>> {
  const place = dirname(path);
  const watch = <T>(call: () => Promise<T>, step: UnpackStep): Promise<T> =>
    watchWork(place, call, step === 'flush' ? slowWork.flush : 1);
  try {
    const thread = threads.hold(place);
    /** What to do with the folder in the end. What is in one that does not answer is left to the next download. */
    let rest: 'keep' | 'remove' = 'remove';
    try {
      const checked = await watch(() => thread.call('check', path, folder, limits), 'write');
      if (!checked.ok) return checked;
      onChecked();
      let step: UnpackStep = 'write';
      for (;;) {
        const stop = signal.aborted ? (signal.reason as StopReason) : null;
        const call = (): Promise<UnpackProgress> => thread.call('unpack', path, stop);
        const progress: UnpackProgress = await watch(call, stop === null ? step : 'flush');
        if ('next' in progress) step = progress.next;
        else if (!progress.outcome.ok) return progress.outcome;
        else {
          rest = 'keep';
          return checked;
        }
      }
    } catch (error) {
      if (error instanceof FolderSilentError) rest = 'keep';
      throw error;
    } finally {
      const ended = thread.call('end', path, rest === 'keep');
      ended.catch(() => undefined);
      thread.end();
      await watch(() => ended, 'flush').catch(() => undefined);
    }
  } catch (error) {
    return { ok: false, failure: fileFailure(error) };
  }
}
