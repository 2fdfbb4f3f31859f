/**
 * What a job's `status` means for waiting and showing. Source: the API's "Job lifecycle"
 * (`submitting → preprocessing → queued → running → completed | failed`). New values may appear at any time; they are
 * shown as they are and treated as still on the way, unless they read as an end.
 */
export const knownStatuses = [
  'submitting',
  'preprocessing',
  'queued',
  'running',
  'completed',
  'failed',
] as const;

export type KnownStatus = (typeof knownStatuses)[number];

/** Asked for every row at every update: comparing is several times faster than looking a text up that came by IPC. */
export function isKnownStatus(status: string): status is KnownStatus {
  switch (status) {
    case 'completed':
    case 'failed':
    case 'running':
    case 'queued':
    case 'preprocessing':
    case 'submitting':
      return true;
    default:
      return false;
  }
}

/** A job in a terminal state never changes again and is not asked for any more. */
export const isTerminal = (status: string): boolean => status === 'completed' || status === 'failed';

/** How a job ended. A cancelled job has no result, like a failed one, but nothing went wrong. */
export type Outcome = 'completed' | 'failed' | 'cancelled';

const names: Record<Outcome, readonly string[]> = {
  completed: ['completed', 'complete', 'completed_with_warnings', 'succeeded', 'success', 'done', 'finished'],
  failed: ['failed', 'failure', 'error', 'errored', 'timed_out', 'timeout', 'rejected', 'crashed'],
  cancelled: ['cancelled', 'canceled', 'aborted', 'expired', 'deleted'],
};

/** The documented ends, and what other services call them. */
const outcomes = new Map<string, Outcome>(
  (Object.keys(names) as Outcome[]).flatMap((outcome) =>
    names[outcome].map((name) => [name, outcome] as const),
  ),
);

/** A status in the spelling of the documented ones: `COMPLETED` and `Timed out` are `completed` and `timed_out`. */
export const plainStatus = (status: string): string =>
  isKnownStatus(status)
    ? status
    : status
        .trim()
        .toLowerCase()
        .replaceAll(/[\s-]+/g, '_');

/**
 * How a job with this status has ended, as far as its name tells; null while it is on its way or has not answered. Only
 * for a terminal status ({@link isTerminal}) is that certain. Any other name merely reads as an end: show it as one, but
 * go on asking, since the job may still change.
 */
export function outcomeOf(status: string | null): Outcome | null {
  if (status === null) return null;
  if (isKnownStatus(status)) return status === 'completed' || status === 'failed' ? status : null;
  return outcomes.get(plainStatus(status)) ?? null;
}

/** Whether a job has ended, or seems to have. See {@link outcomeOf}. */
export const hasEnded = (status: string | null): boolean => outcomeOf(status) !== null;

const telling: ReadonlySet<string> = new Set(['not-found', 'forbidden', 'gone']);

/**
 * Whether there is nothing to wait for of a job that was never answered: the service knows no such job, keeps it to others,
 * or has deleted it. Of one that was answered before it says nothing, since a service that is being deployed knows no job.
 */
export const isUnknownJob = (job: { status: string | null; failure: { code: string } | null }): boolean =>
  job.status === null && job.failure !== null && telling.has(job.failure.code);
