/**
 * The time of the simulated service. Jobs move by it; it can run faster than the wall, stand still, or be moved by
 * hand. All times are milliseconds since the epoch.
 */
export interface SimulatorClock {
  /** The simulated time. */
  now(): number;
  /**
   * The time that clients are told for a simulated moment. A clock at 20 times the speed compresses: what took the job
   * 60 s took the person watching 3 s, and a time in the future would look broken to them. A step made by hand is told
   * in full.
   */
  shownAt(simulated: number): number;
  readonly speed: number;
  readonly paused: boolean;
  /** Simulated milliseconds per real one, from now on. Throws a RangeError unless it is above 0. */
  setSpeed(speed: number): void;
  pause(): void;
  resume(): void;
  /** Moves the time forward at once. Throws a RangeError for a step back. */
  advance(ms: number): void;
}

export interface ClockOptions {
  /** The first simulated moment; the real time when left out. */
  readonly startAt?: number;
  readonly speed?: number;
  readonly paused?: boolean;
  /** The real time, injected in tests. */
  readonly realNow?: () => number;
}

/** From `simulated` on, a simulated millisecond is told to clients as `shownPerMs` milliseconds. */
interface Segment {
  readonly simulated: number;
  readonly shown: number;
  readonly shownPerMs: number;
}

export function createClock(options: ClockOptions = {}): SimulatorClock {
  const realNow = options.realNow ?? Date.now;
  const startAt = options.startAt ?? realNow();
  let speed = checkedSpeed(options.speed ?? 1);
  let paused = options.paused ?? false;
  let base = { simulated: startAt, real: realNow() };
  const first: Segment = { simulated: startAt, shown: startAt, shownPerMs: 1 / speed };
  const segments: Segment[] = [first];

  const now = (): number =>
    paused ? base.simulated : base.simulated + Math.max(0, realNow() - base.real) * speed;

  const shownAt = (simulated: number): number => {
    if (simulated < startAt) return simulated;
    const segment = segments.findLast((one) => one.simulated <= simulated) ?? first;
    return segment.shown + (simulated - segment.simulated) * segment.shownPerMs;
  };

  /** Ends the running segment here and starts the next one, so that earlier moments keep the time they were told as. */
  const begin = (shownPerMs: number): void => {
    const simulated = now();
    segments.push({ simulated, shown: shownAt(simulated), shownPerMs });
    base = { simulated, real: realNow() };
  };

  return {
    now,
    shownAt,
    get speed() {
      return speed;
    },
    get paused() {
      return paused;
    },
    setSpeed: (next) => {
      checkedSpeed(next);
      begin(1 / next);
      speed = next;
    },
    pause: () => {
      begin(1 / speed);
      paused = true;
    },
    resume: () => {
      begin(1 / speed);
      paused = false;
    },
    advance: (ms) => {
      if (!(ms >= 0)) throw new RangeError(`The clock cannot go back: advance by 0 ms or more, not ${ms}.`);
      begin(1);
      base = { simulated: base.simulated + ms, real: base.real };
      begin(1 / speed);
    },
  };
}

function checkedSpeed(speed: number): number {
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new RangeError(`The speed must be a number above 0, for example 20; got ${speed}.`);
}
