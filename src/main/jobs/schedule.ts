import { hasEnded, isBeforeRun, isTerminal, plainStatus } from '../../shared/job/job-status.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { backoff, withJitter } from '../lib/backoff.ts';
import { estimate, hazard, isOverdue, noProgress, vague, withPoint } from './end-estimate.ts';
import type { ProgressLine, Spread } from './end-estimate.ts';

/** What answers told of the way of a job. Times are milliseconds since the epoch. */
export interface Course {
  isRunning: boolean;
  /** When it began to wait or to run; null where that is not known. */
  since: number | null;
  /** The last answer by which it was not running yet; null where there was none. */
  waitedAt: number | null;
  progress: ProgressLine;
  /** The progress that the last answer showed; null where it showed none. */
  shown: number | null;
  /** Answers in a row that showed another progress than the one before. */
  moves: number;
}

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
  /** Null before the first answer. */
  course: Course | null;
  /** When the first answer came, in milliseconds since the epoch; null before. */
  answeredSince: number | null;
  /** How many answers came. */
  answers: number;
}

/** What an answer says of the way of its job. Times are milliseconds since the epoch. */
export interface Sighting {
  status: string;
  /** When the answer came. */
  at: number;
  /** When the job was submitted, or got in line, and when its run began, as the service says; null where it does not. */
  queuedAt: number | null;
  startedAt: number | null;
  /** 0 to 100. */
  progress: number | null;
}

/** What there is to go by besides the answers of a job itself. */
export interface Outlook {
  /** Milliseconds since the epoch. */
  now: number;
  /** How long jobs like it wait and run, learned from earlier ones; null where too few are known. */
  wait: Spread | null;
  run: Spread | null;
  /** Whether a person is looking at its row. */
  isInView: boolean;
  /** Milliseconds until the account's list says more of it, where that is as good as an answer for the job. */
  coveredMs: number;
}

export const nothingKnown: Outlook = { now: 0, wait: null, run: null, isInView: false, coveredMs: 0 };

/** Of a job that was never polled. */
export const neverPolled: PollHistory = {
  status: null,
  failures: 0,
  otherFailures: 0,
  lastFailure: null,
  endings: 0,
  course: null,
  answeredSince: null,
  answers: 0,
};

