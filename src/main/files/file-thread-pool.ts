import { Worker } from 'node:worker_threads';
import { pause, type Clock } from '../lib/clock.ts';
import { fileReasons } from '../words/reasons.ts';
import { FolderSilentError } from './folder-calls.ts';
import type { FileAnswer, FileCalls } from './file-thread.ts';

/** Threads at most; each takes some megabytes of memory. */
const maxThreads = 32;
/** Milliseconds after which an idle thread ends. */
const idleMs = 10_000;
/** Milliseconds that a short call waits for a thread before one more is started, which takes 50 ms of a processor. */
export const shortCallsMs = 20;

/**
 * A thread that runs file-thread.ts, or another script that answers calls as that does.
 *
 * @param script where that lies, built
 */
export const startFileThread = (script: string): Worker =>
  // One thread may open a file and another close it. Node would close it once more when the first thread ends, and by then
  // its number may be that of any other file or connection of the process.
  new Worker(script, { trackUnmanagedFds: false });

/** The calls that a thread answers, by name. */
type Calls<C> = Record<keyof C, (...args: never[]) => unknown>;

/** A thread that one caller has for several calls, one after the other. */
export interface HeldThread<C extends Calls<C>> {
  call<N extends keyof C & string>(name: N, ...args: Parameters<C[N]>): Promise<Awaited<ReturnType<C[N]>>>;
  /** Gives the thread back, when its last call has returned. */
  end(): void;
}

/** Threads for calls to the file system that may never return. Each makes one call at a time; the caller limits the calls. */
export class FileThreadPool<C extends Calls<C> = FileCalls> {
  readonly #start: () => Worker;
  readonly #clock: Clock;
  readonly #growAfterMs: number;
  /** Threads that have not ended. */
  #count = 0;
  readonly #ended = new WeakSet<Worker>();
  readonly #idle: { thread: Worker; stopTimer: () => void }[] = [];
  /** Threads that take no calls yet. */
  readonly #starting = new Set<Worker>();
  /** Calls that wait for a thread, the first one first. */
  readonly #waiting = new Set<(thread: Worker) => void>();

  /**
   * @param start see {@link startFileThread}
   * @param growAfterMs milliseconds that a call waits for a thread before one more is started
   */
  constructor(start: () => Worker, clock: Clock, growAfterMs = 0) {
    this.#start = start;
    this.#clock = clock;
    this.#growAfterMs = growAfterMs;
  }

  /** Makes a call in a thread. Bytes among the arguments are transferred: the caller cannot use them any more. */
  async call<N extends keyof C & string>(
    name: N,
    ...args: Parameters<C[N]>
  ): Promise<Awaited<ReturnType<C[N]>>> {
    const thread = await this.#next(typeof args[0] === 'string' ? args[0] : fileReasons.someFile);
    return this.#ask(thread, name, args).finally(() => this.#giveBack(thread));
  }

  /** @param path the folder that the calls are about */
  hold(path: string): HeldThread<C> {
    const thread = this.#take(path);
    let last: Promise<unknown> = Promise.resolve();
    return {
      call: (name, ...args) => {
        const calling = last.then(() => this.#ask(thread, name, args));
        last = calling.catch(() => undefined);
        return calling;
      },
      end: () => void last.then(() => this.#giveBack(thread)),
    };
  }

  #ask<N extends keyof C & string>(
    thread: Worker,
    name: N,
    args: Parameters<C[N]>,
  ): Promise<Awaited<ReturnType<C[N]>>> {
    return new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error('The thread for file calls ended.'));
      if (this.#ended.has(thread)) return onExit();
      const onAnswer = (answer: FileAnswer): void => {
        thread.off('error', reject);
        thread.off('exit', onExit);
        if ('value' in answer) resolve(answer.value as Awaited<ReturnType<C[N]>>);
        else reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }));
      };
      thread.once('message', onAnswer);
      thread.once('error', reject);
      thread.once('exit', onExit);
      thread.postMessage({ name, args }, args.flatMap(bufferOf));
    });
  }

  #take(path: string): Worker {
    const idle = this.#idle.pop();
    idle?.stopTimer();
    return idle?.thread ?? this.#begin(path);
  }

  /** A thread that is idle or soon will be, or one more. */
  async #next(path: string): Promise<Worker> {
    if (this.#growAfterMs === 0 || this.#count === 0 || this.#idle.length > 0) return this.#take(path);
    const given: Worker[] = [];
    const wait = new AbortController();
    const take = (thread: Worker): void => {
      given.push(thread);
      wait.abort();
    };
    this.#waiting.add(take);
    do await pause(this.#clock, this.#growAfterMs, wait.signal);
    while (given.length === 0 && this.#starting.size > 0);
    this.#waiting.delete(take);
    return given[0] ?? this.#begin(path);
  }

  #begin(path: string): Worker {
    // All of them wait for calls that have not returned.
    if (this.#count >= maxThreads) throw new FolderSilentError(path);
    const thread = this.#start();
    this.#count += 1;
    this.#starting.add(thread);
    thread.once('online', () => this.#starting.delete(thread));
    // Its caller gets the error; a thread that ends is not used again.
    thread.on('error', () => this.#forget(thread));
    thread.once('exit', () => {
      this.#count -= 1;
      this.#starting.delete(thread);
      this.#forget(thread);
    });
    return thread;
  }

  #giveBack(thread: Worker): void {
    if (this.#ended.has(thread)) return;
    const [waiting] = this.#waiting;
    if (waiting !== undefined) {
      this.#waiting.delete(waiting);
      return waiting(thread);
    }
    const stopTimer = this.#clock.setTimeout(() => {
      this.#forget(thread);
      void thread.terminate();
    }, idleMs);
    this.#idle.push({ thread, stopTimer });
  }

  #forget(thread: Worker): void {
    this.#ended.add(thread);
    const index = this.#idle.findIndex((idle) => idle.thread === thread);
    if (index >= 0) this.#idle.splice(index, 1)[0]?.stopTimer();
  }
}

const bufferOf = (argument: unknown): ArrayBuffer[] =>
  argument instanceof Uint8Array && argument.buffer instanceof ArrayBuffer ? [argument.buffer] : [];
