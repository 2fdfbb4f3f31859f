import type { ImportedBatch } from '../../shared/intake.ts';
import type { ImportedBatchJobs, JoinedBatch } from '../batches/join-imported.ts';
import { batchKeyOf, notAfter, type BatchName, type ExportedBatch, type ReadJob } from './read-export.ts';

/** Puts jobs into the batches that a file names; they are there from then on. Answers in the same order. */
export type JoinBatches = (given: readonly ImportedBatchJobs[]) => JoinedBatch[];

interface Parts {
  join: JoinBatches;
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
      const key = batchKeyOf(named);
      const entry = members.get(key);
      if (entry === undefined) members.set(key, { named, ids: new Set([id]) });
      else entry.ids.add(id);
    }
  const byId = firstBy(batches, ({ id }) => id);
  const byName = firstBy(batches, ({ name }) => name);
  const given = [...members.values()].map(({ named, ids }) => {
    const meant = named.id === null ? byName.get(named.name) : byId.get(named.id);
    const { createdAt, ...batch } = meant ?? { ...named, createdAt: null, expected: ids.size };
    return { batch: { ...batch, createdAt: notAfter(now(), createdAt ?? now()) }, ids: [...ids] };
  });
  return join(given).map(({ name, isNew, isStandIn, joined }, index) => ({
    wanted: given[index]?.batch.name ?? name,
    name,
    isNew,
    isStandIn,
    joined,
  }));
}

/** The first of each kind, as the file has them. */
const firstBy = <K>(
  batches: readonly ExportedBatch[],
  keyOf: (batch: ExportedBatch) => K,
): Map<K, ExportedBatch> => new Map(batches.toReversed().map((batch) => [keyOf(batch), batch]));
