import { join } from 'node:path';
import { readTimeOr } from '../../shared/lib/timestamp.ts';
import type { Banner } from '../../shared/state.ts';
import { dismissedKey, readDismissed } from '../account/dismissed-jobs.ts';
import { inSlices } from '../lib/in-slices.ts';
import { openDatabase, type Database, type ReadSome, type Rows } from '../store/database.ts';
import { jobIdOf, jobKey, listKey, readListState } from '../jobs/row-keys.ts';
import {
  findLostBatches,
  findLostJobs,
  impossibleBanners,
  takeOutImpossible,
  withoutMissingBatches,
} from './repairs.ts';
import { keyHintKey, settingsKey } from '../settings/preferences.ts';
import type { RunReader } from '../store/read-elsewhere.ts';
import { takeUnsaved, type TakenUnsaved } from './take-unsaved.ts';
import {
  generationKey,
  readGeneration,
  readTaken,
  unsavedTakenKey,
  type UnsavedRows,
} from '../store/unsaved-rows.ts';
import { readRecord, type WatchedJobRecord } from '../jobs/job-record.ts';
import type { StoredJobs } from '../jobs/job-store.ts';
import { readBackup, type WatchListBackup } from './backup.ts';

/** What is on disk. */
export interface StoredState extends StoredJobs {
  /** Every readable row, by key. */
  rows: Map<string, unknown>;
}

/** What the next start can show before it has read everything. */
export interface FirstRows {
  /** The settings, by their key; empty where there are none. */
  rows: ReadonlyMap<string, unknown>;
  /** The newest jobs. */
  records: WatchedJobRecord[];
}

export interface OpenedStore extends StoredState {
  /** Null where it cannot be opened: the app runs without it, and says so. */
  database: Database | null;
  /** Rows to write so that the database is whole again. */
  repairs: Rows;
  /** Of the last write, see unsaved-rows.ts. */
  generation: number;
  banners: Banner[];
}

export interface OpeningHelp {
  /** See {@link openDatabase}. */
  runReader?: RunReader | null;
  /** Where rows may be that an earlier run could not write. */
  unsaved?: UnsavedRows | null;
  /** Is called before all rows are read, unless the list has none that are known to be the newest. */
  onFirst?: ((first: FirstRows) => void) | null;
}

/** The backup of the watch list inside the store's folder. */
export const backupPath = (folder: string): string => join(folder, 'watch-list.backup');

/** LevelDB's folder inside the store's. */
const databasePath = (folder: string): string => join(folder, 'jobs');

/**
 * Opens the store, or begins one, and repairs it: a damaged database is replaced by a new one, and jobs that it lost come
 * back from the backup and are polled again.
 */
export async function openStore(
  folder: string,
  now: () => number,
  { runReader = null, unsaved = null, onFirst = null }: OpeningHelp = {},
): Promise<OpenedStore> {
  const readNewest = async (read: ReadSome): Promise<void> => {
    const first = await readFirst(read, now());
    if (first.records.length > 0) onFirst?.(first);
  };
  const opened = await openDatabase(databasePath(folder), now, runReader, readNewest);
  const backup = await readBackup(backupPath(folder));
  if (!opened.ok) return withoutDatabase(backup, opened.failure.text, unsaved, now());

  const { database, rows, damaged, movedAside } = opened.value;
  await unsaved?.prepare();
  const { generation, ...taken } = await takeIn(unsaved, rows, backup);
  const impossible = takeOutImpossible(rows);
  const { records, unreadable } = await readRecords(rows, now());
  const batches = findLostBatches(rows, backup);
  for (const [key, value] of batches.repairs) rows.set(key, value);
  const { count, revision } = readListState(rows.get(listKey));
  const present = records.length + unreadable.length;
  const isBehindBackup = revision < (backup?.revision ?? 0);
  const isWhole = movedAside === null && count === present + impossible.size && !isBehindBackup;
  const ownBanners = [...impossibleBanners(impossible), ...taken.banners];
  if (isWhole) {
    const inBatches = withoutMissingBatches(records, rows);
    const repairs = new Map([...taken.repairs, ...batches.repairs, ...inBatches.repairs, ...impossible]);
    if (impossible.size > 0) repairs.set(listKey, { count: present, revision });
    const banners = [...bannersOf(null, 0, batches.lost), ...ownBanners];
    return { database, records: inBatches.records, unreadable, revision, rows, repairs, generation, banners };
  }

  const removed = isBehindBackup ? new Set<string>() : readDismissed(rows);
  const lost = findLostJobs({ backup, removed, records, unreadable, damaged, count, now: now() });
  const inBatches = withoutMissingBatches([...records, ...lost], rows);
  const list = {
    count: present + lost.length,
    revision: Math.max(revision, backup?.revision ?? 0) + 1,
  };
  for (const [key, value] of otherRowsOf(backup)) if (!rows.has(key)) rows.set(key, value);
  const repairs = new Map<string, unknown>([
    ...taken.repairs,
    ...rows,
    ...impossible,
    ...lost.map((record) => [jobKey(record.id), record] as const),
    ...inBatches.repairs,
    [listKey, list],
  ]);
  return {
    database,
    records: inBatches.records,
    unreadable,
    revision: list.revision,
    rows,
    repairs,
    generation,
    banners: [...bannersOf(movedAside, lost.length, batches.lost), ...ownBanners],
  };
}

