import { emptyAddReport, type AddedBy, type AddReport, type ImportReport } from '../../shared/intake.ts';
import { fileSource, type Source, type Sources } from '../../shared/source.ts';
import type { BatchRecord } from '../batches/batch-record.ts';
import type { Batches, GatheredBatch } from '../batches/batches.ts';
import type { JobStore } from '../jobs/job-store.ts';
import { inSlices } from '../lib/in-slices.ts';
import { maxUnconfirmed, type AddConfirmations } from './add-confirmations.ts';
import type { AddInProgress, AddsInProgress } from './adds-in-progress.ts';
import { importJobs, type Imported } from './import-jobs.ts';
import { idsIn, type FoundIds, type Input, type ReadInputs } from './read-inputs.ts';
import type { Read } from './read-in-thread.ts';
import { nameWords } from '../words/names.ts';

export interface AddOptions {
  by: AddedBy;
  /** Name of the batch; left out or blank, it is named after where the IDs came from. */
  name?: string | undefined;
  /** New jobs that may be added without a confirmation; left out, {@link maxUnconfirmed}. */
  maxUnconfirmed?: number;
}

export interface AddParts {
  jobs: Pick<JobStore, 'add' | 'get' | 'has' | 'update' | 'adopt' | 'nextOrder'>;
  batches: Pick<Batches, 'find' | 'gather' | 'join' | 'joinImported' | 'keep'>;
  /** Milliseconds since the epoch. */
  now: () => number;
  read: Read;
  confirmations: Pick<AddConfirmations, 'request'>;
  adds: Pick<AddsInProgress, 'begin'>;
  /** Aborted when the app ends: what was not added by then is not. */
  signal: AbortSignal;
}

/**
 * Adds the jobs of texts and files: exported lists come back as they were, in all else job IDs are looked for. Many new
 * jobs, and those of a link with more than a few, are added after a confirmation. The batch of the IDs that were found has
 * the name in the options; without such IDs, that of an exported list has. A person can cancel it: nothing is added then, or
 * what is on the list by then stays.
 */
export async function addInputs(
  parts: AddParts,
  inputs: readonly Input[],
  options: AddOptions,
): Promise<AddReport> {
  const add = parts.adds.begin();
  try {
    add.show({ done: 0, total: null });
    const read = await orCancelled(add, parts.read(inputs, add.signal));
    add.show(null);
    if (read === null) return { ...emptyAddReport({ kind: 'several' }), declined: 0 };
    const report = await addRead(parts, add, read, options);
    return {
      ...report,
      ...(read.guessed.length === 0 ? {} : { guessedEncoding: read.guessed }),
      ...(read.unread.length === 0 ? {} : { unread: read.unread }),
    };
  } finally {
    add.end();
  }
}

/** Resolves with null where it is rejected because a person cancelled. */
const orCancelled = <T>(add: AddInProgress, work: Promise<T>): Promise<T | null> =>
  work.catch((error: unknown) => {
    if (!add.isCancelled) throw error;
    return null;
  });

async function addRead(
  parts: AddParts,
  add: AddInProgress,
  read: ReadInputs,
  options: AddOptions,
): Promise<AddReport> {
  const { exports, isNewer, found } = read;
  const source = sourceOf(read);
  const jobs = idsIn(read).filter((id) => !parts.jobs.has(id)).length;
  const leftOut = found?.report.leftOut ?? 0;
  const isMany = jobs > (options.maxUnconfirmed ?? maxUnconfirmed);
  if (isMany && !(await parts.confirmations.request({ by: options.by, jobs, leftOut, source })))
    return { ...emptyAddReport(source), declined: jobs };
  if (exports.length === 0 && !isNewer)
    return found === null ? emptyAddReport(source) : addFound(parts, found, options, add);

  const imported: Imported[] = [];
  for (const one of exports) imported.push(await importExport(parts, one));
  const report = found === null ? emptyAddReport(source) : await addFound(parts, found, options, add);
  const added = [...imported.flatMap((one) => one.added), ...report.added];
  const known = [...imported.flatMap((one) => one.known), ...report.known];
  const batch = found === null ? namedBatch(parts, [...added, ...known], options) : report.batch;
  return { ...report, added, known, batch, imported: sumOf(imported, isNewer) };
}

