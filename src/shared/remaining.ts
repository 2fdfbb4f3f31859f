import { typicalFor, type History, type TimedRow } from './history.ts';
import { hasEnded, isUnknownJob, type AskedJob } from './job/job-status.ts';
import type { JobRow } from './watched-job.ts';

/** A range of milliseconds from now. */
export interface Remaining {
  low: number;
  high: number;
}

/** The part of a row that the remaining time is estimated from. */
export type RemainingRow = TimedRow &
  Pick<JobRow, 'addedAt' | 'changedAt' | 'fetchedAt' | 'progress' | 'pace'> &
  AskedJob;

/** Ends of the set that must have been seen before their rate is worth anything. */
const minEnded = 5;

/** Milliseconds between an end and the answer that told it, within which it counts as seen. */
const seenWithinMs = 2 * 60_000;

/** How far the end of a run that moves steadily may lie from where its pace leads. */
const paceSpread = 0.3;

/** Milliseconds after which an answer says nothing of the present. */
const oldMs = 60_000;

/**
 * How long until all jobs of a set have ended; null where too little is known to say.
 *
 * Two things tell, neither of which supposes how many jobs the service works on at once:
 * - The run: a job that runs needs the rest of its progress at the pace that was seen or, where none was, what is left of the
 *   typical range of jobs like it. The set is not done before the slowest of them is. Where every job left runs and has such
 *   an estimate, that is all: ends of other jobs tell nothing more.
 * - The rate, where jobs are still in line: the time between one end and the next, times the number of jobs left. Only ends
 *   that this app saw count, and of those the ones since the last that it did not see: before them nobody knows how the time
 *   went by. The time since the last end counts as well, so that the estimate grows while nothing ends, until that has lasted
 *   longer than all the ends took: then the rate is over.
 *
 * @param rows of the set; jobs without an answer are still to come, IDs that the service does not know never are
 * @param now milliseconds since the epoch
 */
export function estimateRemaining(
  rows: readonly RemainingRow[],
  history: History,
  now: number,
): Remaining | null {
  const left = rows.filter((row) => !hasEnded(row.status) && !isUnknownJob(row));
  const byRun = remainingByRun(left, history, now);
  if (byRun.isComplete) return byRun.range;
  const byRate = remainingByRate(rows, left.length, now);
  if (byRate === null || byRun.range === null) return byRate;
  return { low: Math.max(byRate.low, byRun.range.low), high: Math.max(byRate.high, byRun.range.high) };
}

function remainingByRate(rows: readonly RemainingRow[], left: number, now: number): Remaining | null {
  const ends = seenEnds(rows);
  const last = ends.at(-1);
  if (ends.length < minEnded || last === undefined) return null;
  const until = Math.max(now, last);
  // Longer without an end than it took to see them all: the rate is over.
  if (until - last > last - (ends[0] ?? last)) return null;
  const intervals = [ends, ends.slice(Math.floor(ends.length / 2))].map(
    (some) => (until - (some[0] ?? until)) / (some.length - 1),
  );
  const [low, high] = [Math.min(...intervals) * left, Math.max(...intervals) * left];
  return high > 0 ? { low, high } : null;
}

/** When jobs ended whose ends this app saw without a gap, in ascending order. */
function seenEnds(rows: readonly RemainingRow[]): number[] {
  const ends = rows
    .flatMap((row) =>
      hasEnded(row.status) && row.completedAt !== null
        ? [{ at: row.completedAt, isSeen: wasSeen(row, row.completedAt) }]
        : [],
    )
    .sort((a, b) => a.at - b.at);
  return ends.slice(ends.findLastIndex(({ isSeen }) => !isSeen) + 1).map(({ at }) => at);
}

/** Whether a job ended before the eyes of this app: after it was added, and shortly before an answer told so. */
const wasSeen = ({ addedAt, changedAt }: RemainingRow, completedAt: number): boolean =>
  completedAt >= addedAt && changedAt !== null && Math.abs(changedAt - completedAt) <= seenWithinMs;

function remainingByRun(
  left: readonly RemainingRow[],
  history: History,
  now: number,
): { range: Remaining | null; isComplete: boolean } {
  const ranges = left.map((row) => restByPace(row, now) ?? restByLikes(row, history, now));
  const known = ranges.filter((range) => range !== null);
  if (known.length === 0) return { range: null, isComplete: false };
  const range = {
    low: Math.max(...known.map(({ low }) => low)),
    high: Math.max(...known.map(({ high }) => high)),
  };
  return { range, isComplete: known.length === ranges.length };
}

/** What a job needs for the rest of its progress; null where it was not seen to move, or the last answer is old. */
function restByPace({ progress, pace, fetchedAt }: RemainingRow, now: number): Remaining | null {
  if (progress === null || pace === null || pace <= 0 || fetchedAt === null) return null;
  const age = Math.max(0, now - fetchedAt);
  if (age > oldMs) return null;
  const rest = ((100 - progress) / pace) * 1_000;
  return {
    low: Math.max(0, rest * (1 - paceSpread) - age),
    high: Math.max(0, rest * (1 + paceSpread) - age),
  };
}

/** What is left of the time that jobs like a running one usually take; null where that is not known, or is over. */
function restByLikes(row: RemainingRow, history: History, now: number): Remaining | null {
  const typical = row.startedAt === null ? null : typicalFor(history, row, 'run');
  if (typical === null || row.startedAt === null) return null;
  const sofar = Math.max(0, now - row.startedAt);
  // One that has outlasted the range may end at any moment, or not: it says nothing any more.
  if (sofar >= typical.high) return null;
  return { low: Math.max(0, typical.low - sofar), high: typical.high - sofar };
}
