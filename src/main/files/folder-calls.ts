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
  /** Those of them that were given up. */
  hung: number;
  waiting: Waiting[];
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
  readonly #listeners = new Set<() => void>();

  constructor(options: FolderCallsOptions) {
    this.#options = options;
  }

  /** Whether a call is under way: the process cannot end by itself before it has come back. */
  get isBusy(): boolean {
    return this.#lines.size > 0;
  }

  /** Whether work in a folder would fail at once. */
  isSilent(path: string, lane: Lane = 'work'): boolean {
    return (this.#lines.get(this.#keyOf(path, lane))?.hung ?? 0) > 0;
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
    const key = this.#keyOf(path, lane);
    const line = this.#lines.get(key) ?? { running: 0, hung: 0, waiting: [] };
    this.#lines.set(key, line);
    return new Promise((resolve, reject) => {
      const giveUp = (): void => reject(new FolderSilentError(path));
      const begin = (): void => {
        line.running += 1;
        let isGivenUp = false;
        const stopTimer = this.#options.clock.setTimeout(() => {
          isGivenUp = true;
          line.hung += 1;
          giveUp();
          for (const each of line.waiting.splice(0)) each.giveUp();
        }, patienceMs);
        const end = (): void => {
          stopTimer();
          this.#end(key, line, isGivenUp);
        };
        call().then(
          (value) => {
            end();
            if (isGivenUp) onLate?.(value);
            else resolve(value);
          },
          (error: unknown) => {
            end();
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        );
      };
      if (line.hung > 0) giveUp();
      else if (line.running < mostAtOnce[lane]) begin();
      else line.waiting.push({ begin, giveUp });
    });
  }

  #keyOf(path: string, lane: Lane): string {
    return `${lane}:${this.#options.shareOf(path)}`;
  }

  #end(key: string, line: Line, wasGivenUp: boolean): void {
    line.running -= 1;
    if (wasGivenUp) line.hung -= 1;
    if (line.hung > 0) return;
    line.waiting.shift()?.begin();
    if (line.running === 0) this.#lines.delete(key);
    if (wasGivenUp) for (const listener of this.#listeners) listener();
  }
}
