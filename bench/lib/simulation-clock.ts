import type { Clock } from '../../src/main/lib/clock.ts';
import { DueQueue } from '../../src/main/jobs/due-jobs.ts';

/** A clock that jumps from one timer to the next, fast enough for hours of thousands of jobs. */
export class SimulationClock implements Clock {
  #now: number;
  readonly #timers = new DueQueue();
  readonly #runs = new Map<string, () => void>();
  #count = 0;

  /** @param start milliseconds since the epoch */
  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  steady(): number {
    return this.#now;
  }

  setTimeout(run: () => void, ms: number): () => void {
    this.#count += 1;
    const id = String(this.#count);
    this.#timers.set(id, this.#now + Math.max(0, ms));
    this.#runs.set(id, run);
    return () => {
      this.#timers.delete(id);
      this.#runs.delete(id);
    };
  }

  /** Resolves after so many milliseconds. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.setTimeout(resolve, ms));
  }

  /** Runs timers in order, and all that follows from each, until `isOver` or none is left. */
  async runUntil(isOver: () => boolean): Promise<void> {
    for (let ran = 0; ran % 64 !== 0 || !isOver(); ran += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#timers.nextAt();
      if (next === null) return;
      this.#now = Math.max(this.#now, next);
      const id = this.#timers.takeDue(next);
      const run = id === null ? undefined : this.#runs.get(id);
      if (id !== null) this.#runs.delete(id);
      run?.();
    }
  }
}
