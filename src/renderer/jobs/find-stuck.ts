import type { History } from '../../shared/history.ts';
import { isStuck } from '../../shared/stuck.ts';
import type { JobRow } from '../../shared/watched-job.ts';

/** Jobs that stand still, by ID, each with the time of its last change: one that has changed since is stuck no more. */
export type StuckJobs = ReadonlyMap<string, number | null>;

export const noneStuck: StuckJobs = new Map();

export function findStuck(
  rows: readonly JobRow[],
  now: number,
  history: History,
  stuckAfterMinutes: number,
): StuckJobs {
  const stuck = rows.filter((row) => isStuck(row, now, history, stuckAfterMinutes));
  return new Map(stuck.map(({ id, changedAt }) => [id, changedAt]));
}

export const sameStuck = (a: StuckJobs, b: StuckJobs): boolean =>
  a.size === b.size && [...a].every(([id, changedAt]) => b.has(id) && b.get(id) === changedAt);
