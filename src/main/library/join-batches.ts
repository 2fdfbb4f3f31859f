import type { ImportedBatch } from '../../shared/add-report.ts';
import type { JoinedBatch } from '../batches/join-imported.ts';
import type { BatchName, DatedBatch, ExportedBatch, ReadJob } from './read-export.ts';

/**
 * Puts jobs into the batch that a file names; there is one from then on.
 *
 * @param taken IDs of batches that others of the file went into
 */
export type JoinBatch = (
  ids: readonly string[],
  batch: DatedBatch,
  taken: ReadonlySet<string>,
) => JoinedBatch;

interface Parts {
  join: JoinBatch;
  now: () => number;
}

/** Puts the jobs of a file into the batches it names, each of them into one of its own. */
export function joinBatches(
  { join, now }: Parts,
  jobs: readonly ReadJob[],
  batches: readonly ExportedBatch[],
): ImportedBatch[] {
  const members = new Map<string, { named: BatchName; ids: Set<string> }>();
  for (const { id, batches: all } of jobs)
    for (const named of all) {
      const key = JSON.stringify([named.id, named.id === null ? named.name : null]);
      const entry = members.get(key);
      if (entry === undefined) members.set(key, { named, ids: new Set([id]) });
      else entry.ids.add(id);
    }
  const taken = new Set<string>();
  return [...members.values()].map(({ named, ids }) => {
    const { createdAt, ...batch } = batches.find((one) => isMeant(named, one)) ?? {
      ...named,
      createdAt: null,
      expected: ids.size,
    };
    const { id, ...joined } = join([...ids], { ...batch, createdAt: createdAt ?? now() }, taken);
    taken.add(id);
    return { wanted: batch.name, ...joined };
  });
}

const isMeant = (named: BatchName, batch: ExportedBatch): boolean =>
  named.id === null ? batch.name === named.name : batch.id === named.id;
