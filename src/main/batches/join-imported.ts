import type { DatedBatch } from '../library/read-export.ts';
import type { WatchedJob } from '../store/watched-job.ts';
import type { BatchRecord } from './batch-record.ts';
import { fingerprintOf } from './fingerprint.ts';
import { uniqueName } from './unique-name.ts';

/** A batch that an imported file names, and the watched jobs of the file that belong to it. */
export interface ImportedBatchJobs {
  batch: DatedBatch;
  ids: readonly string[];
}

/** What became of a batch that was imported. */
export interface JoinedBatch {
  id: string;
  name: string;
  isNew: boolean;
  /** How many jobs came into it. */
  joined: number;
}

interface Present {
  records: readonly BatchRecord[];
  membersOf: (id: string) => readonly string[];
  /** An ID for a batch that is made: the wanted one where it can be had. */
  idFor: (wanted: string | null, taken: ReadonlySet<string>) => string;
}

/**
 * Finds for each imported batch the one here that it is: that of the same ID, else one of the same name that has a job of
 * it, or none any more. One of the same name with other jobs is another batch, as two lists are often called `jobs.csv`.
 * No two of a file are the same one here, and none brings a job into one that collects: nothing is downloaded because a
 * list was imported.
 *
 * @returns the records as they are to be kept, in the order of the file
 */
export function joinImported(
  given: readonly ImportedBatchJobs[],
  { records, membersOf, idFor }: Present,
): { record: BatchRecord; ids: readonly string[]; isNew: boolean }[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  const byName = new Map<string, BatchRecord[]>();
  for (const record of records) {
    const namesakes = byName.get(record.name);
    if (namesakes === undefined) byName.set(record.name, [record]);
    else namesakes.push(record);
  }
  const names = new Set(records.map(({ name }) => name));
  const numbers = new Map<string, number>();
  const taken = new Set<string>();

  function findSame({ batch, ids }: ImportedBatchJobs): BatchRecord | undefined {
    const sameId = batch.id === null || taken.has(batch.id) ? undefined : byId.get(batch.id);
    if (sameId !== undefined && isOpenFor(sameId, ids)) return sameId;
    const own = new Set(ids);
    return byName
      .get(batch.name)
      ?.filter((record) => !taken.has(record.id) && isOpenFor(record, ids))
      .find(({ id }) => {
        const members = membersOf(id);
        return members.length === 0 || members.some((member) => own.has(member));
      });
  }

  function isOpenFor({ id, collects }: BatchRecord, ids: readonly string[]): boolean {
    if (!collects) return true;
    const members = new Set(membersOf(id));
    return ids.every((one) => members.has(one));
  }

  return given.map((one) => {
    const { batch, ids } = one;
    const existing = findSame(one);
    const record =
      existing === undefined
        ? newRecord(one, idFor(batch.id, taken), uniqueName(batch.name, names, numbers))
        : { ...existing, expected: Math.max(existing.expected, sizeOfUnion(membersOf(existing.id), ids)) };
    taken.add(record.id);
    names.add(record.name);
    return { record, ids, isNew: existing === undefined };
  });
}

const sizeOfUnion = (members: readonly string[], ids: readonly string[]): number =>
  new Set([...members, ...ids]).size;

const newRecord = ({ batch, ids }: ImportedBatchJobs, id: string, name: string): BatchRecord => ({
  id,
  name,
  createdAt: batch.createdAt,
  expected: Math.max(batch.expected, ids.length),
  collects: false,
  fingerprint: batch.expected > ids.length ? null : fingerprintOf(ids),
});

/** The IDs of all jobs by the batches they are in. */
export function membersByBatch(jobs: Iterable<WatchedJob>): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const { record } of jobs)
    for (const batch of record.batches) {
      const own = members.get(batch);
      if (own === undefined) members.set(batch, [record.id]);
      else own.push(record.id);
    }
  return members;
}
