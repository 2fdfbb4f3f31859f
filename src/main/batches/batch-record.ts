import { z } from 'zod';
import { batchSchema } from '../../shared/batch.ts';
import { momentSchema, unreadableTime } from '../../shared/lib/timestamp.ts';
import { createHash } from 'node:crypto';
import { wellFormedLine } from '../../shared/lib/text.ts';
import { nameWords } from '../words/names.ts';

/** What is kept of a batch on disk. */
export const batchRecordSchema = batchSchema.extend({
  createdAt: momentSchema.catch(unreadableTime),
  collects: z.boolean().catch(false),
  archived: z.boolean().optional().catch(undefined),
  /** Of the set of IDs that were added, see {@link fingerprintOf}; null if that was not kept. */
  fingerprint: z.string().nullable().catch(null),
  /**
   * By what a file that is imported again means this batch, beside its ID and name: the ID that the batch had in the file,
   * or its name where it had none; for one that stands in for a batch that collects, the ID of that one.
   */
  importedAs: z.string().optional().catch(undefined),
});
export type BatchRecord = z.infer<typeof batchRecordSchema>;

const prefix = 'batch!';
export const batchKey = (id: string): string => `${prefix}${id}`;
export const isBatchKey = (key: string): boolean => key.startsWith(prefix);

/** How many batches there must be, and how often they changed, as with jobs: see row-keys.ts. */
export const batchListKey = 'app!batches';
const batchListSchema = z.object({ count: z.number(), revision: z.number() });

/** Null where that was not kept. */
export const readBatchList = (stored: unknown): z.infer<typeof batchListSchema> | null =>
  batchListSchema.safeParse(stored).data ?? null;

/** The batches among the rows of the database; IDs of those that cannot be read, such as one of a later version. */
export function readBatches(rows: ReadonlyMap<string, unknown>): {
  records: BatchRecord[];
  unreadable: string[];
} {
  const records: BatchRecord[] = [];
  const unreadable: string[] = [];
  for (const [key, value] of rows) {
    if (!isBatchKey(key)) continue;
    const parsed = batchRecordSchema.safeParse(value);
    if (parsed.success) records.push(parsed.data);
    else unreadable.push(key.slice(prefix.length));
  }
  return { records, unreadable };
}

/** The rows of the batches in a backup. */
export function batchRowsOf(backup: { batches: readonly unknown[] }): [string, unknown][] {
  return backup.batches.flatMap((batch): [string, unknown][] => {
    const parsed = batchRecordSchema.safeParse(batch);
    return parsed.success ? [[batchKey(parsed.data.id), parsed.data]] : [];
  });
}

/** The same for the same set of IDs, in whatever order; another for any other set. */
export function fingerprintOf(ids: readonly string[]): string {
  const lines = ids.toSorted().map((id) => `${id}\n`);
  return createHash('sha256').update(lines.join('')).digest('base64url');
}

/** Characters of a name; room is left for a number after it. */
const maxStemLength = 110;

/**
 * The name, with a number after it if it is taken.
 *
 * @param numbers the last number of each name, for many batches at once: without it, the time grows with the square of how
 *   many have the same name
 */
export function uniqueName(
  name: string,
  taken: ReadonlySet<string>,
  numbers = new Map<string, number>(),
): string {
  const line = wellFormedLine(name);
  // Half of a surrogate pair would be shown as a box.
  const stem = line.slice(0, maxStemLength).replace(/[\uD800-\uDBFF]$/, '') || nameWords.batch;
  let unique = stem;
  for (let number = (numbers.get(stem) ?? 1) + 1; taken.has(unique); number += 1) {
    unique = `${stem} (${number})`;
    numbers.set(stem, number);
  }
  return unique;
}
