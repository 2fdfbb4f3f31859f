import type { Banner } from '../../shared/state.ts';
import { dismissedKey, readDismissed } from '../account/dismissed-jobs.ts';
import { notificationsKey } from '../notifications/notification-log.ts';
import { batchKey, batchListKey, isBatchKey, readBatches, readBatchList } from '../batches/batch-record.ts';
import { namedBatches, writeJsonExport } from '../intake/json-export.ts';
import type { Rows } from '../store/database.ts';
import { keyHintKey } from '../settings/preferences.ts';
import { isRemovedKey, jobIdOf, listKey, readListState } from '../jobs/row-keys.ts';
import {
  generationKey,
  unsavedTakenKey,
  type LeftRows,
  type OlderChanges,
  type OutdatedFile,
} from '../store/unsaved-rows.ts';
import { watchedJobSchema, type WatchedJobRecord } from '../jobs/job-record.ts';
import type { WatchListBackup } from './backup.ts';

export interface TakenUnsaved {
  /** Rows to write. */
  repairs: Rows;
  /** What was not taken of each outdated file. */
  older: OlderChanges[];
  banners: Banner[];
}

/**
 * Takes rows that earlier runs could not write. Newer ones replace those of the database. Of an outdated file only rows that
 * the database lacks are taken, since the others may have changed later.
 *
 * @param rows every readable row of the database, by key; changed in place
 */
export function takeUnsaved(
  rows: Map<string, unknown>,
  left: LeftRows | null,
  backup: WatchListBackup | null,
): TakenUnsaved {
  if (left === null) return { repairs: new Map(), older: [], banners: [] };
  const repairs = new Map<string, unknown>();
  const paths = [...left.paths];
  if (left.paths.length > 0) {
    for (const [key, value] of left.rows) {
      if (value === undefined) rows.delete(key);
      else rows.set(key, value);
      repairs.set(key, value);
    }
  }
  const older: OlderChanges[] = [];
  // The newest first, so that it is not the oldest that fills a gap.
  for (const file of left.outdated.toReversed()) {
    const { taken, refused } = takeOutdated(rows, file, backup);
    for (const [key, value] of taken) repairs.set(key, value);
    if (taken.size > 0) paths.push(file.path);
    older.push({
      file,
      text: refused.size === 0 ? null : toFile(refused, new Map([...file.rows, ...rows]), file.at),
    });
  }
  const banners: Banner[] =
    paths.length === 0 ? [] : [{ kind: 'unsaved-restored', detail: paths.join(', ') }];
  return { repairs, older, banners };
}

/** The app's own rows about other rows. */
const bookkeeping: ReadonlySet<string> = new Set([
  listKey,
  batchListKey,
  dismissedKey,
  notificationsKey,
  keyHintKey,
  generationKey,
  unsavedTakenKey,
]);

/** Takes jobs that are missing, with their batches, and settings if there are none. Jobs that were removed since stay removed. */
function takeOutdated(
  rows: Map<string, unknown>,
  file: OutdatedFile,
  backup: WatchListBackup | null,
): { taken: Map<string, unknown>; refused: Map<string, unknown> } {
  const removed = readDismissed(rows, backup?.dismissed);
  const backedUp = new Map(backup?.jobs.map((job) => [job.id, job]));
  const taken = new Map<string, unknown>();
  const refused = new Map<string, unknown>();
  for (const [key, value] of file.rows) {
    // A job that was removed is still on the list where its removal did not reach the database.
    if (bookkeeping.has(key) || isRemovedKey(key)) continue;
    const id = jobIdOf(key);
    const present = rows.get(key) ?? (id === null ? undefined : backedUp.get(id));
    if (present !== undefined) {
      if (ownPartOf(value) !== ownPartOf(present)) refused.set(key, value);
    } else if (value !== undefined && !isBatchKey(key) && !(id !== null && removed.has(id)))
      taken.set(key, value);
  }
  const jobs = [...taken.keys()].filter((key) => jobIdOf(key) !== null);
  const named = new Set(jobs.flatMap((key) => readRecord(taken.get(key))?.batches.map(batchKey) ?? []));
  const batches = [...named].filter((key) => !rows.has(key) && file.rows.get(key) !== undefined);
  for (const key of batches) taken.set(key, file.rows.get(key));
  // Otherwise the list would seem to have lost rows, and more would come back from the backup.
  if (jobs.length > 0) {
    const { count, revision } = readListState(rows.get(listKey));
    taken.set(listKey, { count: count + jobs.length, revision: revision + 1 });
  }
  const list = readBatchList(rows.get(batchListKey));
  if (batches.length > 0 && list !== null)
    taken.set(batchListKey, { count: list.count + batches.length, revision: list.revision + 1 });
  for (const [key, value] of taken) rows.set(key, value);
  return { taken, refused };
}

const readRecord = (value: unknown): WatchedJobRecord | undefined => watchedJobSchema.safeParse(value).data;

/** The person's part of a row; the rest of a job comes from the service again. */
function ownPartOf(value: unknown): string | undefined {
  return JSON.stringify(ownPartSchema.safeParse(value).data ?? value);
}

const ownPartSchema = watchedJobSchema.pick({
  id: true,
  tags: true,
  note: true,
  archived: true,
  batches: true,
});

/** What was not taken, as an export: importing it adds notes, tags and batches, and replaces none. */
function toFile(refused: Rows, all: ReadonlyMap<string, unknown>, at: number): string {
  const records = [...refused.values()].flatMap((value) => readRecord(value) ?? []);
  const others = [...refused].filter(([, value]) => readRecord(value) === undefined);
  const batches = namedBatches(records, readBatches(all).records);
  // A row without a value is to be removed.
  return writeJsonExport(records, batches, at, new Map(others.map(([key, value]) => [key, value ?? null])));
}
