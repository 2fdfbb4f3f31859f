import * as values from './values.ts';
import { z } from 'zod';
import { isWellFormedLine } from '../lib/text.ts';
import { cleanJson } from './clean-json.ts';
import { errorText } from './error-text.ts';
import { deviationsOf, type Deviations } from './notes.ts';
import {
  jobFile as file,
  jobFiles as files,
  looksLikeFile,
  nameOfFile,
  otherFileFields,
  type JobFile,
} from './job-file.ts';
import { jobReference, jobReferences } from './job-reference.ts';

/**
 * An ID is opaque, but one that is empty or of dots alone would climb out of its place in a URL, and one with half a
 * surrogate or a control character has no place there or on disk.
 */
export const jobIdSchema = z.string().max(256).regex(/[^.]/).refine(isWellFormedLine);

/**
 * The job as the API sends it (`GET /api/conversions/:id`, the `data` of its answer), tolerant by construction: `id` and
 * `status` are all it insists on; every other field may be null, unknown fields are kept.
 * Source: the API page "Retrieve a job", and the notes on its fields in docs/api-notes.md.
 */
const { timestamp } = values;

const timingSchema = z.looseObject({ queued_at: timestamp, started_at: timestamp, completed_at: timestamp });

const inputSchema = z.looseObject({ model: file, images: files, metadata: z.unknown().optional() });

const preprocessSchema = z.looseObject({
  status: values.word.nullable(),
  steps: values.list(values.step),
  started_at: timestamp,
  completed_at: timestamp,
  error: errorText,
  input_stats: values.tree,
  telemetry: values.tree,
  intermediate_glb: file,
});

/** Files in fields beside these are found by otherFiles. */
const outputSchema = z.looseObject({
  model: file,
  textures: files,
  /** Left out is not the same as null: whether one was made is not known. */
  mjcf_package: file.optional(),
  sim_video: file,
  sim_gif: file,
  sim_log: file,
});
const noOutput = { model: null, textures: null, sim_video: null, sim_gif: null, sim_log: null };

/** A bare list of files is an output that says no more of them than that. */
const outputOf = (value: unknown): unknown =>
  Array.isArray(value) && value.some(looksLikeFile) ? { ...noOutput, files: value } : value;

export const jobSchema = z.looseObject({
  id: values.id,
  physiq_job_id: values.id.nullable().optional(),
  status: values.word,
  stage: values.text,
  progress: values.percent,
  error: errorText,
  filename: values.text,
  file_size_bytes: values.amount,
  timing: timingSchema.nullable(),
  job_type: values.text,
  credits_charged: values.number,
  parameters: values.tree,
  report: values.treeOrText,
  input: inputSchema.nullable(),
  preprocess: preprocessSchema.nullable(),
  output: z.preprocess(outputOf, outputSchema.nullable()),
  source_job: jobReference,
  simulations: jobReferences,
  createdAt: timestamp,
  updatedAt: timestamp,
});

export type Job = z.infer<typeof jobSchema>;

/** The fields of a job that the API documents. */
export const documentedFields = [
  'id',
  'physiq_job_id',
  'status',
  'stage',
  'progress',
  'error',
  'filename',
  'file_size_bytes',
  'timing',
  'job_type',
  'credits_charged',
  'parameters',
  'report',
  'input',
  'preprocess',
  'output',
  'source_job',
  'simulations',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Job)[];

/** Parts of a job, and the fields of each that the API documents. */
export const documentedParts = {
  timing: Object.keys(timingSchema.shape),
  input: Object.keys(inputSchema.shape),
  preprocess: Object.keys(preprocessSchema.shape),
  output: Object.keys(outputSchema.shape),
};

/** Whether a field is a part of the job with documented fields of its own. */
export const isJobPart = (name: string): boolean => Object.hasOwn(documentedParts, name);

type Fields = Record<string, unknown>;

/** What was found of each job: it is asked for at each look at one, and an answer may be large. */
const otherFields = new WeakMap<Job, Fields | null>();

/**
 * What else the service sent of a job, also in its documented parts and of its files, without what is null; null where that
 * is nothing. Files in fields that are not documented are left out: they are listed with the others.
 */