/** The rows of the backup beside jobs and batches. */
const otherRowsOf = (backup: WatchListBackup | null): [string, unknown][] =>
  backup === null
    ? []
    : [
        [settingsKey, backup.settings],
        [dismissedKey, backup.dismissed],
        [keyHintKey, backup.keyHint],
      ];

function bannersOf(movedAside: string | null, jobs: number, batches: number): Banner[] {
  if (movedAside !== null) return [{ kind: 'database-damaged', detail: movedAside }];
  // Batches that come back with their jobs need no banner of their own.
  if (jobs > 0) return [{ kind: 'jobs-restored', detail: String(jobs) }];
  return batches > 0 ? [{ kind: 'batches-restored', detail: String(batches) }] : [];
}

/** Takes rows that earlier runs could not write, see {@link takeUnsaved}. */
async function takeIn(
  unsaved: UnsavedRows | null,
  rows: Map<string, unknown>,
  backup: WatchListBackup | null,
): Promise<TakenUnsaved & { generation: number }> {
  // If the database cannot be read or has lost rows, the backup has the last generation.
  const generation = Math.max(readGeneration(rows.get(generationKey)), backup?.generation ?? 0);
  const left = (await unsaved?.find(readTaken(rows.get(unsavedTakenKey)), generation)) ?? null;
  const taken = takeUnsaved(rows, left, backup);
  unsaved?.setAside(taken.older);
  return { ...taken, generation };
}

async function withoutDatabase(
  backup: WatchListBackup | null,
  reason: string | null,
  unsaved: UnsavedRows | null,
  now: number,
): Promise<OpenedStore> {
  const lost = findLostJobs({
    backup,
    removed: new Set(),
    records: [],
    unreadable: [],
    damaged: [],
    count: 0,
    now,
  });
  const rows = new Map<string, unknown>([
    ...otherRowsOf(backup),
    ...lost.map((record) => [jobKey(record.id), record] as const),
    ...findLostBatches(new Map(), backup).repairs,
  ]);
  // They stay unsaved, and are kept elsewhere again when this run ends without a database.
  const { generation, ...taken } = await takeIn(unsaved, rows, backup);
  const repairs = new Map([...taken.repairs, ...takeOutImpossible(rows)]);
  const { records, unreadable } = await readRecords(rows, now);
  return {
    database: null,
    records: withoutMissingBatches(records, rows).records,
    unreadable,
    revision: Math.max(backup?.revision ?? 0, readListState(rows.get(listKey)).revision),
    rows,
    repairs,
    generation,
    banners: [{ kind: 'database-unavailable', detail: reason ?? 'no reason given' }],
  };
}

async function readFirst(read: ReadSome, now: number): Promise<FirstRows> {
  const rows = await read([listKey, settingsKey, keyHintKey]);
  const { newest } = readListState(rows.get(listKey));
  return { rows, records: (await readRecords(await read(newest.map(jobKey)), now)).records };
}

/** The record itself where it can be: copies of all would outlive the start. */
function withReadableTime(record: WatchedJobRecord, now: number): WatchedJobRecord {
  const addedAt = readTimeOr(record.addedAt, now);
  return addedAt === record.addedAt ? record : { ...record, addedAt };
}

async function readRecords(rows: Rows, now: number): Promise<Pick<StoredJobs, 'records' | 'unreadable'>> {
  const records: WatchedJobRecord[] = [];
  const unreadable: string[] = [];
  await inSlices([...rows], (slice) => {
    for (const [key, value] of slice) {
      const id = jobIdOf(key);
      if (id === null) continue;
      const record = readRecord(value);
      if (record === null) unreadable.push(id);
      else records.push(withReadableTime(record, now));
    }
  });
  return { records, unreadable };
}
