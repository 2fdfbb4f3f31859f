import { join } from 'node:path';
import { batchKey, batchListKey } from '../batches/batch-record.ts';
import { jobKey, listKey } from '../jobs/row-keys.ts';
import { backupPath, openStore, type OpenedStore } from '../persistence/open-store.ts';
import { settingsKey } from '../settings/preferences.ts';
import type { WatchedJobRecord } from '../jobs/job-record.ts';
import { newWatchedJob } from '../jobs/watched-job.ts';
import { backedUpJob, replaceBackup, sealBackup } from '../persistence/backup.ts';
import { withDatabase } from './database-files.ts';
import { runReader } from './reader-process.ts';
import { fileSource } from '../../shared/source.ts';

/** As the backups below hold it. */
export const storedBatch = {
  id: 'b1',
  name: 'jobs.csv',
  createdAt: 1,
  expected: 2,
  collects: true,
  fingerprint: null,
};

export const storedSettings = { downloadFolder: null, format: 'usd', theme: 'dark' };

/** A job that was asked for: more than a backup holds. */
export const asked = (id: string, order: number): WatchedJobRecord => ({
  ...newWatchedJob(id, order, fileSource('pasted'), 1).record,
  fetchedAt: 5,
});

/** The same job as it comes back from the backup. */
export const restored = (id: string, order: number): WatchedJobRecord => ({
  ...newWatchedJob(id, order, fileSource('pasted'), 1).record,
  broughtBack: true,
});

export const databaseIn = (folder: string): string => join(folder, 'jobs');

/** The rows of a whole list: its jobs in this order, its batch, their state and the settings. */
export const rowsOf = (ids: readonly string[], revision = ids.length): Map<string, unknown> =>
  new Map<string, unknown>([
    ...ids.map((id, index) => [jobKey(id), asked(id, index + 1)] as const),
    [listKey, { count: ids.length, revision }],
    [batchKey(storedBatch.id), storedBatch],
    [batchListKey, { count: 1, revision: 1 }],
    [settingsKey, storedSettings],
  ]);

export const writeRows = (folder: string, rows: ReadonlyMap<string, unknown>): Promise<unknown> =>
  withDatabase(databaseIn(folder), (database) => database.write(rows));

export const writeBackupOf = (folder: string, ids: readonly string[], revision = ids.length): Promise<void> =>
  replaceBackup(
    backupPath(folder),
    sealBackup({
      revision,
      settings: storedSettings,
      batches: [storedBatch],
      batchRevision: 1,
      jobs: ids.map((id, index) => backedUpJob(newWatchedJob(id, index + 1, fileSource('pasted'), 1).record)),
    }),
  );

/** When {@link openOnce} opens a store. */
export const openedAt = 9;

/** With the records of its jobs. */
export interface OpenedOnce extends OpenedStore {
  records: WatchedJobRecord[];
}

/** Opens a store, writes its repairs as its owner does, and closes it. */
export async function openOnce(folder: string): Promise<OpenedOnce> {
  const store = await openStore(folder, () => openedAt, { runReader });
  if (store.repairs.size > 0) await store.database?.write(store.repairs);
  await store.database?.close();
  return { ...store, records: Array.from(store.jobs.all(), ({ record }) => record) };
}

/** What a store is that needed no repair. */
export const whole = { unreadable: [], repairs: new Map(), banners: [] };

export const idsOf = ({ jobs }: Pick<OpenedStore, 'jobs'>): string[] => [...jobs.ids()].sort();
