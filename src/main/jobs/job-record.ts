import { z } from 'zod';
import { commandRunSchema } from '../../shared/hook.ts';
import { resultFormats, type Download } from '../../shared/downloads.ts';
import { errorCodes } from '../../shared/errors.ts';
import { cleanJson } from '../../shared/job/clean-json.ts';
import { word } from '../../shared/job/values.ts';
import { observationsSchema } from '../../shared/watched-job.ts';
import { momentSchema, unreadableTime } from '../../shared/lib/timestamp.ts';
import { maxReviewReason, reviewDecisions, type Review } from '../../shared/review.ts';
import { isWellFormedLine } from '../../shared/lib/text.ts';
import { sourceSchema } from '../../shared/source.ts';
import { verdictSchema } from './verdict-record.ts';

const failureSchema = z.object({ code: z.enum(errorCodes).catch('internal'), text: z.string().nullable() });

const downloadSchema = z.object({
  jobId: z.string(),
  format: z.enum(resultFormats),
  phase: z.enum(['queued', 'receiving', 'checking', 'unpacking', 'done', 'failed', 'cancelled']),
  receivedBytes: z.number(),
  totalBytes: z.number().nullable(),
  folder: z.string().nullable(),
  target: z.string().nullable().catch(null),
  attempts: z.number().catch(0),
  lateTries: z.number().catch(0),
  retryAt: momentSchema.nullable().catch(null),
  isPaused: z.boolean().catch(false),
  turn: z.number().catch(0),
  failure: failureSchema.nullable(),
  usdOnly: z.boolean().catch(false),
  renamed: z.array(z.object({ from: z.string(), to: z.string() })).catch([]),
  renamedCount: z.number().catch(0),
  startedAt: momentSchema.catch(0),
  finishedAt: momentSchema.nullable().catch(null),
}) satisfies z.ZodType<Download>;

/** More than any job has; limits what a service that flips between two states can write to disk. */
export const maxTransitions = 200;

const transitionSchema = z.object({
  status: word,
  at: momentSchema,
  after: momentSchema.nullable().catch(null),
});

/** The latest changes of status, also if a file or a database holds more. */
export const transitionsSchema = z
  .array(z.unknown())
  .transform((all) => all.slice(-maxTransitions))
  .pipe(z.array(transitionSchema));

/**
 * The form of a record. Raised whenever {@link watchedJobSchema} or {@link parseJob} reads anything differently: a record in
 * this form was read by them before it was written, and is taken as it is.
 */
export const currentForm = 5;

/**
 * What is kept of a watched job on disk. Times are milliseconds since the epoch; one out of the range of a date is read as
 * missing, since it could neither be shown nor written.
 */
export const watchedJobSchema = z.object({
  id: z.string().min(1).refine(isWellFormedLine),
  order: z.number(),
  addedAt: momentSchema.catch(unreadableTime),
  source: sourceSchema.nullable(),
  /** The service's last answer as it came, so that a later version of the app can read more out of it. */
  raw: z.unknown().transform(cleanJson),
  fetchedAt: momentSchema.nullable().catch(null),
  failure: failureSchema
    .extend({
      since: momentSchema,
      attempts: z.number(),
      refused: z
        .object({
          since: momentSchema,
          until: momentSchema,
          code: z.enum(errorCodes).optional(),
          isListed: z.boolean().optional(),
        })
        .optional()
        .catch(undefined),
    })
    .nullable()
    .catch(null),
  transitions: transitionsSchema.catch([]),
  observations: observationsSchema.catch([]),
  download: downloadSchema.nullable().catch(null),
  changedAt: momentSchema.nullable().catch(null),
  batches: z.array(z.string()).catch([]),
  tags: z.array(z.string()).catch([]),
  note: z.string().nullable().catch(null),
  archived: z.boolean().catch(false),
  review: z
    .object({
      decision: z.enum(reviewDecisions),
      reason: z.string().max(maxReviewReason).nullable(),
      at: momentSchema,
    })
    .nullable()
    .catch(null) satisfies z.ZodType<Review | null>,
  commandRun: commandRunSchema.nullable().catch(null),
  /** Whether the hook is still to run for the result. */
  commandDue: z.boolean().catch(false),
  /**
   * It came from an exported list or the backup, and the service has not said since that it is unfinished: its end may be
   * old.
   */
  broughtBack: z.boolean().catch(false),
  /**
   * What an answer for the job itself is still to tell, as the account's list answered in its place: that it has ended, or what
   * the list left out. The second is asked for until it has come, also where an end is doubted.
   */
  owed: z.enum(['end', 'fields']).nullable().catch(null),
  /** What is known of its result. */
  verdict: verdictSchema.nullable().catch(null),
  form: z
    .unknown()
    .optional()
    .transform(() => currentForm),
  /** Whether the answer is as the API documents it, so that what is read out of it is the answer itself. */
  plain: z
    .unknown()
    .optional()
    .transform(() => false),
});

/** What is kept of a watched job on disk. */
export type WatchedJobRecord = z.infer<typeof watchedJobSchema>;

const formOf = (stored: unknown): unknown =>
  typeof stored === 'object' && stored !== null && 'form' in stored ? stored.form : undefined;

/** Whether an earlier version of the app wrote a record. What a later one wrote may say more than this one would write. */
export function isOfEarlierForm(stored: unknown): boolean {
  const form = formOf(stored);
  return form === undefined || (typeof form === 'number' && form < currentForm);
}

/** Reads a record from disk; null where it cannot be read. One in the current form is not checked again: its row was sealed. */
export function readRecord(stored: unknown): WatchedJobRecord | null {
  if (formOf(stored) === currentForm) return stored as WatchedJobRecord;
  return watchedJobSchema.safeParse(stored).data ?? null;
}