/** All in milliseconds. */
export const intervals = {
  /** Between an answer and the next request. Source: the polling loops on the API page "Retrieve a job". */
  answered: 3_000,
  /** The least between an answer and the next request. */
  shortest: 250,
  /** The most while the end is far, unless somebody looks: a run may fail at any moment. */
  longest: 22_000,
  /** The most while the run has not begun. */
  waiting: 12_000,
  /** The most while its row is in view, so that nothing on the screen is older than five seconds. */
  inView: 4_500,
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
 * How many requests a job is worth: so many a second for each root of one end a second. The mean delay with which an end is
 * noticed is least, for a number of requests, where they lie as close as the root of the end's likelihood. With this factor
 * a job of which only the usual duration is known is polled about as often as the API page does it.
 */
const intensity = { end: 2.6, start: 0.72, unseen: 3.4 };

/**
 * When to poll a job next, in milliseconds after the last answer or failure.
 *
 * @param random a number in [0, 1)
 * @returns 0 for a job that was never polled, null for one that will not change any more and was answered
 */
export function nextPollDelay(
  history: PollHistory,
  random: number,
  outlook: Outlook = nothingKnown,
): number | null {
  const isOver = history.status !== null && isTerminal(history.status);
  // A request for a job that is over was to tell something: it is sent again, unless the service refuses the job.
  if (isOver && (history.failures === 0 || isOfJob(history.lastFailure))) return null;
  if (history.failures > 0) return withJitter(failureDelay(history), random);
  if (history.status === null) return 0;
  if (history.endings > 0)
    return withJitter(backoff(intervals.ended, history.endings, intervals.maxEndedMs), random);
  const delay =
    outlook.coveredMs > 0
      ? withJitter(outlook.coveredMs, random)
      : (likelyDelay(history, random, outlook) ?? withJitter(intervals.answered, random));
  return outlook.isInView ? Math.min(delay, withJitter(intervals.inView, random)) : delay;
}

/** The delay by what is known of the end of the job, or of the start of its run; null where that is nothing. */
function likelyDelay(
  { course, answers, answeredSince }: PollHistory,
  random: number,
  outlook: Outlook,
): number | null {
  if (course === null || course.since === null) return null;
  const { now } = outlook;
  const elapsed = Math.max(0, now - course.since);
  // What the loop of the API page would have sent until now is the most: what was saved is there to be spent near the end.
  const unspentMs = now - (answeredSince ?? now) - (answers - 1) * intervals.answered;
  const least = Math.max(intervals.shortest, Math.min(intervals.answered, intervals.answered - unspentMs));
  if (!course.isRunning) {
    const { wait } = outlook;
    if (wait === null) return null;
    const delay = delayUntilLikely(
      (ms) => intensity.start * rootOf(hazard(wait, wait, ms)),
      elapsed,
      random,
      intervals.waiting,
    );
    return Math.max(delay, least);
  }
  const prior = outlook.run ?? vague;
  const { progress } = course;
  if (progress.points === 0 && outlook.run === null) return null;
  // A run that nobody saw begin, and that would have to be over by far: the clock of the service is another.
  if (course.waitedAt === null && Math.log(elapsed) > prior.mean + 3 * prior.sd) return null;
  const likely = estimate(progress, prior);
  const factor = progress.points === 0 ? intensity.unseen : intensity.end;
  const isLoop = isOverdue(likely, progress, elapsed);
  const delay = delayUntilLikely(
    (ms) => factor * rootOf(hazard(likely, prior, ms)),
    elapsed,
    random,
    isLoop ? intervals.answered : intervals.longest,
  );
  return Math.max(delay, least);
}

/** How likely a job ends in the next moment, as ends per millisecond. */
export function endsPerMs({ course }: PollHistory, outlook: Pick<Outlook, 'now' | 'wait' | 'run'>): number {
  if (course === null || course.since === null) return unknownEnds;
  const elapsed = Math.max(0, outlook.now - course.since);
  const prior = outlook.run ?? vague;
  if (course.isRunning) return hazard(estimate(course.progress, prior), prior, elapsed);
  // The start of a run tells less than an end.
  const { wait } = outlook;
  return wait === null ? unknownEnds : hazard(wait, wait, elapsed) * (intensity.start / intensity.end) ** 2;
}

/** Answers that must have shown more and more progress before it is said how it goes on. */
const movesForPace = 3;

/**
 * By how many points of a hundred the progress of a run likely grows in a second, from the last answer to its likely end. Null
 * where that cannot be said: progress has hardly been seen to move, stands still, or the end is uncertain.
 */
export function paceOf({ course }: PollHistory, { now, run }: Pick<Outlook, 'now' | 'run'>): number | null {
  if (course === null || course.since === null || course.shown === null) return null;
  if (course.moves < movesForPace) return null;
  const { mean, sd } = estimate(course.progress, run ?? vague);
  const leftMs = Math.exp(mean) - (now - course.since);
  return sd > maxSdForPace || leftMs < 1_000 ? null : ((100 - course.shown) / leftMs) * 1_000;
}

/** The end may lie a third sooner or later. */
const maxSdForPace = 0.3;

/** Of a job of which nothing is known: jobs take a minute or two. */
const unknownEnds = 1 / 100_000;

/** Requests a millisecond for an intensity of one. */
const rootOf = (endsPerMs: number): number => Math.sqrt(endsPerMs / 1_000);

/** Until the intensity has added up to one request, moved a little either way. */
function delayUntilLikely(
  intensityAt: (elapsedMs: number) => number,
  elapsed: number,
  random: number,
  most: number,
): number {
  const wanted = 0.85 + 0.3 * random;
  let sum = 0;
  let delay = 0;
  for (let step = 50; delay < most; step = Math.min(step * 1.15, 1_000)) {
    const perMs = intensityAt(elapsed + delay + step / 2);
    if (sum + perMs * step >= wanted) return delay + (wanted - sum) / perMs;
    sum += perMs * step;
    delay += step;
  }
  return most;
}

function failureDelay({ status, failures, lastFailure }: PollHistory): number {
  if (isOfJob(lastFailure)) return backoff(intervals.unknown, failures, intervals.maxUnknownMs);
  return backoff(intervals.failed, failures, hasEnded(status) ? intervals.maxEndedMs : intervals.maxFailedMs);
}

/**
 * The history after an answer.
 *
 * @param sighting left out where only the status is known
 */
export const answered = (before: PollHistory, status: string, sighting?: Sighting): PollHistory => ({
  ...neverPolled,
  status,
  endings: hasEnded(status) && !isTerminal(status) ? before.endings + 1 : 0,
  course: sighting === undefined ? before.course : courseAfter(before.course, sighting),
  answeredSince: before.answeredSince ?? sighting?.at ?? null,
  answers: before.answers + 1,
});

/** The history after the account's list answered: that cost no request, and says nothing of how one fares. */
export function answeredByList(before: PollHistory, status: string, sighting: Sighting): PollHistory {
  const { answers, failures, otherFailures, lastFailure } = before;
  return { ...answered(before, status, sighting), answers, failures, otherFailures, lastFailure };
}

function courseAfter(
  before: Course | null,
  { status, at, queuedAt, startedAt, progress }: Sighting,
): Course | null {
  if (isBeforeRun(status))
    return {
      isRunning: false,
      since: (before?.isRunning === false ? before.since : null) ?? Math.min(queuedAt ?? at, at),
      waitedAt: at,
      progress: noProgress,
      shown: null,
      moves: 0,
    };
  if (plainStatus(status) !== 'running') return null;
  const ran = before?.isRunning === true ? before : null;
  const waitedAt = before?.waitedAt ?? null;
  const since = ran?.since ?? startOf(startedAt, waitedAt, at);
  const line = ran?.progress ?? noProgress;
  return {
    isRunning: true,
    since,
    waitedAt,
    progress: since === null || progress === null ? line : withPoint(line, at - since, progress),
    shown: progress,
    moves: progress === null || progress === ran?.shown ? 0 : (ran?.moves ?? 0) + 1,
  };
}

/** The clock of the service may differ: a run began between the last answer without it and the first one with it. */
function startOf(startedAt: number | null, waitedAt: number | null, at: number): number | null {
  if (startedAt === null) return waitedAt;
  return Math.min(Math.max(startedAt, waitedAt ?? -Infinity), at);
}

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

/** Whether the job has not ended, as far as is known, and the service does not refuse it. */
export const isOnItsWay = ({ status, lastFailure }: PollHistory): boolean =>
  !hasEnded(status) && !isOfJob(lastFailure);

/** Whether the last request failed for a reason that may be gone with the network back, or with another key. */
export const isGeneralFailure = ({ failures, lastFailure }: PollHistory): boolean =>
  failures > 0 && (lastFailure === 'unauthorized' || !isOfJob(lastFailure));
