import { join } from 'node:path';
import { jobIdOf } from '../../src/main/jobs/row-keys.ts';
import { openDatabase, type Rows } from '../../src/main/store/database.ts';
import { UnsavedRows } from '../../src/main/store/unsaved-rows.ts';
import { watchedJobSchema, type WatchedJobRecord } from '../../src/main/jobs/job-record.ts';
import type { Desk } from './desk.ts';

type Change = (record: WatchedJobRecord) => WatchedJobRecord;

/** Changes what an app that is not running has kept of its jobs, as if it had been written at another time. */
export async function changeStoredJobs(desk: Desk, change: Change): Promise<void> {
  await withChangedJobs(desk, change, (jobs, write) => write(jobs));
}

/** Leaves changes of all jobs as an app leaves them that could not save them, and that ended before the app ran last. */
export async function leaveOldChanges(desk: Desk, change: Change): Promise<void> {
  const unsaved = new UnsavedRows({
    storeFolder: join(desk.userData, 'store'),
    folders: [desk.userData],
    now: () => Date.now(),
  });
  await unsaved.prepare();
  await withChangedJobs(desk, change, (jobs) => unsaved.keep(jobs));
}

async function withChangedJobs(
  desk: Desk,
  change: Change,
  take: (jobs: Rows, write: (rows: Rows) => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  const opened = await openDatabase(join(desk.userData, 'store', 'jobs'), () => Date.now());
  if (!opened.ok) throw new Error(opened.failure.text ?? 'The database cannot be opened.');
  const { database, rows } = opened.value;
  const jobs = [...rows].filter(([key]) => jobIdOf(key) !== null);
  await take(new Map(jobs.map(([key, value]) => [key, change(watchedJobSchema.parse(value))])), (changed) =>
    database.write(changed),
  );
  await database.close();
}
