import type { DatedBatch } from '../batches/join-imported.ts';
import { z } from 'zod';
import { cleanJson } from '../../shared/job/clean-json.ts';
import { wellFormedLine } from '../../shared/lib/text.ts';
import { jobIdSchema } from '../../shared/job/job.ts';
import { readNote, splitTags } from '../../shared/annotations.ts';
import { observationsSchema } from '../../shared/watched-job.ts';
import { maxReviewReason, reviewDecisions } from '../../shared/review.ts';
import { readSource, writeSource, type Source } from '../../shared/source.ts';
import { momentSchema } from '../../shared/lib/timestamp.ts';
import { parseJson } from '../lib/parse-json.ts';
import { transitionsSchema, type WatchedJobRecord } from '../jobs/job-record.ts';
import type { BatchRoom } from './batch-room.ts';
import {
  exportedBatchSchema,
  maxImportBytes,
  maxImportedJobs,
  type ExportedBatch,
  type Observed,
  type ReadExport,
  type ReadJob,
} from './read-export.ts';

/** What a file says of itself, so that it is known wherever it turns up. */
const formatName = 'rigyd-desk-jobs';
const version = 1;

export type NamedBatch = Omit<DatedBatch, 'id'> & { id: string };

/** The batches that these jobs are in, by ID. */
export function namedBatches(
  jobs: readonly Pick<WatchedJobRecord, 'batches'>[],
  batches: readonly NamedBatch[],
): Map<string, NamedBatch> {
  const used = new Set(jobs.flatMap((record) => record.batches));
  return new Map(
    batches
      .filter(({ id }) => used.has(id))
      .map(({ id, name, createdAt, expected }) => [id, { id, name, createdAt, expected }]),
  );
}

/**
 * The jobs as JSON: what a person gave, what was observed, and the service's last answers as they came. One job a line,
 * so that a file of thousands can be compared and searched.
 *
 * @param batches those that the jobs are in; a job names its own
 * @param now milliseconds since the epoch
 * @param others what the file is to hold beside them; {@link readJsonExport} passes over it
 */
export const writeJsonExport = (
  jobs: readonly WatchedJobRecord[],
  batches: ReadonlyMap<string, ExportedBatch>,
  now: number,
  others: ReadonlyMap<string, unknown> = new Map(),
): string => [...jsonExport(jobs, batches, now, { others })].join('');

export interface JsonExportOptions {
  others?: ReadonlyMap<string, unknown>;
  /** Bytes up to which what the service said is written as well. */
  maxBytes?: number;
  /** Told of each job of which that is left out: it is asked for again where the file is imported. */
  onShortened?: () => void;
}

/** Half of what is imported: the other half is for what a person gave, which is in the file in any case. */
const maxAnswerBytes = maxImportBytes / 2;

/** The same in pieces, for what is too much to be put together at once. */
export function* jsonExport(
  jobs: readonly WatchedJobRecord[],
  batches: ReadonlyMap<string, ExportedBatch>,
  now: number,
  { others = new Map(), maxBytes = maxAnswerBytes, onShortened }: JsonExportOptions = {},
): Generator<string> {
  yield [
    '{',
    `  "format": "${formatName}",`,
    `  "version": ${version},`,
    `  "exportedAt": "${new Date(now).toISOString()}",`,
    ...(others.size === 0 ? [] : [`  "otherChanges": ${JSON.stringify(Object.fromEntries(others))},`]),
    `  "batches": ${JSON.stringify([...batches.values()])},`,
    '  "jobs": [\n',
  ].join('\n');
  let bytes = 0;
  for (const [index, record] of jobs.entries()) {
    let line = JSON.stringify(exported(record, batches, leftOut));
    const size = Buffer.byteLength(line);
    if (bytes + size > maxBytes) {
      line = JSON.stringify(exported(record, batches, alsoLeftOut));
      onShortened?.();
    } else bytes += size;
    yield `    ${line}${index === jobs.length - 1 ? '' : ','}\n`;
  }
  yield '  ]\n}\n';
}

/** Trouble with asking passes; where results lie is of no use elsewhere, see {@link readJsonExport}. */
const leftOut: ReadonlySet<string> = new Set<keyof WatchedJobRecord>(['failure', 'download', 'commandRun']);
/** What is observed is read back with the answer alone. */
const alsoLeftOut: ReadonlySet<string> = new Set([
  ...leftOut,
  ...([
    'raw',
    'transitions',
    'observations',
    'changedAt',
    'fetchedAt',
    'verdict',
  ] satisfies (keyof WatchedJobRecord)[]),
]);

