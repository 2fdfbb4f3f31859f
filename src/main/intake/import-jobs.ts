import { hasTags, mergeNotes, withTags } from '../../shared/annotations.ts';
import type { ImportReport, LeftInFile } from '../../shared/intake.ts';
import type { Source } from '../../shared/source.ts';
import { inSlices } from '../lib/in-slices.ts';
import type { JobStore } from '../jobs/job-store.ts';
import { fromRecord, newWatchedJob, withAnnotations, type WatchedJob } from '../jobs/watched-job.ts';
import { BatchRoom } from './batch-room.ts';
import { readCsvExport } from './csv-export.ts';
import { joinBatches, type JoinBatches } from './join-batches.ts';
import { readJsonExport } from './json-export.ts';
import { notAfter, type Observed, type ReadExport, type ReadJob } from './read-export.ts';

/**
 * Reads a file that this app exported.
 *
 * @param room for the batches of all files that are read at once
 * @returns null for any other text; `newer` for one of a later version
 */
export function readExport(text: string, room = new BatchRoom()): ReadExport | 'newer' | null {
  room.beginFile();
  return readJsonExport(text, room) ?? readCsvExport(text, room);
}

export interface ImportParts {
  jobs: Pick<JobStore, 'get' | 'has' | 'update' | 'adopt' | 'nextOrder'>;
  join: JoinBatches;
  now: () => number;
  /** Aborted when the app ends: what was not brought back by then is not. */
  signal: AbortSignal;
}

/** What came of it: the report, and which jobs are to be watched from now on. */
export interface Imported extends Omit<ImportReport, 'isNewer' | 'left' | 'leftBeyond'> {
  added: string[];
  known: string[];
  left: LeftInFile[];
}

type Annotations = Pick<WatchedJob['record'], 'tags' | 'note' | 'review'>;

const unannotated: Annotations = { tags: [], note: null, review: null };

/**
 * Brings exported jobs back. Those that are not in the list come as they were, in the order they had, and are to be asked
 * for; of those that are, nothing is lost: tags come together, notes are both kept, and what was decided about a result and
 * whether they are archived stay as they are. What a job has no room for is named, and stays in the file.
 */
export async function importJobs(
  parts: ImportParts,
  { jobs, batches, unreadable }: ReadExport,
  source: Source,
): Promise<Imported> {
  const unique = [...new Map(jobs.toReversed().map((job) => [job.id, job])).values()].reverse();
  const isKnown = ({ id }: ReadJob): boolean => parts.jobs.has(id);
  const order = [...inListOrder(unique.filter((job) => !isKnown(job))), ...unique.filter(isKnown)];
  const taken = new Map<string, Taken>();
  const take = (slice: readonly ReadJob[]): void => {
    for (const [id, one] of takeSlice(parts, slice, source)) taken.set(id, one);
  };
  await inSlices(order, take, parts);
  const byFate = (...fates: Taken['fate'][]): ReadJob[] =>
    unique.filter(({ id }) => fates.some((fate) => fate === taken.get(id)?.fate));
  return {
    added: byFate('added').map(({ id }) => id),
    known: byFate('known', 'merged').map(({ id }) => id),
    merged: byFate('merged').length,
    unreadable,
    left: unique.flatMap(({ id }) => taken.get(id)?.left ?? []),
    batches: joinBatches(parts, byFate('added', 'known', 'merged'), batches),
  };
}

/** What became of a job of the file: `refused` where there is a record of it that a later version of the app wrote. */
interface Taken {
  fate: 'added' | 'known' | 'merged' | 'refused';
  left: LeftInFile[];
}

/** Between two slices the account's list, a link or another file may have added jobs of this one: they are merged. */
function takeSlice(parts: ImportParts, slice: readonly ReadJob[], source: Source): [string, Taken][] {
  const { jobs, now } = parts;
  const known = slice.filter(({ id }) => jobs.has(id));
  const missing = slice.filter(({ id }) => !jobs.has(id));
  const first = jobs.nextOrder;
  const restoring = missing.map((job, index) => restored(job, first + index, source, now()));
  const added = new Set(jobs.adopt(restoring).map(({ record }) => record.id));
  return [
    ...known.map((job): [string, Taken] => [job.id, merge(jobs, job, now())]),
    ...missing.map((job): [string, Taken] => [
      job.id,
      added.has(job.id)
        ? { fate: 'added', left: merge(jobs, job, now()).left }
        : { fate: 'refused', left: [{ id: job.id, what: 'job' }] },
    ]),
  ];
}

/** The oldest first. Without a place of its own a job stands where it stood in the file, in which the newest is on top. */
function inListOrder(jobs: readonly ReadJob[]): ReadJob[] {
  const upwards = jobs.toReversed();
  return upwards.every(({ order }) => order !== null)
    ? upwards.sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    : upwards;
}

/**
 * Anybody may have written the file: the answer in it is shown as a hint, and counts as never fetched, so that the service
 * is asked for the job.
 */
function restored(job: ReadJob, order: number, source: Source, now: number): WatchedJob {
  const addedAt = notAfter(now, job.addedAt ?? now);
  const { record } = newWatchedJob(job.id, order, job.source ?? source, addedAt);
  const observed = job.observed === null ? {} : inThePast(job.observed, now);
  const archived = job.archived ?? false;
  return fromRecord({ ...record, ...observed, archived, broughtBack: true });
}

/** The same with no time later than now, whatever clock it was written by. */
function inThePast({ raw, changedAt, transitions, observations }: Observed, now: number): Observed {
  const seen = <Entry extends { at: number; after: number | null }>(entry: Entry): Entry => ({
    ...entry,
    at: notAfter(now, entry.at),
    after: entry.after === null ? null : notAfter(now, entry.after),
  });
  return {
    raw,
    changedAt: changedAt === null ? null : notAfter(now, changedAt),
    transitions: transitions.map(seen),
    observations: observations.map(seen),
  };
}

function merge(jobs: ImportParts['jobs'], job: ReadJob, now: number): Taken {
  const before = jobs.get(job.id)?.record ?? unannotated;
  const left = leftOf(before, job);
  const { tags, note, review } = annotated(before, job, now);
  const isSame = tags.length === before.tags.length && note === before.note && review === before.review;
  if (isSame) return { fate: 'known', left };
  jobs.update(job.id, (watched) => withAnnotations(watched, { tags, note, review }));
  return { fate: 'merged', left };
}

const annotated = (before: Annotations, job: ReadJob, now: number): Annotations => ({
  tags: withTags(before.tags, job.tags),
  note: mergeNotes(before.note, job.note).note,
  review: before.review ?? (job.review && { ...job.review, at: notAfter(now, job.review.at ?? now) }),
});

function leftOf(before: Annotations, job: ReadJob): LeftInFile[] {
  const { id } = job;
  const left: LeftInFile[] = [];
  if (!mergeNotes(before.note, job.note).fits) left.push({ id, what: 'note' });
  if (!hasTags(withTags(before.tags, job.tags), job.tags)) left.push({ id, what: 'tags' });
  if (isDecidedOtherwise(before.review, job.review)) left.push({ id, what: 'review' });
  if (job.hasMoreBatches) left.push({ id, what: 'batches' });
  return left;
}

const isDecidedOtherwise = (here: Annotations['review'], inFile: ReadJob['review']): boolean =>
  here !== null && inFile !== null && (here.decision !== inFile.decision || here.reason !== inFile.reason);
