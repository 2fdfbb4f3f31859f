import { sep } from 'node:path';
import type { Clock } from '../clock.ts';

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

/** Calls that somebody waits for in front of the screen do not stand in line behind those of downloads. */
export type Lane = 'person' | 'work';

export interface CallOptions<T> {
  lane: Lane;
  /** Milliseconds after which it is given up. */
  patienceMs: number;
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

/** A call that was given up and has not come back. */
interface HungCall {
  path: string;
  lane: Lane;
}

/** Calls to one share that are under way at once. One that goes away holds up so many threads of each lane. */
const mostAtOnce = { person: 1, work: 3 } satisfies Record<Lane, number>;

/**
 * Lets calls to the file system wait for a share no longer than their patience. A drive that went away may never answer,
 * and what was begun cannot be taken back: it holds its thread. So few are begun at a time, and none as long as one that
 * was given up has not come back; then they fail at once.
 */
export class FolderCalls {
  readonly #options: FolderCallsOptions;
  readonly #lines = new Map<string, Line>();
  readonly #hung = new Set<HungCall>();
  readonly #listeners = new Set<() => void>();

  constructor(options: FolderCallsOptions) {
    this.#options = options;
  }

  /** Whether a call is under way: the process cannot end by itself before it has come back. */
  get isBusy(): boolean {
    return this.#lines.size > 0;
  }

  /** Whether work in a folder, or in one below it, would fail at once. */
  isSilent(path: string, lane: Lane = 'work'): boolean {
    const isBelow = (hung: HungCall): boolean => hung.lane === lane && hung.path.startsWith(`${path}${sep}`);
    return this.#isRefused(path, lane) || [...this.#hung].some(isBelow);
  }

  #isRefused(path: string, lane: Lane): boolean {
    if (this.#hung.size === 0) return false;
    // What belongs together may have become another, as when the share was mounted a moment ago.
    const key = this.#keyOf(path, lane);
    return [...this.#hung].some((hung) => this.#keyOf(hung.path, hung.lane) === key);
  }

  /** Calls `listener` whenever a folder answers again. @returns a function that ends that */
  onAnswer(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Makes a call about a path.
   *
   * @throws FolderSilentError, or what the call throws
   */
  run<T>(path: string, call: () => Promise<T>, { lane, patienceMs, onLate }: CallOptions<T>): Promise<T> {
    if (this.#isRefused(path, lane)) return Promise.reject(new FolderSilentError(path));
    const key = this.#keyOf(path, lane);
    const line = this.#lines.get(key) ?? { running: 0, waiting: [] };
    this.#lines.set(key, line);
    return new Promise((resolve, reject) => {
      const giveUp = (): void => reject(new FolderSilentError(path));
      const begin = (): void => {
        line.running += 1;
        let hung: HungCall | null = null;
        const stopTimer = this.#options.clock.setTimeout(() => {
          hung = { path, lane };
          this.#hung.add(hung);
          giveUp();
          for (const each of line.waiting.splice(0)) each.giveUp();
        }, patienceMs);
        const end = (): void => {
          stopTimer();
          this.#end(key, line, hung);
        };
        call().then(
          (value) => {
            end();
            if (hung !== null) onLate?.(value);
            else resolve(value);
          },
          (error: unknown) => {
            end();
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        );
      };
      if (line.running < mostAtOnce[lane]) begin();
      else line.waiting.push({ begin, giveUp });
    });
  }

  #keyOf(path: string, lane: Lane): string {
    return `${lane}:${this.#options.shareOf(path)}`;
  }

  #end(key: string, line: Line, hung: HungCall | null): void {
    line.running -= 1;
    if (hung !== null) this.#hung.delete(hung);
    line.waiting.shift()?.begin();
    if (line.running === 0) this.#lines.delete(key);
    if (hung !== null) for (const listener of this.#listeners) listener();
  }
}
