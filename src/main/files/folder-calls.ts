import { sep } from 'node:path';
import { toError } from '../../shared/errors.ts';
import type { Clock } from '../lib/clock.ts';

/** What a call to the file system ends with that was given up, or not begun because another has not come back. */
export class FolderSilentError extends Error {
  constructor(path: string) {
    super(`${path} does not answer`);
  }
}

/** For whoever takes a failed call for an answer (“it is not there”): a folder that does not answer says nothing. */
export function rethrowSilence(error: unknown): void {
  if (error instanceof FolderSilentError) throw error;
}

/**
 * Calls that somebody waits for in front of the screen do not stand in line behind those of downloads, nor do those about
 * the app's own small files, such as its log.
 */
export type CallPurpose = 'person' | 'work' | 'own';

export interface CallOptions<T> {
  purpose: CallPurpose;
  /** Milliseconds after which it is given up. */
  patienceMs: number;
  /** Milliseconds after which its folder counts as slow, where that is earlier. */
  slowAfterMs?: number;
  /** Told what a call that was given up came back with. */
  onLate?: (value: T) => void;
}

export interface FolderCallsOptions {
  clock: Clock;
  /** See {@link shareOf}. */
  shareOf: (path: string) => string;
}

interface Waiting {
  begin: () => void;
  giveUp: () => void;
}

interface Line {
  running: number;
  waiting: Waiting[];
}

/** A call that takes long, or that was given up and has not come back. */
interface LongCall {
  path: string;
  purpose: CallPurpose;
}

/** Milliseconds at the end of a call's patience in which what has come back is taken in. */
const lastMomentMs = 50;

/** Calls to one share that are under way at once. One that goes away holds up so many threads of each purpose. */
const maxAtOnce = { person: 1, work: 3, own: 1 } satisfies Record<CallPurpose, number>;

/**
 * Lets calls to the file system wait for a share no longer than their patience. A drive that went away may never answer,
 * and what was begun cannot be taken back: it holds its thread. So few are begun at a time, and none as long as one that
 * was given up has not come back; then they fail at once.
 */
export class FolderCalls {
  readonly #options: FolderCallsOptions;
  readonly #lines = new Map<string, Line>();
  readonly #hung = new Set<LongCall>();
  /** Those that may still take long. */
  readonly #slow = new Set<LongCall>();
  readonly #listeners = new Set<() => void>();
  readonly #slowListeners = new Set<() => void>();

  constructor(options: FolderCallsOptions) {
    this.#options = options;
  }

  /** Whether a call is under way: the process cannot end by itself before it has come back. */
  get isBusy(): boolean {
    return this.#lines.size > 0;
  }

  /** Whether work in a folder, or in one below it, would fail at once. */
  isSilent(path: string, purpose: CallPurpose = 'work'): boolean {
    return this.#concerns(this.#hung, path, purpose);
  }

  /** Whether a call takes long that is made in a folder, or in one below it. */
  isSlow(path: string, purpose: CallPurpose = 'work'): boolean {
    return this.#concerns(this.#slow, path, purpose);
  }

  #concerns(calls: ReadonlySet<LongCall>, path: string, purpose: CallPurpose): boolean {
    const isBelow = (call: LongCall): boolean =>
      call.purpose === purpose && call.path.startsWith(`${path}${sep}`);
    return this.#shares(calls, path, purpose) || [...calls].some(isBelow);
  }

  /** Whether one of the calls is made on the share of a path. */
  #shares(calls: ReadonlySet<LongCall>, path: string, purpose: CallPurpose): boolean {
    if (calls.size === 0) return false;
    // What belongs together may have become another, as when the share was mounted a moment ago.
    const key = this.#keyOf(path, purpose);
    return [...calls].some((call) => this.#keyOf(call.path, call.purpose) === key);
  }

  /** Calls `listener` whenever a folder answers again, or is slow no more. @returns a function that ends that */
  onAnswer(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Calls `listener` whenever a folder becomes slow. @returns a function that ends that */
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
    const { purpose, patienceMs, slowAfterMs = patienceMs, onLate } = options;
    if (this.#shares(this.#hung, path, purpose)) return Promise.reject(new FolderSilentError(path));
    const key = this.#keyOf(path, purpose);
    const line = this.#lines.get(key) ?? { running: 0, waiting: [] };
    this.#lines.set(key, line);
    return new Promise((resolve, reject) => {
      const giveUp = (): void => reject(new FolderSilentError(path));
      const begin = (): void => {
        line.running += 1;
        const long: LongCall = { path, purpose };
        const noteSlow = (): void => {
          this.#slow.add(long);
          for (const listener of this.#slowListeners) listener();
        };
        const stopSlowTimer =
          slowAfterMs < patienceMs ? this.#options.clock.setTimeout(noteSlow, slowAfterMs) : () => {};
        const giveUpAll = (): void => {
          this.#slow.delete(long);
          this.#hung.add(long);
          giveUp();
          for (const each of line.waiting.splice(0)) each.giveUp();
        };
        // Where the process was busy, timers come before what was answered meanwhile.
        let stopTimer = this.#options.clock.setTimeout(() => {
          stopTimer = this.#options.clock.setTimeout(giveUpAll, lastMomentMs);
        }, patienceMs - lastMomentMs);
        const end = (): void => {
          stopTimer();
          stopSlowTimer();
          this.#end(key, line, long);
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
      if (line.running < maxAtOnce[purpose]) begin();
      else line.waiting.push({ begin, giveUp });
    });
  }

  #keyOf(path: string, purpose: CallPurpose): string {
    return `${purpose}:${this.#options.shareOf(path)}`;
  }

  #end(key: string, line: Line, call: LongCall): void {
    line.running -= 1;
    const wasLong = this.#hung.delete(call) || this.#slow.delete(call);
    line.waiting.shift()?.begin();
    if (line.running === 0) this.#lines.delete(key);
    if (wasLong) for (const listener of this.#listeners) listener();
  }
}
