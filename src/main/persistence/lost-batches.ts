import type { WatchListBackup } from './watch-list-backup.ts';
import { batchListKey, batchRowsOf, readBatches, readBatchList } from '../batches/batch-record.ts';

export interface LostBatches {
  /** What to write so that the batches are whole again; nothing where they are. */
  repairs: Map<string, unknown>;
  /** How many come back. */
  lost: number;
}

/**
 * The batches that the database lost while the backup has them. Which jobs belong to them stands with the jobs.
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
