import { join } from 'node:path';
import { jobIdOf } from '../../src/main/store/row-keys.ts';
import { openDatabase } from '../../src/main/store/database.ts';
import { watchedJobSchema, type WatchedJobRecord } from '../../src/main/store/watched-job.ts';
import type { Desk } from './desk.ts';

/** Changes what an app that is not running has kept of its jobs, as if it had been written at another time. */
export async function changeStoredJobs(
  desk: Desk,
  change: (record: WatchedJobRecord) => WatchedJobRecord,
): Promise<void> {
  const opened = await openDatabase(join(desk.userData, 'store', 'jobs'), () => Date.now());
  if (!opened.ok) throw new Error(opened.failure.text ?? 'The database cannot be opened.');
  const { database, rows } = opened.value;
  const jobs = [...rows].filter(([key]) => jobIdOf(key) !== null);
  await database.write(new Map(jobs.map(([key, value]) => [key, change(watchedJobSchema.parse(value))])));
  await database.close();
}
