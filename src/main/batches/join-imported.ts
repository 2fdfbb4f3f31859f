import type { DatedBatch, ExportedBatch } from '../library/read-export.ts';
import type { BatchRecord } from './batch-record.ts';
import { fingerprintOf } from './fingerprint.ts';
import { uniqueName } from './unique-name.ts';

/** What became of a batch that was imported. */
export interface JoinedBatch {
  id: string;
  name: string;
  isNew: boolean;
  /** How many jobs came into it. */
  joined: number;
}

/**
 * The batch here that an imported one is: that of the same ID, else one of the same name that has a job of it, or none
 * any more. One of the same name with other jobs is another batch, as two lists are often called `jobs.csv`.
 *
 * @param batches those that come into question
 */
export function findSame(
  batches: readonly BatchRecord[],
  membersOf: (id: string) => readonly string[],
  ids: readonly string[],
  imported: Pick<ExportedBatch, 'id' | 'name'>,
): BatchRecord | undefined {
  const byId = batches.find(({ id }) => id === imported.id);
  if (byId !== undefined) return byId;
  const own = new Set(ids);
  return batches
    .filter(({ name }) => name === imported.name)
    .find(({ id }) => {
      const members = membersOf(id);
      return members.length === 0 || members.some((member) => own.has(member));
    });
}

/** An imported batch that is not here yet, of which these jobs are in the file. It brings nothing home by itself. */
export const importedRecord = (
  { name, createdAt, expected }: DatedBatch,
  id: string,
  ids: readonly string[],
  names: ReadonlySet<string>,
): BatchRecord => ({
  id,
  name: uniqueName(name, names),
  createdAt,
  expected: Math.max(expected, ids.length),
  collects: false,
  fingerprint: expected > ids.length ? null : fingerprintOf(ids),
});
