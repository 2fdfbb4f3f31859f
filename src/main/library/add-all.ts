import { emptyAddReport, type AddReport, type ImportReport } from '../../shared/add-report.ts';
import type { GivenText } from '../../shared/given-text.ts';
import { addGiven, type Giving } from '../adding/add-given.ts';
import type { Batches } from '../batches/batches.ts';
import type { JobStore } from '../store/job-store.ts';
import { importJobs, readExport, type Imported } from './import-jobs.ts';
import type { ReadExport } from './read-export.ts';

export interface AddingParts {
  jobs: Pick<JobStore, 'add' | 'get' | 'update' | 'adopt' | 'nextOrder'>;
  batches: Pick<Batches, 'gather' | 'now' | 'joinImported'>;
}

/**
 * Adds what a person gave at once: exported lists come back as they were, in all else job IDs are looked for, see
 * {@link addGiven}.
 *
 * @param giving whose name is that of the batch of what is no exported list; where there is nothing else, of the exported one
 */
export async function addAll(
  parts: AddingParts,
  given: readonly GivenText[],
  giving: Giving,
): Promise<AddReport> {
  const exports: { source: string; read: ReadExport }[] = [];
  const rest: GivenText[] = [];
  let isNewer = false;
  for (const one of given) {
    const read = readExport(one.text);
    isNewer ||= read === 'newer';
    // What a later version wrote still holds IDs.
    if (read === null || read === 'newer') rest.push(one);
    else exports.push({ source: one.source, read });
  }
  if (exports.length === 0 && !isNewer) return addGiven(parts, rest, giving);

  const imported = exports.map(({ read, source }) => importInto(parts, read, source));
  const found =
    rest.length > 0 ? await addGiven(parts, rest, giving) : emptyAddReport(exports[0]?.source ?? '');
  const added = [...imported.flatMap((one) => one.added), ...found.added];
  const known = [...imported.flatMap((one) => one.known), ...found.known];
  const batch = rest.length > 0 ? found.batch : gatherNamed(parts, [...added, ...known], giving);
  return { ...found, added, known, batch, imported: sumOf(imported, isNewer) };
}

function gatherNamed({ batches }: AddingParts, ids: readonly string[], giving: Giving): AddReport['batch'] {
  const name = giving.name?.trim() ?? '';
  if (name === '' || ids.length === 0) return null;
  const { batch, isNew } = batches.gather(ids, name, giving.by);
  return { id: batch.id, name: batch.name, isNew };
}

const importInto = ({ jobs, batches }: AddingParts, read: ReadExport, source: string): Imported =>
  importJobs(
    {
      jobs,
      now: () => batches.now(),
      join: (given) => batches.joinImported(given),
    },
    read,
    source,
  );

/** Things left in a file that are named; nobody reads more of them. */
const mostLeftNamed = 200;

function sumOf(imported: readonly Imported[], isNewer: boolean): ImportReport {
  const left = imported.flatMap((one) => one.left);
  return {
    merged: imported.reduce((sum, { merged }) => sum + merged, 0),
    unreadable: imported.reduce((sum, { unreadable }) => sum + unreadable, 0),
    left: left.slice(0, mostLeftNamed),
    leftBeyond: Math.max(0, left.length - mostLeftNamed),
    batches: imported.flatMap((one) => one.batches),
    isNewer,
  };
}
