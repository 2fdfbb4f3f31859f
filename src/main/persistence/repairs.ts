import { isWellFormedLine } from '../../shared/lib/text.ts';
import type { Banner } from '../../shared/state.ts';
import { readTimeOr } from '../../shared/lib/timestamp.ts';
import { batchKey, batchListKey, batchRowsOf, readBatches, readBatchList } from '../batches/batch-record.ts';
import { jobIdOf } from '../jobs/row-keys.ts';
import { watchedJobSchema, type WatchedJobRecord } from '../jobs/job-record.ts';
import { newWatchedJob } from '../jobs/watched-job.ts';
import type { WatchListBackup } from './backup.ts';

export interface Losses {
  backup: WatchListBackup | null;
  /** IDs of jobs that were removed after the backup was written. */
  removed: ReadonlySet<string>;
  records: readonly Pick<WatchedJobRecord, 'id' | 'order'>[];
  unreadable: readonly string[];
  /** Keys of rows that cannot be trusted. */
  damaged: readonly string[];
  /** How many jobs there should be. */
  count: number;
  now: number;
}

/** The jobs that the database lost, from the backup or by the keys of their damaged rows. They are polled again. */
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
  // The key of a damaged row names a job too new to be in the backup. Keys can be damaged as well, so no more are taken
  // than are missing.
  const fromKeys = damaged
    .map(jobIdOf)
    .filter((id) => id !== null)
    .filter((id) => !present.has(id))
    .slice(0, Math.max(0, count - present.size))
    .map((id, index) => newWatchedJob(id, lastOrder + 1 + index, null, now).record);
  return [...fromBackup, ...fromKeys];
}

export interface LostBatches {
  /** Rows to write; none where no batch is missing. */
  repairs: Map<string, unknown>;
  /** How many come back. */
  lost: number;
}

/**
 * The batches that the database lost and the backup has. Which jobs belong to them is in the jobs' own rows.
 *
 * @param rows every readable row of the database, by key
 */
export function findLostBatches(
  rows: ReadonlyMap<string, unknown>,
  backup: WatchListBackup | null,
): LostBatches {
  const { records, unreadable } = readBatches(rows);
  const present = records.length + unreadable.length;
  const kept = backup === null ? [] : batchRowsOf(backup);
  // Before batches were counted there was no such row; where none ever was there is none either.
  const list = readBatchList(rows.get(batchListKey));
  const known = list ?? { count: kept.length === 0 ? 0 : -1, revision: 0 };
  const backedUpRevision = backup?.batchRevision ?? 0;
  if (known.count === present && known.revision >= backedUpRevision) return { repairs: new Map(), lost: 0 };

  const lost = kept.filter(([key]) => !rows.has(key));
  const revision = Math.max(known.revision, backedUpRevision) + 1;
  const repairs = new Map<string, unknown>([
    ...lost,
    [batchListKey, { count: present + lost.length, revision }],
  ]);
  return { repairs, lost: lost.length };
}

/**
 * The record without batches that do not exist; the record itself where there are none of these. The jobs of a new batch are
 * written in parts and the batch after them: if the app ends before that, its jobs would be in a batch without a name for
 * ever. Added again, they come into a new batch.
 *
 * @param rows every readable row of the database but those of jobs, by key, with the batches that came back from the backup;
 *   one that only a later version of the app can read is there
 */
export function withoutMissingBatches(
  record: WatchedJobRecord,
  rows: ReadonlyMap<string, unknown>,
): WatchedJobRecord {
  const isThere = (id: string): boolean => rows.has(batchKey(id));
  return record.batches.every(isThere) ? record : { ...record, batches: record.batches.filter(isThere) };
}

/**
 * Whether the row of a job has half a surrogate or a control character in its ID, which earlier versions imported. Such a job
 * cannot be requested, and several can have the same row on disk.
 */
export const hasImpossibleId = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  !isWellFormedLine(value.id);

/** @param keys of rows that were taken out as {@link hasImpossibleId} */
export const impossibleBanners = ({ size }: ReadonlySet<string>): Banner[] =>
  size === 0 ? [] : [{ kind: 'jobs-impossible', detail: String(size) }];