function sourceOf({ exports, found, unread }: ReadInputs): Sources {
  const [first] = unread;
  const file: Sources = first === undefined ? { kind: 'several' } : fileSource(first.name);
  return found?.report.source ?? exports[0]?.source ?? file;
}

/**
 * Slices of jobs that are on the list and not on disk yet, at most. A disk takes as long to confirm one slice as several; all of
 * them in one write would hold up what a person does meanwhile.
 */
const maxUnsavedSlices = 4;

/**
 * Puts the jobs that were found on the list, and makes a batch of them. One ID alone makes none, unless the person gave it
 * a name. Resolves when all of it is on disk, or what was added before a person cancelled.
 */
export async function addFound(
  { jobs, batches, now }: FoundParts,
  { groups, report }: FoundIds,
  options: AddOptions,
  add: AddInProgress,
): Promise<AddReport> {
  const batch = batchFor({ batches, now }, groups, report.source, options);
  const total = groups.reduce((sum, { ids }) => sum + ids.length, 0);
  const given: string[] = [];
  let kept = null as BatchRecord | null;
  const adding: ReturnType<JobStore['add']>[] = [];
  const addSlice = async (slice: readonly string[], source: Source): Promise<void> => {
    adding.unshift(jobs.add(slice.toReversed(), source, options.by));
    given.push(...slice);
    add.show({ done: given.length, total });
    // Noted before the write begins, so that each job reaches the disk with its batch.
    if (batch !== null) batches.join(slice, batch.batch.id);
    if (batch !== null && given.length === total) kept = batches.keep(batch);
    await adding[maxUnsavedSlices - 1];
  };
  // What is added last is on top of the list, and the first ID of the first file belongs there.
  const adds = async (): Promise<void> => {
    for (const { ids, source } of groups.toReversed())
      await inSlices(ids.toReversed(), (slice) => addSlice(slice, source), add);
  };
  await orCancelled(add, adds());
  if (batch !== null && given.length < total) kept = batches.keep(batch, given);
  const outcomes = await Promise.all(adding);
  return {
    ...report,
    added: outcomes.flatMap(({ added }) => added),
    known: outcomes.flatMap(({ known }) => known),
    batch: kept === null ? null : { id: kept.id, name: kept.name, isNew: batch?.isNew === true },
    ...(given.length < total ? { notAdded: total - given.length } : {}),
  };
}

interface FoundParts {
  jobs: Pick<JobStore, 'add'>;
  batches: Pick<Batches, 'find' | 'join' | 'keep'>;
  now: AddParts['now'];
}

function batchFor(
  { batches, now }: { batches: Pick<Batches, 'find'> } & Pick<AddParts, 'now'>,
  groups: FoundIds['groups'],
  from: Sources,
  options: AddOptions,
): GatheredBatch | null {
  const name = options.name?.trim() ?? '';
  const ids = groups.flatMap((group) => group.ids);
  if (ids.length === 0 || (ids.length === 1 && name === '')) return null;
  const sources = from.kind === 'folder' ? [fileSource(from.name)] : groups.map(({ source }) => source);
  return batches.find(ids, name === '' ? batchName(sources, now()) : name, options.by);
}

/**
 * The name of a batch that nobody named: after its files, else after how and when its jobs were added.
 *
 * @param sources of the texts in which IDs were found, in order
 * @param now milliseconds since the epoch
 */
export function batchName(sources: readonly Source[], now: number): string {
  const files = sources.flatMap((source) =>
    source.kind === 'file' && source.name.trim() !== '' ? source.name : [],
  );
  const [first] = files;
  if (first !== undefined)
    return files.length === 1 ? first : nameWords.batchOfFiles(first, files.length - 1);
  return nameWords.batchFrom(sources[0]?.kind ?? 'file', moment.format(now));
}

/** With the date, as the same is pasted again tomorrow; in the system's form, as the window has all other times. */
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function namedBatch({ batches }: AddParts, ids: readonly string[], options: AddOptions): AddReport['batch'] {
  const name = options.name?.trim() ?? '';
  if (name === '' || ids.length === 0) return null;
  const { batch, isNew } = batches.gather(ids, name, options.by);
  return { id: batch.id, name: batch.name, isNew };
}

const importExport = (
  { jobs, batches, now, signal }: AddParts,
  { read, source }: ReadInputs['exports'][number],
): Promise<Imported> =>
  importJobs({ jobs, signal, now, join: (members) => batches.joinImported(members) }, read, source);

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
