/** Time as the rest of main sees it: injected, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Calls `run` once after `ms` milliseconds; anything below zero counts as zero.
   *
   * @returns a function that cancels it, harmless when it has run or was cancelled already
   */
  setTimeout(run: () => void, ms: number): () => void;
}

/** The longest a Node timer can wait (about 24.8 days); anything longer would fire at once. */
const longestDelay = 2 ** 31 - 1;

/** The system's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => {
    const timer = setTimeout(run, Math.min(ms, longestDelay));
    return () => clearTimeout(timer);
  },
};

/** What comes of some work; null where that takes longer than `ms` milliseconds. */
export async function inTime<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | null> {
  let stopTimer = (): void => {};
  const tooLate = new Promise<null>((resolve) => (stopTimer = clock.setTimeout(() => resolve(null), ms)));
  return Promise.race([work, tooLate]).finally(stopTimer);
}

/** Waits for `ms` milliseconds, or until the signal aborts; either way it resolves. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const finish = (): void => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.setTimeout(finish, ms);
    signal.addEventListener('abort', finish);
  });
}
