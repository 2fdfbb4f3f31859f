/** Time as the rest of main sees it: injected, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Milliseconds since an arbitrary moment, for durations and waits: unlike {@link now}, it never goes back when the system's
   * time is set. Time in which the machine sleeps counts. Not for times that are shown or stored.
   */
  steady(): number;
  /**
   * Calls `run` once after `ms` milliseconds; anything below zero counts as zero.
   *
   * @returns a function that cancels it, harmless when it has run or was cancelled already
   */
  setTimeout(run: () => void, ms: number): () => void;
}

/** The longest a Node timer can wait (about 24.8 days); anything longer would fire at once. */
const maxDelayMs = 2 ** 31 - 1;

/** If the date gets ahead of the elapsed time by so many milliseconds, the machine has slept. */
const minSleepMs = 1_000;

/**
 * How {@link Clock.steady} is measured.
 *
 * @param awake milliseconds that passed while the machine was awake, since any moment
 */
export function steadyTime(date: () => number, awake: () => number): () => number {
  let aheadBefore = date() - awake();
  let asleep = 0;
  return () => {
    const passed = awake();
    const ahead = date() - passed;
    if (ahead - aheadBefore >= minSleepMs) asleep += ahead - aheadBefore;
    aheadBefore = ahead;
    return passed + asleep;
  };
}

const date = (): number => Date.now();

/** The system's own time. */
export const systemClock: Clock = {
  now: date,
  steady: steadyTime(date, () => performance.now()),
  setTimeout: (run, ms) => {
    const timer = setTimeout(run, Math.min(ms, maxDelayMs));
    return () => clearTimeout(timer);
  },
};

/** The result of some work; null if it takes longer than `ms` milliseconds. */
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
