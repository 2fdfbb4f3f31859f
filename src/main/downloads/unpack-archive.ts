import { dirname } from 'node:path';
import type { RenamedEntry } from '../../shared/downloads.ts';
import { success, type Outcome } from '../../shared/errors.ts';
import type { FreeBytes } from '../files/disk-space.ts';
import { fileFailure } from '../files/file-failure.ts';
import type { FileThreadPool } from '../files/file-thread-pool.ts';
import { FolderSilentError } from '../files/folder-calls.ts';
import { folderCalls, slowWork, workTimeoutMs } from '../files/folder-files.ts';
import type { ArchiveLimits } from './archive.ts';
import { checkArchive } from './check-archive.ts';
import type { StopReason } from './receive-body.ts';
import { unpack, type UnpackStep } from './unpack.ts';
import type { UnpackCalls, UnpackProgress } from './unpack-thread.ts';

interface UnpackOptions {
  signal: AbortSignal;
  limits: ArchiveLimits;
  freeBytes: FreeBytes;
  /** Called when the archive is checked, before the first file is written. */
  onChecked: () => void;
}

/**
 * Checks an archive and unpacks it into a new folder, all or nothing.
 *
 * @returns the entries that are called otherwise than in it
 */
export type UnpackArchive = (
  path: string,
  folder: string,
  options: UnpackOptions,
) => Promise<Outcome<readonly RenamedEntry[]>>;

/** In this thread. */
export const unpackHere: UnpackArchive = async (path, folder, { signal, onChecked, ...options }) => {
  const checked = await checkArchive(path, options);
  if (!checked.ok) return checked;
  onChecked();
  const archive = checked.value;
  const unpacked = await unpack(archive, folder, signal).finally(archive.close);
  return unpacked.ok ? success(archive.renamed) : unpacked;
};

/**
 * In a thread for each archive, see unpack-thread.ts. A call to that is as long as one to the file system, so that a folder
 * that stops answering holds up the thread alone, and is known as soon as with any other call.
 */
export const unpackInThreads =
  (threads: FileThreadPool<UnpackCalls>): UnpackArchive =>
  async (path, folder, { signal, limits, onChecked }) => {
    const place = dirname(path);
    const watch = <T>(call: () => Promise<T>, step: UnpackStep): Promise<T> =>
      folderCalls.run(place, call, {
        purpose: 'work',
        timeoutMs: workTimeoutMs * (step === 'flush' ? slowWork.flush : 1),
        slowAfterMs: workTimeoutMs,
      });
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
  };
