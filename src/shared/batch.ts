import { z } from 'zod';
import { momentSchema } from './lib/timestamp.ts';
import { isDownloadActive, isResultHere, type Download } from './downloads.ts';
import { standingOf, type Standing } from './job/job-status.ts';
import { needsALook, type VerdictStanding } from './verdict.ts';
import type { JobRow } from './watched-job.ts';

/** Jobs that were given together. Which ones they are stands in each job, see `batches` of a row. */
export const batchSchema = z.object({
  id: z.string().min(1),
  /** As a person knows it: the file's name, or what they called it. */
  name: z.string().min(1).max(120),
  /** Milliseconds since the epoch. */
  createdAt: momentSchema,
  /** How many different IDs were given; jobs removed from the list since still count. */
  expected: z.number().int().nonnegative(),
  /** Whether results are brought home as soon as a job of it completes. */
  collects: z.boolean(),
  /** Whether it is kept apart from the others, out of the way. Its jobs stay in the list. */
  archived: z.boolean().optional(),
});

/** How batches can be ordered: by when they came, by name, or those that have not ended first. */
export const batchOrders = ['newest', 'name', 'unfinished'] as const;
export type BatchOrder = (typeof batchOrders)[number];

export type Batch = z.infer<typeof batchSchema>;

/** The part of a row that counts for its batches. */
export type BatchRow = Pick<
  JobRow,
  'status' | 'progress' | 'fetchedAt' | 'failure' | 'download' | 'batches' | 'verdict'
>;

export type BatchState = 'waiting' | 'running' | 'stuck' | 'done' | 'failed' | 'unknown';

/** What one job adds to the sums of its batches. */
export interface BatchShare {
  state: BatchState;
  result: 'none' | 'on-its-way' | 'home';
  /** Whether a person holds its download back. */
  isPaused: boolean;
  /** 0 to 100; counts while the job is on its way. */
  progress: number;
  /** What is advised of its result; null where that was not judged. */
  verdict: VerdictStanding | null;
}

/** The sums over the jobs of a batch that are in the list. */
export type BatchTally = Record<BatchState, number> & {
  present: number;
  collecting: number;
  collected: number;
  /** Of `collecting`: those that a person holds back one by one. */
  paused: number;
  /** Of the jobs on their way, added up. */
  progress: number;
  /** Of `collected`: those without a verdict. */
  unjudged: number;
  /** Results with a verdict, which stays where one has been moved away since, and those of them that need a look. */
  judged: number;
  needALook: number;
};

/** How a batch stands. Every expected job is in exactly one of the seven counts from `done` to `removed`. */
export interface BatchProgress {
  expected: number;
  done: number;
  failed: number;
  /** Jobs that the service does not know, see `isUnknownJob`. */
  unknown: number;
  stuck: number;
  waiting: number;
  running: number;
  /** Given with the batch and taken off the list since. */
  removed: number;
  /** Of `done`: results that are on this computer, on their way to it, and still to be brought. */
  collected: number;
  collecting: number;
  collectable: number;
  /** Of `collecting`: those that a person holds back one by one. */
  paused: number;
  /** Of the jobs in the list, 0 to 1: ended ones count whole, others by their own progress. */
  share: number;
  /** Nothing of it is on its way any more. */
  isOver: boolean;
}

export const emptyTally = (): BatchTally => ({
  waiting: 0,
  running: 0,
  stuck: 0,
  done: 0,
  failed: 0,
  unknown: 0,
  present: 0,
  collecting: 0,
  collected: 0,
  paused: 0,
  progress: 0,
  unjudged: 0,
  judged: 0,
  needALook: 0,
});

/**
 * What a job adds. A status nobody has heard of is on its way, unless it reads as an end. A cancelled job is among the
 * failed: like them it is over and has no result.
 */
export function batchShareOf(row: BatchRow, isStuck: boolean): BatchShare {
  const state = stateOf(row, isStuck);
  const result = state === 'done' ? resultOf(row.download) : 'none';
  const isPaused = result === 'on-its-way' && row.download?.isPaused === true;
  const isUnderWay = state === 'waiting' || state === 'running' || state === 'stuck';
  const progress = isUnderWay ? Math.min(Math.max(row.progress ?? 0, 0), 100) : 0;
  return { state, result, isPaused, progress, verdict: row.verdict };
}

function resultOf(download: Download | null): BatchShare['result'] {
  if (download === null) return 'none';
  if (isDownloadActive(download.phase)) return 'on-its-way';
  return isResultHere(download) ? 'home' : 'none';
}

const batchStates: Record<Standing, BatchState> = {
  waiting: 'waiting',
  active: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'failed',
  unknown: 'unknown',
};

function stateOf(row: BatchRow, isStuck: boolean): BatchState {
  const standing = standingOf(row);
  return isStuck && (standing === 'waiting' || standing === 'active') ? 'stuck' : batchStates[standing];
}

/** Adds what a job adds to a tally, or takes it away again. */
export function addShare(
  tally: BatchTally,
  { state, result, isPaused, progress, verdict }: BatchShare,
  times: 1 | -1,
): void {
  tally[state] += times;
  tally.present += times;
  if (result === 'on-its-way') tally.collecting += times;
  if (result === 'home') tally.collected += times;
  if (isPaused) tally.paused += times;
  if (verdict !== null) tally.judged += times;
  else if (result === 'home') tally.unjudged += times;
  if (needsALook(verdict)) tally.needALook += times;
  tally.progress += times * progress;
  // Sums of fractions drift; what has nothing on its way has none.
  if (tally.waiting + tally.running + tally.stuck === 0) tally.progress = 0;
}

/** Whether no job of it is on its way; a batch without jobs in the list is never over, for nothing came of it. */
export const isTallyOver = ({ present, waiting, running, stuck }: BatchTally): boolean =>
  present > 0 && waiting + running + stuck === 0;

export function progressOf({ expected }: Pick<Batch, 'expected'>, tally: BatchTally): BatchProgress {
  const { present, progress, done, failed, unknown, stuck, waiting, running, collected, collecting, paused } =
    tally;
  return {
    expected,
    done,
    failed,
    unknown,
    stuck,
    waiting,
    running,
    removed: Math.max(0, expected - present),
    collected,
    collecting,
    collectable: done - collected - collecting,
    paused,
    share: present === 0 ? 0 : (done + failed + progress / 100) / present,
    isOver: isTallyOver(tally),
  };
}
