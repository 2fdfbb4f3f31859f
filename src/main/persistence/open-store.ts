import { join } from 'node:path';
import { readTimeOr } from '../../shared/lib/timestamp.ts';
import type { Banner } from '../../shared/state.ts';
import { dismissedKey, readDismissed } from '../account/dismissed-jobs.ts';
import { inSlices } from '../lib/in-slices.ts';
import {
  openDatabase,
  type Database,
  type OpenedDatabase,
  type ReadSome,
  type Rows,
} from '../store/database.ts';
import { PackedRows } from '../store/packed-rows.ts';
import { jobIdOf, jobKey, listKey, readListState } from '../jobs/row-keys.ts';
import {
  findLostBatches,
  findLostJobs,
  hasImpossibleId,
  impossibleBanners,
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
import { isOfEarlierForm, readRecord, type WatchedJobRecord } from '../jobs/job-record.ts';
import type { StoredJobs } from '../jobs/job-store.ts';
import { KeptJobs } from '../jobs/kept-jobs.ts';
import { fromRecord, withPlainAnswer, type WatchedJob } from '../jobs/watched-job.ts';
import { readBackup, type WatchListBackup } from './backup.ts';
import { storeReasons } from '../words/reasons.ts';

/** What is on disk. */
export interface StoredState extends StoredJobs {
  /** Every readable row but those of the jobs, by key. */
  rows: Map<string, unknown>;
  /** Keys of readable rows that an earlier version of the app wrote, to be written anew; the rows that count others first. */
  outdated: string[];
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
  /** Whether there is a backup that can be trusted. */
  hasBackup: boolean;
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
  /** Is called for each job, as it is to be from now on; while it is at hand, nobody has to read it once more. */
  onJob?: (watched: WatchedJob) => void;
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
  { runReader = null, unsaved = null, onFirst = null, onJob = () => {} }: OpeningHelp = {},
): Promise<OpenedStore> {
  const readNewest = async (read: ReadSome): Promise<void> => {
    const first = await readFirst(read, now());
    if (first.records.length > 0) onFirst?.(first);
  };
  const opened = await openDatabase(databasePath(folder), now, {
    runReader,
    onOpened: readNewest,
    isPacked: (key) => jobIdOf(key) !== null,
  });
  const backup = await readBackup(backupPath(folder));
  const hasBackup = backup !== null;
  if (!opened.ok) return withoutDatabase(backup, opened.failure.text, { unsaved, onJob, now: now() });

  const { database, rows, packed, damaged, movedAside } = opened.value;
  await unsaved?.prepare();
  const { generation, ...taken } = await takeIn(unsaved, { rows, packed }, backup);
  const batches = findLostBatches(rows, backup);
  for (const [key, value] of batches.repairs) rows.set(key, value);
  const read = await readJobs(packed, { rows, now: now(), onJob });
  const { jobs, unreadable, impossible } = read;
  const { count, revision } = readListState(rows.get(listKey));
  const present = read.count + unreadable.length;
  const isBehindBackup = revision < (backup?.revision ?? 0);
  const isWhole = movedAside === null && count === present + impossible.size && !isBehindBackup;
  const ownBanners = [...impossibleBanners(impossible), ...taken.banners];
  const removals = [...impossible].map((key) => [key, undefined] as const);
  const outdated = [...outdatedList(rows, read), ...read.outdated];
  if (isWhole) {
    read.release();
    const repairs = new Map([...taken.repairs, ...batches.repairs, ...read.repairs, ...removals]);
    if (impossible.size > 0) repairs.set(listKey, { count: present, revision });
    const banners = [...bannersOf(null, 0, batches.lost), ...ownBanners];
    return { database, hasBackup, jobs, unreadable, revision, rows, repairs, outdated, generation, banners };
  }

  const removed = isBehindBackup ? new Set<string>() : readDismissed(rows);
  const records = [...jobs.briefs()];
  const lost = findLostJobs({ backup, removed, records, unreadable, damaged, count, now: now() }).map(
    (record) => withoutMissingBatches(record, rows),
  );
  take(lost, { jobs, onJob });
  const list = {
    count: present + lost.length,
    revision: Math.max(revision, backup?.revision ?? 0) + 1,
  };
  for (const [key, value] of otherRowsOf(backup)) if (!rows.has(key)) rows.set(key, value);
  const repairs = new Map<string, unknown>([
    ...taken.repairs,
    ...rows,
    ...(await allOf(packed)),
    ...removals,
    ...lost.map((record) => [jobKey(record.id), record] as const),
    ...read.repairs,
    [listKey, list],
  ]);
  read.release();
  return {
    database,
    hasBackup,
    jobs,
    unreadable,
    revision: list.revision,
    rows,
    repairs,
    outdated,
    generation,
    banners: [...bannersOf(movedAside, lost.length, batches.lost), ...ownBanners],
  };
}

/** The row of the list, where it does not say which jobs are the newest. One that also counts strays stays as it is. */
function outdatedList(rows: ReadonlyMap<string, unknown>, { jobs, count }: ReadJobs): string[] {
  const isOutdated = readListState(rows.get(listKey)).newest.length === 0;
  return isOutdated && jobs.size > 0 && jobs.size === count ? [listKey] : [];
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
  { rows, packed }: StoredRows,
  backup: WatchListBackup | null,
): Promise<TakenUnsaved & { generation: number }> {
  // If the database cannot be read or has lost rows, the backup has the last generation.
  const generation = Math.max(readGeneration(rows.get(generationKey)), backup?.generation ?? 0);
  const left = (await unsaved?.find(readTaken(rows.get(unsavedTakenKey)), generation)) ?? null;
  const all = left === null ? rows : new Map([...rows, ...(await allOf(packed))]);
  const taken = takeUnsaved(all, left, backup);
  unsaved?.setAside(taken.older);
  for (const [key, value] of taken.repairs) {
    rows.delete(key);
    packed.delete(key);
    if (value !== undefined) put({ rows, packed }, key, value);
  }
  return { ...taken, generation };
}

type StoredRows = Pick<OpenedDatabase, 'rows' | 'packed'>;

function put({ rows, packed }: StoredRows, key: string, value: unknown): void {
  if (jobIdOf(key) === null) rows.set(key, value);
  else packed.setText(key, JSON.stringify(value));
}

/** Unpacks all rows, which is seldom needed. */
async function allOf(packed: PackedRows): Promise<[string, unknown][]> {
  const all: [string, unknown][] = [];
  await inSlices(packed.keys(), (keys) => {
    for (const key of keys) all.push([key, packed.get(key)]);
  });
  return all;
}

async function withoutDatabase(
  backup: WatchListBackup | null,
  reason: string | null,
  { unsaved, now, onJob }: { unsaved: UnsavedRows | null; now: number; onJob: (watched: WatchedJob) => void },
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
  const stored: StoredRows = { rows: new Map(), packed: new PackedRows() };
  const { rows, packed } = stored;
  for (const [key, value] of [
    ...otherRowsOf(backup),
    ...lost.map((record) => [jobKey(record.id), record] as const),
    ...findLostBatches(new Map(), backup).repairs,
  ])
    put(stored, key, value);
  // They stay unsaved, and are kept elsewhere again when this run ends without a database.
  const { generation, ...taken } = await takeIn(unsaved, stored, backup);
  const { jobs, unreadable, impossible, release } = await readJobs(packed, { rows, now, onJob });
  release();
  return {
    database: null,
    hasBackup: backup !== null,
    jobs,
    unreadable,
    revision: Math.max(backup?.revision ?? 0, readListState(rows.get(listKey)).revision),
    rows,
    outdated: [],
    repairs: new Map([...taken.repairs, ...[...impossible].map((key) => [key, undefined] as const)]),
    generation,
    banners: [{ kind: 'database-unavailable', detail: reason ?? storeReasons.unknown }],
  };
}

async function readFirst(read: ReadSome, now: number): Promise<FirstRows> {
  const rows = await read([listKey, settingsKey, keyHintKey]);
  const { newest } = readListState(rows.get(listKey));
  const jobRows = await read(newest.map(jobKey));
  const records = [...jobRows.values()].flatMap((value) => readRecord(value) ?? []);
  return { rows, records: records.map((record) => withReadableTime(record, now)) };
}

/** The record itself where it can be: its row is then kept as it is. */
function withReadableTime(record: WatchedJobRecord, now: number): WatchedJobRecord {
  const addedAt = readTimeOr(record.addedAt, now);
  return addedAt === record.addedAt ? record : { ...record, addedAt };
}

interface ReadJobs extends Pick<StoredJobs, 'jobs' | 'unreadable'> {
  /** How many rows are of jobs that can be read. */
  count: number;
  /** Keys of rows to remove, see {@link hasImpossibleId}. */
  impossible: Set<string>;
  /** Rows to write. */
  repairs: Map<string, unknown>;
  /** Keys of rows in the form of an earlier version, in the order of the list: neighbours are packed together. */
  outdated: string[];
  /** Gives up the rows that no job is kept in. */
  release: () => void;
}

/** Reads the jobs a slice at a time. Those that are over stay packed as they are. */
async function readJobs(
  packed: PackedRows,
  { rows, now, onJob }: { rows: Map<string, unknown>; now: number; onJob: (watched: WatchedJob) => void },
): Promise<ReadJobs> {
  const jobs = new KeptJobs(packed.texts);
  const unreadable: string[] = [];
  const impossible = new Set<string>();
  const repairs = new Map<string, unknown>();
  const old: string[] = [];
  const kept = new Set<string>();
  let count = 0;
  await inSlices(packed.keys(), (keys) => {
    for (const key of keys) {
      const value = packed.get(key);
      const record = readRecord(value);
      if (hasImpossibleId(value)) impossible.add(key);
      else if (record === null) {
        unreadable.push(jobIdOf(key) ?? key);
        rows.set(key, value);
      } else {
        const repaired = withoutMissingBatches(record, rows);
        if (repaired !== record) repairs.set(key, repaired);
        const isOld = isOfEarlierForm(value);
        const read = fromRecord(withReadableTime(repaired, now));
        const watched = isOld ? withPlainAnswer(read) : read;
        count += 1;
        const isOwn = record.id === jobIdOf(key);
        if (!isOwn && jobs.has(record.id)) continue;
        if (isOwn && isOld) old.push(record.id);
        const isAsStored = isOwn && watched.record === value;
        if (jobs.setStored(watched, isAsStored ? packed.nameOf(key) : null)) kept.add(key);
        onJob(watched);
      }
    }
  });
  await jobs.arrange();
  const orderOf = (id: string): number => jobs.orderOf(id) ?? 0;
  const outdated = old.sort((a, b) => orderOf(a) - orderOf(b)).map(jobKey);
  for (const key of impossible) packed.delete(key);
  const release = (): void => {
    for (const key of packed.keys()) if (!kept.has(key)) packed.delete(key);
  };
  return { jobs, unreadable, count, impossible, repairs, outdated, release };
}

/** Adds jobs that do not come from the database. */
function take(
  records: readonly WatchedJobRecord[],
  { jobs, onJob }: { jobs: KeptJobs; onJob: (watched: WatchedJob) => void },
): void {
  for (const record of records) {
    const watched = fromRecord(record);
    jobs.set(watched);
    onJob(watched);
  }
}
