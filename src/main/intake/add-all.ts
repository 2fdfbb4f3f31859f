import { emptyAddReport, type AddReport, type ImportReport } from '../../shared/intake.ts';
import { addGiven, type Giving } from './add-given.ts';
import { maxUnasked, type AddQuestions } from './add-questions.ts';
import { idsOf, type Given, type ReadGiven } from './read-given.ts';
import type { Read } from './read-in-thread.ts';
import type { Batches } from '../batches/batches.ts';
import type { JobStore } from '../jobs/job-store.ts';
import { importJobs, type Imported } from './import-jobs.ts';
import type { ReadExport } from './read-export.ts';

export interface AddingParts {
  jobs: Pick<JobStore, 'add' | 'get' | 'update' | 'adopt' | 'nextOrder'>;
  batches: Pick<Batches, 'find' | 'gather' | 'join' | 'joinImported' | 'keep' | 'now'>;
  read: Read;
  questions: Pick<AddQuestions, 'ask'>;
  /** Aborted when the app ends: what was not added by then is not. */
  signal: AbortSignal;
}

/**
 * Adds what a person gave at once: exported lists come back as they were, in all else job IDs are looked for, see
 * {@link addGiven}. Many new jobs, and those of a link with more than a few, are added after a yes.
 *
 * @param giving whose name is that of the batch of what is no exported list; where there is nothing else, of the exported one
 */
export async function addAll(
  parts: AddingParts,
  given: readonly Given[],
  giving: Giving,
): Promise<AddReport> {
  const read = await parts.read(given, parts.signal);
  const report = await addRead(parts, read, giving);
  return {
    ...report,
    ...(read.guessed.length === 0 ? {} : { guessedEncoding: read.guessed }),
    ...(read.unread.length === 0 ? {} : { unread: read.unread }),
  };
}

async function addRead(parts: AddingParts, read: ReadGiven, giving: Giving): Promise<AddReport> {
  const { exports, isNewer, found } = read;
  const source = found?.report.source ?? exports[0]?.source ?? read.unread[0]?.source ?? '';
  const jobs = idsOf(read).filter((id) => parts.jobs.get(id) === undefined).length;
  const isMany = jobs > (giving.maxUnasked ?? maxUnasked);
  if (isMany && !(await parts.questions.ask({ by: giving.by, jobs, source })))
    return { ...emptyAddReport(source), declined: jobs };
  if (exports.length === 0 && !isNewer)
    return found === null ? emptyAddReport(source) : addGiven(parts, found, giving);

  const imported: Imported[] = [];
  for (const one of exports) imported.push(await importInto(parts, one.read, one.source));
  const report = found === null ? emptyAddReport(source) : await addGiven(parts, found, giving);
  const added = [...imported.flatMap((one) => one.added), ...report.added];
  const known = [...imported.flatMap((one) => one.known), ...report.known];
  const batch = found === null ? gatherNamed(parts, [...added, ...known], giving) : report.batch;
  return { ...report, added, known, batch, imported: sumOf(imported, isNewer) };
}

function gatherNamed({ batches }: AddingParts, ids: readonly string[], giving: Giving): AddReport['batch'] {
  const name = giving.name?.trim() ?? '';
  if (name === '' || ids.length === 0) return null;
  const { batch, isNew } = batches.gather(ids, name, giving.by);
  return { id: batch.id, name: batch.name, isNew };
}

const importInto = (
  { jobs, batches, signal }: AddingParts,
  read: ReadExport,
  source: string,
): Promise<Imported> =>
  importJobs(
    {
      jobs,
      signal,
      now: () => batches.now(),
      join: (given) => batches.joinImported(given),
    },
    read,
    source,
  );

/** Things left in a file that are named; nobody reads more of them. */
const maxLeftNamed = 200;

function sumOf(imported: readonly Imported[], isNewer: boolean): ImportReport {
  const left = imported.flatMap((one) => one.left);
  return {
    merged: imported.reduce((sum, { merged }) => sum + merged, 0),
    unreadable: imported.reduce((sum, { unreadable }) => sum + unreadable, 0),
    left: left.slice(0, maxLeftNamed),
    leftBeyond: Math.max(0, left.length - maxLeftNamed),
    batches: imported.flatMap((one) => one.batches),
    isNewer,
  };
}
