import { dirname } from 'node:path';
import type { Outcome } from '../../shared/errors.ts';
import { fileFailed } from '../files/file-failure.ts';
import type { FileThreadPool, HeldThread } from '../files/file-thread-pool.ts';
import { slowWork, watchWork } from '../files/folder-files.ts';
import type { StopReason } from './receive-body.ts';
import type { ResultCalls, UnpackProgress } from './result-calls.ts';
import type { UnpackStep } from './unpack.ts';

/** A thread that works on one archive. Each call is watched as one to the file system. */
export class ArchiveThread {
  readonly #path: string;
  readonly #thread: HeldThread<ResultCalls>;

  /** @throws FolderSilentError where too many threads wait for folders */
  constructor(threads: FileThreadPool<ResultCalls>, path: string) {
    this.#path = path;
    this.#thread = threads.hold(dirname(path));
  }

  call<N extends 'follow' | 'check' | 'help' | 'unpack'>(
    name: N,
    args: Parameters<ResultCalls[N]>,
    step: UnpackStep = 'write',
  ): Promise<Awaited<ReturnType<ResultCalls[N]>>> {
    return this.#watch(step, () => this.#thread.call(name, ...args));
  }

  async unpack(signal: AbortSignal): Promise<Outcome<null>> {
    let step: UnpackStep = 'write';
    try {
      for (;;) {
        const stop = signal.aborted ? (signal.reason as StopReason) : null;
        const progress: UnpackProgress = await this.call('unpack', [this.#path, stop], step);
        if ('outcome' in progress) return progress.outcome;
        step = progress.next;
      }
    } catch (error) {
      return fileFailed(error);
    }
  }

  /** Gives the thread back. @param keeps whether what was unpacked stays, where it can be removed at all */
  async end(keeps: boolean): Promise<void> {
    const ended = this.#thread.call('end', this.#path, keeps);
    ended.catch(() => undefined);
    this.#thread.end();
    await this.#watch('flush', () => ended).catch(() => undefined);
  }

  #watch<T>(step: UnpackStep, call: () => Promise<T>): Promise<T> {
    return watchWork(dirname(this.#path), call, step === 'flush' ? slowWork.flush : 1);
  }
}
