import { hasEnded, isTerminal } from '../../shared/job/job-status.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { backoff, withJitter } from '../lib/backoff.ts';

/** The past requests for one job, as far as the next one depends on them. */
export interface PollHistory {
  /** The last status the service gave; null before the first answer. */
  status: string | null;
  /** Failures of the last one's kind ({@link isOfJob} or not) since the last answer; 0 when the last request was answered. */
  failures: number;
  /** Those of the other kind. */
  otherFailures: number;
  lastFailure: ErrorCode | null;
  /** Answers in a row with a status that reads as an end, though it is none of the documented ones. */
  endings: number;
}

/** Of a job that was never polled. */
export const neverPolled: PollHistory = {
  status: null,
  failures: 0,
  otherFailures: 0,
  lastFailure: null,
  endings: 0,
};

/** All in milliseconds. */
export const intervals = {
  /** Between an answer and the next request. Source: the polling loops on the API page "Retrieve a job". */
  answered: 3_000,
  /** After a failure, doubled with each further one. */
  failed: 3_000,
  maxFailedMs: 60_000,
  /** For an ID that the service does not know: it may be a job of a minute ago, or a typing error for ever. */
  unknown: 30_000,
  maxUnknownMs: 30 * 60_000,
  /** Between two answers of a job that seems to have ended, doubled with each of them. */
  ended: 10_000,
  maxEndedMs: 30 * 60_000,
} as const;

/**
 * When to poll a job next, in milliseconds after the last answer or failure.
 *
 * @param random a number in [0, 1)
 * @returns 0 for a job that was never polled, null for one that will not change any more
 */
export function nextPollDelay(history: PollHistory, random: number): number | null {
  if (history.status !== null && isTerminal(history.status)) return null;
  if (history.failures > 0) return withJitter(failureDelay(history), random);
  if (history.status === null) return 0;
  return withJitter(
    history.endings > 0
      ? backoff(intervals.ended, history.endings, intervals.maxEndedMs)
      : intervals.answered,
    random,
  );
}

function failureDelay({ failures, lastFailure }: PollHistory): number {
  return isOfJob(lastFailure)
    ? backoff(intervals.unknown, failures, intervals.maxUnknownMs)
    : backoff(intervals.failed, failures, intervals.maxFailedMs);
}

/** The history after an answer. */
export const answered = (before: PollHistory, status: string): PollHistory => ({
  ...neverPolled,
  status,
  endings: hasEnded(status) && !isTerminal(status) ? before.endings + 1 : 0,
});

/**
 * The history after a failure. Refusals of this job and failures without an answer are counted separately: if both
 * alternate, the backoff of each keeps growing.
 */
export function failedAgain(before: PollHistory, code: ErrorCode): PollHistory {
  const { failures, otherFailures } = before;
  return isOfJob(code) === isOfJob(before.lastFailure)
    ? { ...before, failures: failures + 1, lastFailure: code }
    : { ...before, failures: otherFailures + 1, otherFailures: failures, lastFailure: code };
}

/** Whether the service refuses this very job, so that a retry soon is of no use. */
export const isOfJob = (failure: ErrorCode | null): boolean =>
  failure === 'not-found' || failure === 'forbidden' || failure === 'unauthorized' || failure === 'gone';
