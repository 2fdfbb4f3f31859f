import type { JobBrief } from '../jobs/kept-jobs.ts';
import { type BatchRecord, fingerprintOf, uniqueName } from './batch-record.ts';

/** A batch as a file names it. */
export interface DatedBatch {
  /** Null in a table, and where a person made the file. */
  id: string | null;
  name: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  expected: number;
}

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
 * No two of a file are the same one here, and one that is named by its ID is that of no other.
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
  const places = new Map(records.map((record, index) => [record, index]));
  const byImportedAs = groupedBy(records, ({ importedAs }) => importedAs);
  const empty = records.filter(({ id }) => membersOf(id).length === 0);
  const emptyImportedAs = groupedBy(empty, ({ importedAs }) => importedAs);
  const emptyByName = groupedBy(empty, ({ name }) => name);
  const names = new Set(records.map(({ name }) => name));
  const numbers = new Map<string, number>();
  const taken = new Set<string>();

  const holders = holdersOf(new Set(given.flatMap(({ ids }) => ids)), records, membersOf);

  const isFree = ({ id }: BatchRecord): boolean => !taken.has(id);
  const importedAs = (called: string): BatchRecord[] => byImportedAs.get(called)?.filter(isFree) ?? [];
  const withStandIns = (record: BatchRecord): BatchRecord[] => [record, ...importedAs(record.id)];

  /** Whether it stands in for one of its own name, through which it is found. */
  function isBehindNamesake({ name, importedAs: called }: BatchRecord): boolean {
    const original = called === undefined ? undefined : byId.get(called);
    return original !== undefined && original.name === name && isFree(original);
  }

  function findNamed({ batch: { id } }: ImportedBatchJobs): BatchRecord | undefined {
    if (id === null) return undefined;
    const sameId = byId.get(id);
    const same = sameId !== undefined && isFree(sameId) ? sameId : importedAs(id)[0];
    if (same !== undefined) taken.add(same.id);
    return same;
  }

  /** Goes by the jobs of the batch: thousands may have its name. */
  function findNamesake({ batch: { name }, ids }: ImportedBatchJobs): BatchRecord | undefined {
    const sharing = new Set<BatchRecord>();
    for (const record of ids.flatMap((id) => holders.get(id) ?? [])) {
      sharing.add(record);
      const original = isFree(record) ? byId.get(record.importedAs ?? '') : undefined;
      if (original !== undefined) sharing.add(original);
    }
    const isNamesake = (record: BatchRecord): boolean =>
      isFree(record) && (record.importedAs === name || (record.name === name && !isBehindNamesake(record)));
    const rankOf = (record: BatchRecord): number =>
      (places.get(record) ?? 0) + (record.importedAs === name ? 0 : records.length);
    const [first] = [...sharing].filter(isNamesake).sort((a, b) => rankOf(a) - rankOf(b));
    const same = first ?? emptyImportedAs.get(name)?.find(isFree) ?? emptyByName.get(name)?.find(isNamesake);
    if (same !== undefined) taken.add(same.id);
    return same;
  }

  function place(one: ImportedBatchJobs, named: BatchRecord | undefined): Placed {
    const { batch, ids } = one;
    const same = named ?? findNamesake(one);
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

  const named = given.map(findNamed);
  return given.map((one, index) => {
    const placed = place(one, named[index]);
    taken.add(placed.record.id);
    names.add(placed.record.name);
    return placed;
  });
}

/** The batches here that each of these jobs is in. */
function holdersOf(
  ids: ReadonlySet<string>,
  records: readonly BatchRecord[],
  membersOf: Present['membersOf'],
): Map<string, BatchRecord[]> {
  const holders = new Map<string, BatchRecord[]>();
  for (const record of records)
    for (const id of membersOf(record.id)) {
      if (!ids.has(id)) continue;
      const known = holders.get(id);
      if (known === undefined) holders.set(id, [record]);
      else known.push(record);
    }
  return holders;
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
export function membersByBatch(jobs: Iterable<JobBrief>): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const { id, batches } of jobs)
    for (const batch of batches) {
      const own = members.get(batch);
      if (own === undefined) members.set(batch, [id]);
      else own.push(id);
    }
  return members;
}
