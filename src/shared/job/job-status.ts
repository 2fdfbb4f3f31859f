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

/** How far a job is, as everything that counts jobs sees it. Each job is in exactly one. */
export const standings = ['active', 'waiting', 'done', 'failed', 'cancelled', 'unknown'] as const;
export type Standing = (typeof standings)[number];

const endStandings: Record<Outcome, 'done' | 'failed' | 'cancelled'> = {
  completed: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** How far a job with a status is. A status nobody has heard of is on its way, unless it reads as an end. */
export function standingOfStatus(status: string): Exclude<Standing, 'unknown'> {
  const plain = plainStatus(status);
  if (plain === 'queued' || plain === 'submitting') return 'waiting';
  const outcome = outcomeOf(plain);
  return outcome === null ? 'active' : endStandings[outcome];
}

const beforeRun: ReadonlySet<string> = new Set(['submitting', 'preprocessing', 'queued']);

/** Whether the run of a job with this status is still to begin. */
export const isBeforeRun = (status: string): boolean => beforeRun.has(plainStatus(status));

/** How far a job is; it waits until the service has answered. */
export function standingOf(job: AskedJob): Standing {
  if (isUnknownJob(job)) return 'unknown';
  return job.status === null ? 'waiting' : standingOfStatus(job.status);
}

/** Whether a job has ended, or seems to have. See {@link outcomeOf}. */
export const hasEnded = (status: string | null): boolean => outcomeOf(status) !== null;

const refusals: ReadonlySet<string> = new Set(['not-found', 'forbidden', 'gone']);

/** Whether the service refuses this very job: it knows no such job, keeps it to others, or has deleted it. */
export const isRefusal = (code: string): boolean => refusals.has(code);

/** Milliseconds for which a job that was answered before is refused until it counts as unknown. */
const refusedForGoodMs = 5 * 60_000;

/** Milliseconds until that counts of a job that the account's list has named meanwhile: it is read whole more often. */
const listedForGoodMs = 30 * 60_000;

/** What is known of a job, as far as {@link isUnknownJob} goes by it. */
export interface AskedJob {
  status: string | null;
  /** When the service answered last; null where the status is only what an imported list says. */
  fetchedAt: number | null;
  failure: {
    code: string;
    /** The first and the last refusal, in milliseconds since the epoch, see `PollFailure`. */
    refused?:
      { since: number; until: number; code?: string | undefined; isListed?: boolean | undefined } | undefined;
  } | null;
}

/** Whether the account's list named a job that the service refuses: it is known to the service all the same. */
export const isListedAnyway = (failure: AskedJob['failure']): boolean => failure?.refused?.isListed === true;

/**
 * How the service refused this very job when it last said anything of it; null where it did not. A question that failed for
 * another reason says nothing of the job.
 */
export function refusalOf<Code extends string>(
  failure: { code: Code; refused?: { code?: Code | undefined } | undefined } | null,
): Code | null {
  if (failure === null) return null;
  return isRefusal(failure.code) ? failure.code : (failure.refused?.code ?? null);
}

/**
 * Whether there is nothing to wait for of a job that the service has not said to have ended: it refuses it
 * ({@link refusalOf}). Of one that was answered before that is certain only where it was deleted, or refused for minutes,
 * since a service that is being deployed knows no job. What the account's list names is known to the service until it has
 * not been named for long. Such a job is still asked for, ever more rarely, and is known again once it is answered.
 */
export function isUnknownJob({ status, fetchedAt, failure }: AskedJob): boolean {
  const refusal = refusalOf(failure);
  if (refusal === null) return false;
  const refused = failure?.refused;
  const refusedMs = refused === undefined ? 0 : refused.until - refused.since;
  if (isListedAnyway(failure) && refusedMs < listedForGoodMs) return false;
  if (fetchedAt === null) return true;
  if (hasEnded(status)) return false;
  return refusal === 'gone' || refusedMs >= refusedForGoodMs;
}
