import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Notice } from '../../shared/state.ts';
import { openDatabase, type Database } from './database.ts';
import { jobCountKey, jobKey } from './job-store.ts';
import { settingsKey } from './preferences.ts';
import { newWatchedJob, watchedJobSchema, type WatchedJobRecord } from './watched-job.ts';
import { readBackup, type WatchListBackup } from './watch-list-backup.ts';

export interface OpenedStore {
  /** Null where it cannot be opened: the app runs on, and says that it keeps nothing. */
  database: Database | null;
  records: WatchedJobRecord[];
  rows: Map<string, unknown>;
  notices: Notice[];
}

/** The backup of the watch list inside the store's folder. */
export const backupPath = (folder: string): string => join(folder, 'watch-list.backup');

/** LevelDB's folder inside the store's. */
const databasePath = (folder: string): string => join(folder, 'jobs');

/**
 * Opens what survives a restart and makes it whole again: a damaged database is replaced by a new one, and jobs it lost
 * come back from the backup, to be asked for anew.
 *
 * @param folder must exist
 */
export async function openStore(folder: string, now: () => number): Promise<OpenedStore> {
  const backup = await readBackup(backupPath(folder));
  const expected = backup !== null || (await exists(databasePath(folder)));
  const opened = await openDatabase(databasePath(folder), expected, now);
  if (!opened.ok) return withoutDatabase(backup, opened.failure.text);

  const { database, movedAside } = opened.value;
  const notices: Notice[] = [];
  const { rows, damaged } = await database.readAll();
  const records = readRecords(rows);
  const count = rows.get(jobCountKey);
  const isWhole = movedAside === null && damaged === 0 && (backup === null || count === records.length);
  const restored = isWhole ? [] : missingFrom(records, backup);
  if (movedAside !== null) notices.push({ kind: 'database-damaged', detail: movedAside });
  else if (restored.length > 0) notices.push({ kind: 'jobs-restored', detail: String(restored.length) });
  if (!isWhole && !rows.has(settingsKey) && backup !== null) rows.set(settingsKey, backup.settings);
  if (!isWhole) await database.write(repairs(rows, records, restored));
  return { database, records: [...records, ...restored], rows, notices };
}

function withoutDatabase(backup: WatchListBackup | null, reason: string | null): OpenedStore {
  return {
    database: null,
    records: missingFrom([], backup),
    rows: new Map(backup === null ? [] : [[settingsKey, backup.settings]]),
    notices: [{ kind: 'database-unavailable', detail: reason }],
  };
}

function readRecords(rows: ReadonlyMap<string, unknown>): WatchedJobRecord[] {
  const records: WatchedJobRecord[] = [];
  for (const [key, value] of rows) {
    const record = key.startsWith(jobKey('')) ? watchedJobSchema.safeParse(value) : null;
    if (record?.success) records.push(record.data);
  }
  return records;
}

function missingFrom(records: WatchedJobRecord[], backup: WatchListBackup | null): WatchedJobRecord[] {
  const present = new Set(records.map(({ id }) => id));
  return (backup?.jobs ?? [])
    .filter(({ id }) => !present.has(id))
    .map(({ id, order, source, addedAt, download }) =>
      watchedJobSchema.parse({ ...newWatchedJob(id, order, source, addedAt).record, download }),
    );
}

function repairs(
  rows: ReadonlyMap<string, unknown>,
  records: WatchedJobRecord[],
  restored: WatchedJobRecord[],
): Map<string, unknown> {
  const repaired = new Map<string, unknown>(restored.map((record) => [jobKey(record.id), record]));
  repaired.set(jobCountKey, records.length + restored.length);
  if (rows.has(settingsKey)) repaired.set(settingsKey, rows.get(settingsKey));
  return repaired;
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
