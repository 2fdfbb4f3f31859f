import { sep } from 'node:path';
import { toError } from '../../shared/errors.ts';
import type { Clock } from '../lib/clock.ts';
import { downloadReasons } from '../words/reasons.ts';

/** A call to the file system that timed out, or was not begun because another one has not returned. */
export class FolderSilentError extends Error {
  constructor(path: string) {
    super(downloadReasons.folderSilent(path));
  }
}

/** For code that takes a failed call for an answer (“it is not there”): a folder that does not answer is none. */
export function rethrowSilence(error: unknown): void {
  if (error instanceof FolderSilentError) throw error;
}

/** The same for a call whose answer is null where nothing is there. */
export function nothingThere(error: unknown): null {
  rethrowSilence(error);
  return null;
}

/** Each purpose has a queue of its own: neither a person nor the app's own small files wait for downloads. */
export type CallPurpose = 'person' | 'work' | 'own';

export interface CallOptions<T> {
  purpose: CallPurpose;
  /** Milliseconds after which it times out. */
  timeoutMs: number;
  /** Milliseconds after which its folder counts as slow, where that is earlier. */
  slowAfterMs?: number;
  /** Gets the result of a call that had timed out. */
  onLate?: (value: T) => void;
}

export interface FolderCallsOptions {
  clock: Clock;
  /** See {@link shareOf}. */
  shareOf: (path: string) => string;
}

interface Waiting {
  begin: () => void;
  fail: () => void;
}

interface Queue {
  running: number;
  waiting: Waiting[];
}

/** A call that is slow, or that timed out and has not returned. */
interface LongCall {
  path: string;
  purpose: CallPurpose;
}

/** Milliseconds at the end of the timeout in which answers that wait in the event loop are still taken. */
const lastMomentMs = 50;

/** Calls to one share at once, of downloads as many as there are at once. A share that goes away holds up as many threads of each purpose. */
const maxAtOnce = { person: 1, work: 6, own: 1 } satisfies Record<CallPurpose, number>;

/**
 * Puts a timeout on calls to the file system. A drive that went away may never answer, and a call cannot be cancelled: it
 * holds its thread. So each share has few calls at a time, and while one that timed out has not returned, others fail at
 * once.
 */
export class FolderCalls {
  readonly #options: FolderCallsOptions;
  readonly #queues = new Map<string, Queue>();
  readonly #hung = new Set<LongCall>();
  /** Those that have not timed out. */
  readonly #slow = new Set<LongCall>();
  readonly #listeners = new Set<() => void>();
  readonly #slowListeners = new Set<() => void>();

  constructor(options: FolderCallsOptions) {
    this.#options = options;
  }

  /** Whether a call is in flight: the process cannot end by itself before that has returned. */
  get isBusy(): boolean {
    return this.#queues.size > 0;
  }

  /** Whether calls in a folder, or in one below it, would fail at once. */
  isSilent(path: string, purpose: CallPurpose = 'work'): boolean {
    return this.#concerns(this.#hung, path, purpose);
  }

  /** Whether a call in a folder, or in one below it, is slow. */
  isSlow(path: string, purpose: CallPurpose = 'work'): boolean {
    return this.#concerns(this.#slow, path, purpose);
  }

  #concerns(calls: ReadonlySet<LongCall>, path: string, purpose: CallPurpose): boolean {
    const isBelow = (call: LongCall): boolean =>
      call.purpose === purpose && call.path.startsWith(`${path}${sep}`);
    return this.#shares(calls, path, purpose) || [...calls].some(isBelow);
  }

  /** Whether one of the calls is on the share of a path. */
  #shares(calls: ReadonlySet<LongCall>, path: string, purpose: CallPurpose): boolean {
    if (calls.size === 0) return false;
    // A path may be on another share than when the call began, as where one was mounted since.
    const key = this.#keyOf(path, purpose);
    return [...calls].some((call) => this.#keyOf(call.path, call.purpose) === key);
  }

  /** Calls `listener` when a folder answers again, or is not slow any more. @returns a function that ends that */
  onAnswer(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Calls `listener` when a folder becomes slow. @returns a function that ends that */
  onSlow(listener: () => void): () => void {
    this.#slowListeners.add(listener);
    return () => void this.#slowListeners.delete(listener);
  }

  /**
   * Makes a call about a path.
   *
   * @throws FolderSilentError, or what the call throws
   */
  run<T>(path: string, call: () => Promise<T>, options: CallOptions<T>): Promise<T> {
    const { purpose, timeoutMs, slowAfterMs = timeoutMs, onLate } = options;
    if (this.#shares(this.#hung, path, purpose)) return Promise.reject(new FolderSilentError(path));
    const key = this.#keyOf(path, purpose);
    const queue = this.#queues.get(key) ?? { running: 0, waiting: [] };
    this.#queues.set(key, queue);
    return new Promise((resolve, reject) => {
      const fail = (): void => reject(new FolderSilentError(path));
      const begin = (): void => {
        queue.running += 1;
        const long: LongCall = { path, purpose };
        const noteSlow = (): void => {
          this.#slow.add(long);
          for (const listener of this.#slowListeners) listener();
        };
        const stopSlowTimer =
          slowAfterMs < timeoutMs ? this.#options.clock.setTimeout(noteSlow, slowAfterMs) : () => {};
        const onTimeout = (): void => {
          this.#slow.delete(long);
          this.#hung.add(long);
          fail();
          for (const each of queue.waiting.splice(0)) each.fail();
        };
        // In a busy process timers run before answers that arrived meanwhile.
        let stopTimer = this.#options.clock.setTimeout(() => {
          stopTimer = this.#options.clock.setTimeout(onTimeout, lastMomentMs);
        }, timeoutMs - lastMomentMs);
        const end = (): void => {
          stopTimer();
          stopSlowTimer();
          this.#end(key, queue, long);
        };
        call().then(
          (value) => {
            const isLate = this.#hung.has(long);
            end();
            if (isLate) onLate?.(value);
            else resolve(value);
          },
          (error: unknown) => {
            end();
            reject(toError(error));
          },
        );
      };
      if (queue.running < maxAtOnce[purpose]) begin();
      else queue.waiting.push({ begin, fail });
    });
  }

  #keyOf(path: string, purpose: CallPurpose): string {
    return `${purpose}:${this.#options.shareOf(path)}`;
  }

  #end(key: string, queue: Queue, call: LongCall): void {
    queue.running -= 1;
    const wasLong = this.#hung.delete(call) || this.#slow.delete(call);
    queue.waiting.shift()?.begin();
    if (queue.running === 0) this.#queues.delete(key);
    if (wasLong) for (const listener of this.#listeners) listener();
  }
}
