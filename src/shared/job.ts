import { z } from 'zod';

/**
 * The job as the API sends it (`GET /api/conversions/:id`, the `data` of its answer), tolerant by construction: `id` and
 * `status` are all it insists on; every other field may be null, unknown fields are kept.
 * Source: the API page "Retrieve a job", and the notes on its fields in docs/api-notes.md.
 */
const text = z.string().nullable();
const count = z.number().nullable();
/** ISO 8601 in UTC, kept as sent: a date that cannot be read is still worth showing. */
const timestamp = text;
const record = z.record(z.string(), z.unknown()).nullable();
/** Entries of one list. No job comes near; millions of broken ones would hold up the app for as long as they are read. */
const longestList = 10_000;
const list = <Entry extends z.ZodType>(entry: Entry) =>
  z.array(z.unknown()).max(longestList).pipe(z.array(entry)).nullable();

/** A file the service made. Its URL lives on another host than the API: the key is never sent there. */
export const jobFileSchema = z.looseObject({
  url: text,
  name: text,
  /** Bytes. Left out for many files, which is not worth a note. */
  size: count.optional(),
});
const file = jobFileSchema.nullable();

export const jobSchema = z.looseObject({
  id: z.string().min(1),
  physiq_job_id: text.optional(),
  status: z.string().min(1),
  stage: text,
  /** 0 to 100 */
  progress: count,
  error: text,
  filename: text,
  file_size_bytes: count,
  timing: z.looseObject({ queued_at: timestamp, started_at: timestamp, completed_at: timestamp }).nullable(),
  job_type: text,
  credits_charged: count,
  parameters: record,
  report: record,
  input: z.looseObject({ model: file, images: list(file), metadata: z.unknown().optional() }).nullable(),
  preprocess: z
    .looseObject({
      status: text,
      steps: list(text),
      started_at: timestamp,
      completed_at: timestamp,
      error: text,
      input_stats: record,
      telemetry: record,
      intermediate_glb: file,
    })
    .nullable(),
  output: z
    .looseObject({
      model: file,
      textures: list(file),
      mjcf_package: file,
      sim_video: file,
      sim_gif: file,
      sim_log: file,
    })
    .nullable(),
  source_job: record,
  simulations: list(record),
  createdAt: timestamp,
  updatedAt: timestamp,
});

export type Job = z.infer<typeof jobSchema>;
export type JobFile = z.infer<typeof jobFileSchema>;

/** A job that could be read, and what had to be set to null on the way, one line a field. */
export interface ParsedJob {
  job: Job;
  notes: string[];
}

/** A hostile or broken answer may be wrong in more places than anybody wants to read. */
const mostNotes = 50;

/**
 * Reads a job from an answer. A missing or mistyped field becomes null and leaves a note; a missing `id` or `status`
 * makes the whole answer unreadable, since nothing could be shown or asked again.
 *
 * @returns the job with its notes, or null if it cannot be read
 */
export function parseJob(data: unknown): ParsedJob | null {
  const first = jobSchema.safeParse(data);
  if (first.success) return { job: first.data, notes: [] };
  if (typeof data !== 'object' || data === null) return null;

  const { issues } = first.error;
  const second = jobSchema.safeParse(withNulls(data, issues));
  if (!second.success) return null;
  const notes = issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  if (notes.length > mostNotes) notes.splice(mostNotes, Infinity, `and ${notes.length - mostNotes} more`);
  return { job: second.data, notes };
}

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

const shallowCopy = (value: object): object => (Array.isArray(value) ? [...value] : { ...value });