function exported(
  record: WatchedJobRecord,
  batches: ReadonlyMap<string, ExportedBatch>,
  without: ReadonlySet<string>,
): object {
  const kept = Object.entries(record).filter(([field]) => !without.has(field));
  const own = record.batches.flatMap((id) => batches.get(id) ?? []);
  return {
    ...Object.fromEntries(kept),
    batches: own.map(({ name }) => name),
    batchIds: own.map(({ id }) => id),
    // In words as version 0.1.0 reads it; the kind tells a file that is called “a link” from a link.
    source: record.source === null ? null : writeSource(record.source),
    sourceKind: record.source?.kind ?? null,
  };
}

const envelopeSchema = z.object({
  format: z.literal(formatName),
  version: z.number(),
  batches: z.array(z.unknown()).catch([]),
  jobs: z.array(z.unknown()),
});

const jobSchema = z.object({
  id: jobIdSchema,
  order: z.number().nullable().catch(null),
  addedAt: momentSchema.nullable().catch(null),
  source: z
    .string()
    .max(260)
    .overwrite((text) => wellFormedLine(text))
    .nullable()
    .catch(null),
  /** Version 0.1.0 wrote none. */
  sourceKind: z.string().nullable().catch(null),
  batches: z.array(exportedBatchSchema.shape.name).catch([]),
  /** As long as the names, and in their order. */
  batchIds: z.array(exportedBatchSchema.shape.id).catch([]),
  tags: z
    .array(z.string())
    .transform((tags) => splitTags(tags.join('\n')))
    .catch([]),
  note: z.string().transform(readNote).nullable().catch(null),
  archived: z.boolean().nullable().catch(null),
  /** Earlier versions wrote none. */
  review: z
    .object({
      decision: z.enum(reviewDecisions),
      reason: z
        .string()
        .transform((text) => wellFormedLine(text, maxReviewReason) || null)
        .nullable()
        .catch(null),
      at: momentSchema.nullable().catch(null),
    })
    .nullable()
    .catch(null),
});

const observedSchema = z.object({
  raw: z.looseObject({ id: z.string() }),
  changedAt: momentSchema.nullable().catch(null),
  transitions: z.array(z.unknown()).max(1_000).pipe(transitionsSchema),
  observations: z.array(z.unknown()).max(10_000).pipe(observationsSchema).catch([]),
});

/**
 * Reads what {@link writeJsonExport} wrote, also mended by hand. Where results lie is not read back: a path of another
 * machine is of no use, and one that somebody else wrote into a file must not be opened.
 * Nor is a verdict, which is about such a result: it is judged anew once it is here.
 *
 * @param room for the batches that jobs name
 * @returns null for any other text; `newer` for a file of a later version of the app
 */
export function readJsonExport(text: string, room: BatchRoom): ReadExport | 'newer' | null {
  // Most of what is given is no export: a look at its beginning spares parsing megabytes in vain.
  if (!text.slice(0, 1_000).includes(`"${formatName}"`)) return null;
  const parsed = envelopeSchema.safeParse(parseJson(text.replace(/^\uFEFF/, '')));
  if (!parsed.success) return null;
  if (parsed.data.version > version) return 'newer';
  const jobs = parsed.data.jobs.slice(0, maxImportedJobs).flatMap((entry) => readJob(entry, room) ?? []);
  const batches = parsed.data.batches.flatMap((entry) => exportedBatchSchema.safeParse(entry).data ?? []);
  return { jobs, batches, unreadable: parsed.data.jobs.length - jobs.length };
}

function readJob(entry: unknown, room: BatchRoom): ReadJob | null {
  const parsed = jobSchema.safeParse(entry);
  if (!parsed.success) return null;
  const { batches: names, batchIds, source: words, sourceKind, ...job } = parsed.data;
  const source = words === null ? null : sourceOf(words, sourceKind);
  const hasIds = batchIds.length === names.length;
  const batches = names.map((name, index) => ({ id: (hasIds ? batchIds[index] : null) ?? null, name }));
  return { ...job, source, ...room.take(batches), observed: readObserved(entry, job.id) };
}

const sourceOf = (words: string, kind: string | null): Source =>
  kind === 'file' ? { kind, name: words } : readSource(words);

/** What was observed, if it is about this job and whole; else the service is asked again. */
function readObserved(entry: unknown, id: string): Observed | null {
  const observed = observedSchema.safeParse(entry);
  if (!observed.success || observed.data.raw.id !== id) return null;
  return { ...observed.data, raw: cleanJson(observed.data.raw) };
}
