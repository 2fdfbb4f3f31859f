import { z } from 'zod';
import { momentSchema } from './lib/timestamp.ts';
import { wellFormed } from './lib/text.ts';
import type { CommandRun } from './hook.ts';
import type { Download } from './downloads.ts';
import type { ErrorCode, Failure } from './errors.ts';
import type { Review } from './review.ts';
import type { Source } from './source.ts';
import type { Job } from './job/job.ts';
import type { KeptVerdict, VerdictStanding } from './verdict.ts';

/** A change of status that this app saw, in milliseconds since the epoch. */
export interface Transition {
  status: string;
  at: number;
  /** When the answer before came: the change lies between the two. Null where there was none, or it is not known. */
  after: number | null;
}

/** What an observation is about: the stage, the state of preprocessing, or a step of preprocessing that was named. */
export const observationKinds = ['stage', 'preprocess', 'step'] as const;

/** More than any job goes through; a service that flips back and forth must not fill the disk. */
export const maxObservations = 200;

/** UTF-16 units of the service's word that are kept; it is for display only. */
const maxTextLength = 120;

/** The service's word as an observation keeps it. */
export const observedText = (text: string): string => wellFormed(text.slice(0, maxTextLength));

/**
 * Something other than the status that this app saw change between two answers. Times are milliseconds since the epoch,
 * by this computer's clock; the change itself lies anywhere between `after` and `at`.
 */
const observationSchema = z.object({
  kind: z.enum(observationKinds),
  /** The service's own word, for display only; null where it took one back. */
  text: z.string().transform(observedText).nullable(),
  /** When it was seen. */
  at: momentSchema,
  /** When the answer before came; null where there was none, so that it may have been so for long. */
  after: momentSchema.nullable(),
});

/** The latest of them, as they are kept: also where a list or a database that somebody else wrote holds more. */
export const observationsSchema = z
  .array(z.unknown())
  .transform((all) => all.slice(-maxObservations))
  .pipe(z.array(observationSchema));

export type Observation = z.infer<typeof observationSchema>;

interface Refused {
  since: number;
  until: number;
  code?: ErrorCode | undefined;
  isListed?: boolean | undefined;
}

/** Why the last question about a job went unanswered, and since when. */
export interface PollFailure extends Failure {
  since: number;
  attempts: number;
  /**
   * The first and the last refusal since the last answer, where the service refuses this very job; see `isUnknownJob`. The
   * first is moved on by the time in which nobody asked, or the questions failed for another reason. `code` is what the
   * last refusal was, where this failure is another one. `isListed`: the account's list named it all the same, last at
   * `since`, and what is shown is the list's word.
   */
  refused?: Refused | undefined;
}

/** What the list shows of one watched job: small, because thousands cross the process border at once. */
export interface JobRow {
  id: string;
  /** Grows with every change of this job; the detail view asks again when it does. */
  version: number;
  /** Position in the order in which jobs were added; greater is newer. */
  order: number;
  addedAt: number;
  /** Null until the service has answered once. */
  status: string | null;
  name: string | null;
  type: string | null;
  stage: string | null;
  progress: number | null;
  /** Points by which progress likely grows in a second, from {@link fetchedAt} on; null where that cannot be said. */
  pace: number | null;
  error: string | null;
  /** Bytes of what was submitted; null where there was no file. */
  fileSize: number | null;
  createdAt: number | null;
  queuedAt: number | null;
  startedAt: number | null;
  completedAt: number | null;
  /** When the shown values were fetched; null before the first answer. */
  fetchedAt: number | null;
  /** When this app last saw status, stage or progress change; null before the first answer. */
  changedAt: number | null;
  /** Set while the shown values are stale. See `isUnknownJob` for what it may mean. */
  failure: PollFailure | null;
  /** The job that a simulation starts from; null for any other job. */
  sourceJobId: string | null;
  download: Download | null;
  /** IDs of the batches it was given with. */
  batches: string[];
  tags: string[];
  /** What a person wrote about it. */
  note: string | null;
  archived: boolean;
  /** What a person decided about its result; null until they have. */
  review: Review | null;
  /** What is advised of its result; null where that was not judged. */
  verdict: VerdictStanding | null;
  /** How many things were found in it, see `countFindings`. */
  findings: number;
}

/** A job that was removed from the list and can be restored. */
export interface RemovedJob {
  id: string;
  /** Null where the service has not said it. */
  name: string | null;
  /** Milliseconds since the epoch. */
  removedAt: number;
}

/** Everything known of one job, for the detail view. */
export interface JobDetail {
  row: JobRow;
  job: Job | null;
  /** What of the answer could not be read. */
  notes: string[];
  transitions: Transition[];
  /** What else was seen to change, in the order of seeing. */
  observations: Observation[];
  /** Null where that is not known. */
  source: Source | null;
  /** The last time the completion command was run for it. */
  commandRun: CommandRun | null;
  /** Whether it is still to run for the result. */
  commandDue: boolean;
  /** What is known of the result; null where it was not judged. */
  verdict: KeptVerdict | null;
}