export function otherFieldsOf(job: Job): Fields | null {
  const known = otherFields.get(job);
  if (known !== undefined) return known;
  const others = fieldsBeside(job, documentedFields);
  for (const [part, names] of Object.entries(documentedParts)) {
    const value: unknown = Reflect.get(job, part);
    if (!isFields(value)) continue;
    const inner = { ...ofFiles(value, names), ...fieldsBeside(value, names) };
    if (Object.keys(inner).length > 0) others[part] = inner;
  }
  const found = Object.keys(others).length === 0 ? null : others;
  otherFields.set(job, found);
  return found;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fieldsBeside(value: object, names: readonly string[]): Fields {
  const others = Object.entries(value).flatMap(([name, inner]) => {
    const kept = names.includes(name) ? null : unlisted(inner, 0);
    return kept === null ? [] : [[name, kept] as const];
  });
  return Object.fromEntries(others);
}

/** Levels below which no file is looked for; see other-files.ts. */
const deepestFile = 6;

/** A value without the files in it, but with what they say besides; null where nothing is left. */
function unlisted(value: unknown, depth: number): unknown {
  if (looksLikeFile(value)) return isFields(value) ? otherFileFields(value) : null;
  if (depth >= deepestFile || typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value);
  if (inner.length === 0) return value;
  const kept = inner
    .map(([name, one]) => [name, unlisted(one, depth + 1)] as const)
    .filter(([, one]) => one !== null);
  if (kept.length === 0) return null;
  return Array.isArray(value) ? kept.map(([, one]) => one) : Object.fromEntries(kept);
}

/** What the files in documented fields of a part say besides their address, name and size. */
function ofFiles(part: Fields, names: readonly string[]): Fields {
  const said = names.flatMap((name) => {
    const value = part[name];
    if (!Array.isArray(value)) return isFile(value) ? [[name, otherFileFields(value)] as const] : [];
    const all = value.flatMap((file, index) => {
      const others = isFile(file) ? otherFileFields(file) : null;
      return others === null ? [] : [[nameOfFile(file) ?? String(index + 1), others] as const];
    });
    return all.length === 0 ? [] : [[name, Object.fromEntries(all)] as const];
  });
  return Object.fromEntries(said.filter(([, others]) => others !== null));
}

/** Whether a documented field holds a file as this app reads it. */
const isFile = (value: unknown): value is JobFile => isFields(value) && 'url' in value && 'name' in value;

/** A job that could be read, and how its answer differs from what the API documents. */
export interface ParsedJob extends Deviations {
  job: Job;
}

/**
 * Reads a job from an answer, as far as it is unambiguous. A field that is missing becomes null, and one that cannot be
 * read as well, which leaves a note; a missing `id` or `status` makes the whole answer unreadable, since nothing could be
 * shown or asked again. Texts are made well formed, and what is too large or too deep is cut ({@link cleanJson}).
 *
 * @returns the job and what its answer lacks, or null if it cannot be read
 */
export function parseJob(answer: unknown): ParsedJob | null {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return null;
  const data = asDocumented(cleanJson(answer) as object);
  const first = jobSchema.safeParse(data);
  if (first.success) return { job: first.data, notes: [], missing: [] };
  const { issues } = first.error;
  const second = jobSchema.safeParse(withNulls(data, issues));
  return second.success ? { job: second.data, ...deviationsOf(data, issues) } : null;
}

/** The answer with what stands in another place or under another spelling where the API documents it. */
function asDocumented(answer: object): object {
  const job = withTimes({ ...respelled(answer, documentedFields) });
  // Of preprocessing the state alone says something.
  if (typeof job['preprocess'] === 'string') job['preprocess'] = { status: job['preprocess'] };
  for (const [part, names] of Object.entries(documentedParts)) {
    const value = job[part];
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      job[part] = respelled(value, names);
  }
  return job;
}

/**
 * The same object with its fields under the names that the API documents, where they came in the other of the two common
 * spellings (`queuedAt` for `queued_at`, `created_at` for `createdAt`). A field that is there under both keeps its
 * documented name.
 */
function respelled(value: object, names: readonly string[]): object {
  let result = value;
  for (const name of names) {
    const other = otherSpelling(name);
    if (other === name || name in value || !Object.hasOwn(value, other)) continue;
    if (result === value) result = { ...value };
    Reflect.set(result, name, Reflect.get(value, other));
    Reflect.deleteProperty(result, other);
  }
  return result;
}

const otherSpelling = (name: string): string =>
  name.includes('_')
    ? name.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())
    : name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * A copy with null in each place that an issue names. Only what lies on the way there is copied: the rest may be nested
 * more deeply than a walk through all of it would survive.
 */
function withNulls(original: object, issues: readonly { path: readonly PropertyKey[] }[]): object {
  const root = shallowCopy(original);
  const copies = new Set([root]);
  for (const { path } of issues) {
    let parent = root;
    for (const key of path.slice(0, -1)) {
      const child: object = Reflect.get(parent, key);
      const copy = copies.has(child) ? child : shallowCopy(child);
      copies.add(copy);
      Reflect.set(parent, key, copy);
      parent = copy;
    }
    for (const key of path.slice(-1)) Reflect.set(parent, key, null);
  }
  return root;
}

/** Times that stand among the other fields belong under `timing`. */
function withTimes(job: Record<string, unknown>): Record<string, unknown> {
  const flat: Record<string, unknown> = { ...respelled(job, documentedParts.timing) };
  const times = documentedParts.timing.filter((name) => Object.hasOwn(flat, name));
  if ('timing' in job || times.length === 0) return job;
  const timing = Object.fromEntries(times.map((name) => [name, flat[name]]));
  return { ...Object.fromEntries(Object.entries(flat).filter(([name]) => !times.includes(name))), timing };
}

const shallowCopy = (value: object): object => (Array.isArray(value) ? [...value] : { ...value });
