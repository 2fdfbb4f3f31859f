import { z } from 'zod';
import { batchSchema } from '../../shared/batch.ts';
import type { WatchListBackup } from '../store/watch-list-backup.ts';

/** What is kept of a batch on disk. */
export const batchRecordSchema = batchSchema.extend({
  collects: z.boolean().catch(false),
  /** Of the set of IDs that were given, see fingerprint.ts; null where that was not kept. */
  fingerprint: z.string().nullable().catch(null),
});
export type BatchRecord = z.infer<typeof batchRecordSchema>;

const prefix = 'batch!';
export const batchKey = (id: string): string => `${prefix}${id}`;

/** The batches among the rows of the database. One that cannot be read, such as one of a later version, is left out. */
export function readBatches(rows: ReadonlyMap<string, unknown>): BatchRecord[] {
  return [...rows].flatMap(([key, value]) => {
    const parsed = batchRecordSchema.safeParse(value);
    return key.startsWith(prefix) && parsed.success ? [parsed.data] : [];
  });
}

/** The rows of the batches in a backup. */
export function batchRowsOf(backup: Pick<WatchListBackup, 'batches'>): [string, unknown][] {
  return backup.batches.flatMap((batch): [string, unknown][] => {
    const parsed = batchRecordSchema.safeParse(batch);
    return parsed.success ? [[batchKey(parsed.data.id), parsed.data]] : [];
  });
}
