import { availableParallelism } from 'node:os';
import type { RenamedEntry } from '../../shared/downloads.ts';
import { success, type Failure, type Outcome } from '../../shared/errors.ts';
import { fileFailed } from '../files/file-failure.ts';
import type { FileThreadPool } from '../files/file-thread-pool.ts';
import type { ArchiveLimits } from './archive.ts';
import { ArchiveThread } from './archive-thread.ts';
import type { EarlyUnpacking } from './early-unpacking.ts';
import type { StopReason } from './receive-body.ts';
import type { ResultCalls } from './result-calls.ts';

export interface ThreadedOptions {
  signal: AbortSignal;
  limits: ArchiveLimits;
  /** Called when the archive is checked, before the first file is written. */
  onChecked: () => void;
  /** Unpacks the same archive while it is received. */
  early?: EarlyUnpacking | null;
}

/** Bytes of files from which on more threads are worth their start. */
export const worthHelpBytes = 64 * 1024 ** 2;
/** Threads that unpack one archive, at most; the disk gets no faster by more. */
const maxThreads = Math.min(3, Math.max(2, availableParallelism()));

/**
 * Checks archives and unpacks them in threads. A large one is unpacked by several, which take the next file in turn: to read,
 * check and write one in memory takes a processor longer than the disk. Of several archives at once one has such help, for
 * together they keep all processors busy.
 */
export class ThreadedUnpacker {
  readonly #threads: FileThreadPool<ResultCalls>;
  readonly #largeBytes: number;
  #isHelping = false;

  /** @param largeBytes of files from which on an archive is large */
  constructor(threads: FileThreadPool<ResultCalls>, largeBytes: number) {
    this.#threads = threads;
    this.#largeBytes = largeBytes;
  }

  /** As `FolderWork.unpack`. */
  async unpack(
    path: string,
    folder: string,
    options: ThreadedOptions,
  ): Promise<Outcome<readonly RenamedEntry[]>> {
    try {
      const first = (await options.early?.finish()) ?? new ArchiveThread(this.#threads, path);
      const unpacked = await this.#unpackWith(first, path, folder, options).catch(fileFailed);
      // What is in a folder that does not answer is left to the next download.
      await first.end(unpacked.ok || unpacked.failure.code === 'folder-silent');
      return unpacked;
    } catch (error) {
      return fileFailed(error);
    }
  }

  async #unpackWith(
    first: ArchiveThread,
    path: string,
    folder: string,
    { limits, onChecked, signal }: ThreadedOptions,
  ): Promise<Outcome<readonly RenamedEntry[]>> {
    /** The place among the entries of the one that is next. */
    const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const checked = await first.call('check', [path, folder, limits, next]);
    if (!checked.ok) return checked;
    onChecked();
    const failures: Failure[] = [];
    const failing = new AbortController();
    const stop = AbortSignal.any([signal, failing.signal]);
    const work = async (thread: ArchiveThread): Promise<void> => {
      const unpacked = await thread.unpack(stop);
      if (unpacked.ok) return;
      failures.push(unpacked.failure);
      failing.abort('interrupted' satisfies StopReason);
    };
    const { renamed, bytes } = checked.value;
    await this.#withHelpers(bytes < this.#largeBytes ? 0 : maxThreads - 1, path, async (helpers) => {
      const help = async (helper: ArchiveThread): Promise<void> => {
        const isReady = await helper.call('help', [path, folder, limits, next]).then(
          () => true,
          () => false,
        );
        // It has taken no file yet: the others take all.
        if (isReady) await work(helper);
      };
      await Promise.all([work(first), ...helpers.map(help)]);
    });
    // Those after the first may come of it.
    const [failure] = failures;
    return failure === undefined ? success(renamed) : { ok: false, failure };
  }

  async #withHelpers(
    count: number,
    path: string,
    work: (helpers: readonly ArchiveThread[]) => Promise<void>,
  ): Promise<void> {
    if (count === 0 || this.#isHelping) return work([]);
    this.#isHelping = true;
    const helpers: ArchiveThread[] = [];
    try {
      for (let each = 0; each < count; each += 1) helpers.push(new ArchiveThread(this.#threads, path));
    } catch {
      // It goes without.
    }
    try {
      await work(helpers);
    } finally {
      this.#isHelping = false;
      await Promise.all(helpers.map((helper) => helper.end(true)));
    }
  }
}
