import { readTimeOr } from '../../shared/lib/timestamp.ts';
import { jobIdOf } from '../store/row-keys.ts';
import { newWatchedJob, watchedJobSchema, type WatchedJobRecord } from '../jobs/watched-job.ts';
import type { WatchListBackup } from './watch-list-backup.ts';

export interface Losses {
  backup: WatchListBackup | null;
  /** IDs of jobs that were removed after the backup was written. */
  removed: ReadonlySet<string>;
  /** What is still there. */
  records: readonly WatchedJobRecord[];
  unreadable: readonly string[];
  /** Keys of rows that cannot be trusted. */
  damaged: readonly string[];
  /** How many jobs there should be. */
  count: number;
  now: number;
}

/** The jobs that were lost, as far as they can be named, to be asked for anew. */
export function findLostJobs(losses: Losses): WatchedJobRecord[] {
  const { backup, removed, records, unreadable, damaged, count, now } = losses;
  const present = new Set([...records.map(({ id }) => id), ...unreadable]);
  const fromBackup = (backup?.jobs ?? [])
    .filter(({ id }) => !present.has(id) && !removed.has(id))
    .map((job) =>
      watchedJobSchema.parse({
        ...newWatchedJob(job.id, job.order, job.source, now).record,
        ...job,
        addedAt: readTimeOr(job.addedAt, now),
        broughtBack: true,
      }),
    );
  fromBackup.forEach(({ id }) => present.add(id));
  const lastOrder = [...records, ...fromBackup].reduce((last, { order }) => Math.max(last, order), 0);
  // A damaged row still has its key, for a job too new to be in the backup. Keys can be damaged as well, so no more are
  // believed than are missing.
  const fromKeys = damaged
    .map(jobIdOf)
    .filter((id) => id !== null)
    .filter((id) => !present.has(id))
    .slice(0, Math.max(0, count - present.size))
    .map((id, index) => newWatchedJob(id, lastOrder + 1 + index, null, now).record);
  return [...fromBackup, ...fromKeys];
}
