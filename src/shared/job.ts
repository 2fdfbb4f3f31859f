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
  input: z
    .looseObject({ model: file, images: z.array(file).nullable(), metadata: z.unknown().optional() })
    .nullable(),
  preprocess: z
    .looseObject({
      status: text,
      steps: z.array(text).nullable(),
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
      textures: z.array(file).nullable(),
      mjcf_package: file,
      sim_video: file,
      sim_gif: file,
      sim_log: file,
    })
    .nullable(),
  source_job: record,
  simulations: z.array(record).nullable(),
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
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;

  const repaired: unknown = structuredCloneOfJson(data);
  const notes: string[] = [];
  for (const issue of first.error.issues) {
    if (!setToNull(repaired, issue.path)) return null;
    notes.push(`${issue.path.map(String).join('.')}: ${issue.message}`);
  }
  const second = jobSchema.safeParse(repaired);
  if (!second.success) return null;
  if (notes.length > mostNotes) notes.splice(mostNotes, Infinity, `and ${notes.length - mostNotes} more`);
  return { job: second.data, notes };
}

const structuredCloneOfJson = (value: object): unknown => JSON.parse(JSON.stringify(value));

/** Sets what a path leads to to null. False where the path leads nowhere. */
function setToNull(root: unknown, path: readonly PropertyKey[]): boolean {
  const last = path.at(-1);
  if (last === undefined) return false;
  let parent: unknown = root;
  for (const key of path.slice(0, -1)) {
    if (typeof parent !== 'object' || parent === null) return false;
    parent = Reflect.get(parent, key);
  }
  if (typeof parent !== 'object' || parent === null) return false;
  return Reflect.set(parent, last, null);
}
