import type { ExportedBatch } from '../library/read-export.ts';
import type { BatchRecord } from './batch-record.ts';

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
