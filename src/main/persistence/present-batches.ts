import { jobKey } from '../store/row-keys.ts';
import type { WatchedJobRecord } from '../jobs/watched-job.ts';
import { batchKey } from '../batches/batch-record.ts';

export interface InPresentBatches {
  records: WatchedJobRecord[];
  /** What to write so that no job names a batch that there is not. */
  repairs: Map<string, unknown>;
}

/**
 * Takes jobs out of batches that are not there. The jobs of a new batch are written a slice at a time, and the batch after
 * the last of them: where the app ended before, its jobs would belong to nothing that has a name, for ever. Given again,
 * they come into a batch as if they had never been given.
 *
 * @param rows every readable row of the database, by key, with the batches that came back from the backup; one that only
 *   a later version of the app can read is there
 */
export function inPresentBatches(
  records: readonly WatchedJobRecord[],
  rows: ReadonlyMap<string, unknown>,
): InPresentBatches {
  const repairs = new Map<string, unknown>();
  const isThere = (id: string): boolean => rows.has(batchKey(id));
  const mended = records.map((record) => {
    if (record.batches.every(isThere)) return record;
    const without = { ...record, batches: record.batches.filter(isThere) };
    repairs.set(jobKey(record.id), without);
    return without;
  });
  return { records: mended, repairs };
}
