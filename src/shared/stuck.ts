import { typicalFor, type History, type TimedRow } from './history.ts';
import { hasEnded, isUnknownJob, plainStatus, type AskedJob } from './job/job-status.ts';
import type { JobRow } from './watched-job.ts';

/** The part of a row that tells whether it stands still. */
export type StillRow = TimedRow & AskedJob & Pick<JobRow, 'fetchedAt' | 'changedAt'>;

/** How much longer than nine of ten jobs like it take in all a job must have stood still. */
const beyondTypical = 1.5;

const minuteMs = 60_000;

/**
 * How long a job on its way is known to have stood still, in milliseconds: from the last change of its status, stage or
 * progress to the last answer. The time since that answer does not count, for nobody knows what happened in it. Null for
 * a job that has ended, is unknown or never answered.
 */
export function stillFor(row: StillRow): number | null {
  const { status, changedAt, fetchedAt } = row;
  if (status === null || hasEnded(status) || isUnknownJob(row)) return null;
  if (changedAt === null || fetchedAt === null) return null;
  return Math.max(0, fetchedAt - changedAt);
}

/**
 * Whether a job seems to be stuck: it has stood still for longer than the person's patience and, where it is known how
 * long jobs like it take, for well beyond that. A job in line is not while the line moves and nobody who came much later
 * has been served first.
 *
 * @param now milliseconds since the epoch
 * @param stuckAfterMinutes the person's patience
 */
export function isStuck(row: StillRow, now: number, history: History, stuckAfterMinutes: number): boolean {
  const still = stillFor(row);
  const patience = stuckAfterMinutes * minuteMs;
  if (still === null || still < patience) return false;
  const typical = typicalFor(history, row);
  if (typical !== null && still < typical.high * beyondTypical) return false;
  return plainStatus(row.status ?? '') !== 'queued' || !isLineMoving(row, now, history, patience);
}

function isLineMoving(row: StillRow, now: number, history: History, patience: number): boolean {
  const { lastCompletedAt, latestQueuedAt } = history;
  const since = row.queuedAt ?? row.createdAt;
  const isOvertaken = since !== null && latestQueuedAt !== null && latestQueuedAt > since + patience;
  return lastCompletedAt !== null && now - lastCompletedAt < patience && !isOvertaken;
}
