import { Worker } from 'node:worker_threads';
import type { Clock } from '../lib/clock.ts';
import { FolderSilentError } from './folder-calls.ts';
import type { FileAnswer, FileCall, FileCalls } from './file-thread.ts';

/** Threads at most, for whatever the callers do: each takes some megabytes of memory. */
const maxThreads = 32;
/** Milliseconds after which a thread that has nothing to do ends. */
const idleMs = 30_000;

/**
 * A thread that runs file-thread.ts.
 *
 * @param script where that lies, built
 */
export const startFileThread = (script: string): Worker =>
  // A file is opened by one thread and closed by another. Node would close it once more when the first one ends, and by
  // then its number may be that of any file or connection of the process.
  new Worker(script, { trackUnmanagedFds: false });

/**
 * Threads for calls to the file system that may never come back. Each makes one call at a time; as many are started as
 * there are calls under way, which is for the caller to keep low, and the first that is free takes the next one.
 */
export class FileThreads {
  readonly #start: () => Worker;
  readonly #clock: Clock;
  /** Those that have not ended. */
  #count = 0;
  readonly #idle: { thread: Worker; stopTimer: () => void }[] = [];

  /** @param start see {@link startFileThread} */
  constructor(start: () => Worker, clock: Clock) {
    this.#start = start;
    this.#clock = clock;
  }

  /** Has a thread make a call. Bytes among the arguments are handed over: they are not the caller's any more. */
  ask<N extends keyof FileCalls>(
    name: N,
    ...args: Parameters<FileCalls[N]>
  ): Promise<ReturnType<FileCalls[N]>> {
    return new Promise((resolve, reject) => {
      const thread = this.#take(typeof args[0] === 'string' ? args[0] : 'The file');
      const onAnswer = (answer: FileAnswer): void => {
        thread.off('error', reject);
        thread.off('exit', onExit);
        this.#giveBack(thread);
        if ('value' in answer) resolve(answer.value as ReturnType<FileCalls[N]>);
        else reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }));
      };
      const onExit = (): void => reject(new Error('The thread for file calls ended.'));
      thread.once('message', onAnswer);
      thread.once('error', reject);
      thread.once('exit', onExit);
      thread.postMessage({ name, args } satisfies FileCall, args.flatMap(bufferOf));
    });
  }

  #take(path: string): Worker {
    const idle = this.#idle.pop();
    idle?.stopTimer();
    return idle?.thread ?? this.#begin(path);
  }

  #begin(path: string): Worker {
    // All of them wait for calls that have not come back.
    if (this.#count >= maxThreads) throw new FolderSilentError(path);
    const thread = this.#start();
    this.#count += 1;
    // Whoever waits for it is told; one that ends while it has nothing to do is not taken again.
    thread.on('error', () => this.#forget(thread));
    thread.once('exit', () => {
      this.#count -= 1;
      this.#forget(thread);
    });
    return thread;
  }

  #giveBack(thread: Worker): void {
    const stopTimer = this.#clock.setTimeout(() => {
      this.#forget(thread);
      void thread.terminate();
    }, idleMs);
    this.#idle.push({ thread, stopTimer });
  }

  #forget(thread: Worker): void {
    const index = this.#idle.findIndex((idle) => idle.thread === thread);
    if (index >= 0) this.#idle.splice(index, 1)[0]?.stopTimer();
  }
}

const bufferOf = (argument: unknown): ArrayBuffer[] =>
  argument instanceof Uint8Array && argument.buffer instanceof ArrayBuffer ? [argument.buffer] : [];
