import { isUnknownJob } from '../../shared/job/job-status.ts';
import type { JobRow } from '../../shared/watched-job.ts';

/** The jobs that stood still at a look, each with the time of its last change: one that has changed since is stuck no more. */
export class StuckJobs {
  readonly #changedAt: ReadonlyMap<string, number | null>;

  constructor(rows: Iterable<Pick<JobRow, 'id' | 'changedAt'>> = []) {
    this.#changedAt = new Map(Array.from(rows, ({ id, changedAt }) => [id, changedAt]));
  }

  /** Whether a job is among them, and has not moved since. */
  has(row: JobRow): boolean {
    return this.#changedAt.get(row.id) === row.changedAt && !isUnknownJob(row);
  }

  /** IDs of those that are not the same in both. */
  difference(other: StuckJobs): string[] {
    if (this === other) return [];
    return [...this.#without(other), ...other.#without(this)];
  }

  #without(other: StuckJobs): string[] {
    return [...this.#changedAt]
      .filter(([id, changedAt]) => !other.#changedAt.has(id) || other.#changedAt.get(id) !== changedAt)
      .map(([id]) => id);
  }
}

export const noneStuck = new StuckJobs();
