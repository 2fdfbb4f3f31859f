import { hasEnded } from '../../../shared/job/job-status.ts';
import { parseTimestamp } from '../../../shared/lib/timestamp.ts';
import type { JobDetail } from '../../../shared/watched-job.ts';

/** A moment in milliseconds since the epoch. One that this app saw, rather than the service told, is a little late. */
export interface Moment {
  at: number;
  isSeen: boolean;
}

/** The moments of a job's life that are known; null for those that are not. */
export interface Moments {
  created: Moment | null;
  preparing: Moment | null;
  prepared: Moment | null;
  queued: Moment | null;
  started: Moment | null;
  ended: Moment | null;
  /** When the service last touched the job, by its own clock. */
  updatedAt: number | null;
  /** How far the service's clock is ahead of this computer's, in milliseconds; null while they agree. */
  clockAhead: number | null;
}

/** A change between two answers that lie further apart than this was not seen to happen. */
export const closeMs = 60_000;

/** Milliseconds by which two clocks may disagree before their times are kept apart. */
const toleranceMs = 2 * 60_000;

/**
 * Which moments are known. The service's own times win over those that were seen; where the two clocks disagree, what was
 * seen is left out, since it cannot be put on the same scale.
 */
export function momentsOf(detail: JobDetail): Moments {
  const { job } = detail;
  const told = {
    created: parseTimestamp(job?.createdAt),
    preparing: parseTimestamp(job?.preprocess?.started_at),
    prepared: parseTimestamp(job?.preprocess?.completed_at),
    queued: parseTimestamp(job?.timing?.queued_at),
    started: parseTimestamp(job?.timing?.started_at),
    ended: parseTimestamp(job?.timing?.completed_at),
  };
  const changes = {
    preparing: changeTo(detail, 'preprocessing'),
    prepared: changeFrom(detail, 'preprocessing'),
    queued: changeTo(detail, 'queued'),
    started: changeTo(detail, 'running'),
    ended: changeToEnd(detail),
  };
  // `queued_at` may be when the job was accepted, long before its status says so: it proves nothing of the clocks.
  const clockAhead =
    lead(told.started, changes.started) ??
    lead(told.ended, changes.ended) ??
    leadOfAnswer(Object.values(told), detail.row.fetchedAt);

  const moment = (name: keyof typeof told): Moment | null => {
    const at = told[name];
    if (at !== null) return { at, isSeen: false };
    const change = clockAhead !== null || name === 'created' ? null : changes[name];
    return change === null ? null : { at: change.at, isSeen: true };
  };
  return {
    created: moment('created'),
    preparing: moment('preparing'),
    prepared: moment('prepared'),
    queued: moment('queued'),
    started: moment('started'),
    ended: moment('ended'),
    updatedAt: parseTimestamp(job?.updatedAt),
    clockAhead,
  };
}

/** A change that was seen as it happened: between two answers that followed one another closely. */
interface Change {
  at: number;
  after: number;
}

function changeTo({ transitions }: JobDetail, wanted: string): Change | null {
  return asChange(transitions.find(({ status }) => status === wanted));
}

/** A job that read as an end may have gone on: what counts is the end after which nothing else was seen. */
function changeToEnd({ transitions }: JobDetail): Change | null {
  const lastOnTheWay = transitions.findLastIndex(({ status }) => !hasEnded(status));
  return asChange(transitions[lastOnTheWay + 1]);
}

function changeFrom({ transitions }: JobDetail, status: string): Change | null {
  const index = transitions.findIndex((transition) => transition.status === status);
  return index < 0 ? null : asChange(transitions[index + 1]);
}

function asChange(seen: { at: number; after: number | null } | undefined): Change | null {
  if (seen === undefined || seen.after === null) return null;
  const { at, after } = seen;
  return after > at || at - after > closeMs ? null : { at, after };
}

/** How far the service's clock is ahead, from a time it told of a change that was seen; null while within tolerance. */
function lead(told: number | null, change: Change | null): number | null {
  if (told === null || change === null) return null;
  const ahead = told - Math.min(Math.max(told, change.after), change.at);
  return Math.abs(ahead) > toleranceMs ? ahead : null;
}

/** An answer cannot tell of what has not happened yet, unless its clock is ahead. */
function leadOfAnswer(told: (number | null)[], fetchedAt: number | null): number | null {
  const latest = Math.max(...told.map((at) => at ?? -Infinity));
  return fetchedAt !== null && latest - fetchedAt > toleranceMs ? latest - fetchedAt : null;
}
