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
  /** It was made beside the one of the file, which is here and collects, see {@link joinImported}. */
  isStandIn: boolean;
  /** How many jobs came into it. */
  joined: number;
}

/** A batch as it is to be kept, and the jobs of the file that come into it. */
interface Placed extends Pick<JoinedBatch, 'isNew' | 'isStandIn'> {
  record: BatchRecord;
  ids: readonly string[];
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
 * No two of a file are the same one here.
 *
 * None brings a job into a batch that collects, as nothing is downloaded because a list was imported: the jobs that are
 * not in it come into one that stands in for it. What a file made is found again by what the file calls it, so that the
 * same file changes nothing a second time.
 *
 * @returns the records as they are to be kept and the jobs that come into each, in the order of the file
 */
export function joinImported(
  given: readonly ImportedBatchJobs[],
  { records, membersOf, idFor }: Present,
): Placed[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  const byName = groupedBy(records, ({ name }) => name);
  const byImportedAs = groupedBy(records, ({ importedAs }) => importedAs);
  const names = new Set(records.map(({ name }) => name));
  const numbers = new Map<string, number>();
  const taken = new Set<string>();

  const isFree = ({ id }: BatchRecord): boolean => !taken.has(id);
  const importedAs = (called: string): BatchRecord[] => byImportedAs.get(called)?.filter(isFree) ?? [];
  const withStandIns = (record: BatchRecord): BatchRecord[] => [record, ...importedAs(record.id)];

  function findSame({ batch, ids }: ImportedBatchJobs): BatchRecord | undefined {
    const sameId = batch.id === null ? undefined : byId.get(batch.id);
    if (sameId !== undefined && isFree(sameId)) return sameId;
    const [calledSo] = batch.id === null ? [] : importedAs(batch.id);
    if (calledSo !== undefined) return calledSo;
    const own = new Set(ids);
    const namesakes = [...importedAs(batch.name), ...(byName.get(batch.name)?.filter(isFree) ?? [])];
    return (
      namesakes.find((record) =>
        withStandIns(record).some(({ id }) => membersOf(id).some((one) => own.has(one))),
      ) ?? namesakes.find(({ id }) => membersOf(id).length === 0)
    );
  }

  function place(one: ImportedBatchJobs): Placed {
    const { batch, ids } = one;
    const same = findSame(one);
    if (same === undefined) {
      const record = newRecord(one, idFor(batch.id, taken), uniqueName(batch.name, names, numbers));
      return { record, ids, isNew: true, isStandIn: false };
    }
    const choices = withStandIns(same);
    const members = new Set(choices.flatMap(({ id }) => membersOf(id)));
    const coming = ids.filter((id) => !members.has(id));
    const open = coming.length === 0 ? same : choices.find(({ collects }) => !collects);
    if (open !== undefined) {
      const expected = Math.max(open.expected, membersOf(open.id).length + coming.length);
      return { record: { ...open, expected }, ids: coming, isNew: false, isStandIn: false };
    }
    const part = { batch: { ...batch, id: null, expected: coming.length }, ids: coming };
    const record = newRecord(part, idFor(null, taken), uniqueName(batch.name, names, numbers));
    const standIn = { ...record, fingerprint: null, importedAs: same.id };
    return { record: standIn, ids: coming, isNew: true, isStandIn: true };
  }

  return given.map((one) => {
    const placed = place(one);
    taken.add(placed.record.id);
    names.add(placed.record.name);
    return placed;
  });
}

function groupedBy<K>(
  records: readonly BatchRecord[],
  keyOf: (record: BatchRecord) => K,
): Map<K, BatchRecord[]> {
  const groups = new Map<K, BatchRecord[]>();
  for (const record of records) {
    const group = groups.get(keyOf(record));
    if (group === undefined) groups.set(keyOf(record), [record]);
    else group.push(record);
  }
  return groups;
}

const newRecord = ({ batch, ids }: ImportedBatchJobs, id: string, name: string): BatchRecord => ({
  id,
  name,
  createdAt: batch.createdAt,
  expected: Math.max(batch.expected, ids.length),
  collects: false,
  fingerprint: batch.expected > ids.length ? null : fingerprintOf(ids),
  importedAs: batch.id === id ? undefined : (batch.id ?? batch.name),
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
