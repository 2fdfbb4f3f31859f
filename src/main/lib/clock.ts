/** Time as the rest of main sees it: injected, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Milliseconds since a moment that means nothing, for whoever measures how long something takes or waits: unlike
   * {@link now} it goes on evenly where the system's time is set back. Time that the machine sleeps counts. Not for what is
   * shown or kept on disk.
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

/** Milliseconds by which the date has to get ahead of what passed until the machine is taken to have slept. */
const leastSleep = 1_000;

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
    if (ahead - aheadBefore >= leastSleep) asleep += ahead - aheadBefore;
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
