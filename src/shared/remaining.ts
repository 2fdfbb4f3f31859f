import { typicalFor, type History, type TimedRow } from './history.ts';
import { hasEnded, isUnknownJob, type AskedJob } from './job/job-status.ts';

/** A range of milliseconds from now. */
export interface Remaining {
  low: number;
  high: number;
}

/** Completions of the set that must have been seen before their rate is worth anything. */
const minEnded = 5;

/**
 * How long until all jobs of a set have ended; null where too little is known to say.
 *
 * The method, in two parts, neither of which supposes how many jobs the service works on at once:
 * - The rate: once five jobs of the set have ended, the time between one ending and the next, over all that have and over
 *   the later half of them, times the number that have not. The time since the last ending counts as well, so that the
 *   estimate grows while nothing ends.
 * - The run: jobs of the set that run need what is left of the typical range of jobs like them, and the set is not done
 *   before the slowest of them is. This alone is an estimate only where every job left is running and has a typical
 *   range, since a job in line says nothing about when its turn comes.
 *
 * @param rows of the set; jobs without an answer are still to come, IDs that the service does not know never are
 */
export function estimateRemaining(
  rows: readonly (TimedRow & AskedJob)[],
  history: History,
  now: number,
): Remaining | null {
  const left = rows.filter((row) => !hasEnded(row.status) && !isUnknownJob(row));
  const byRate = remainingByRate(rows, left.length, now);
  const byRun = remainingByRun(left, history, now);
  if (byRate === null) return byRun.complete ? byRun.range : null;
  if (byRun.range === null) return byRate;
  return { low: Math.max(byRate.low, byRun.range.low), high: Math.max(byRate.high, byRun.range.high) };
}

function remainingByRate(rows: readonly TimedRow[], left: number, now: number): Remaining | null {
  const ends = rows
    .flatMap(({ status, completedAt }) => (hasEnded(status) && completedAt !== null ? [completedAt] : []))
    .sort((a, b) => a - b);
  const last = ends.at(-1);
  if (ends.length < minEnded || last === undefined) return null;
  const until = Math.max(now, last);
  const intervals = [ends, ends.slice(Math.floor(ends.length / 2))].map(
    (some) => (until - (some[0] ?? until)) / (some.length - 1),
  );
  const [low, high] = [Math.min(...intervals) * left, Math.max(...intervals) * left];
  return high > 0 ? { low, high } : null;
}

function remainingByRun(
  left: readonly TimedRow[],
  history: History,
  now: number,
): { range: Remaining | null; complete: boolean } {
  const ranges: Remaining[] = [];
  let complete = true;
  for (const row of left) {
    const typical = row.startedAt === null ? null : typicalFor(history, row, 'run');
    if (typical === null || row.startedAt === null) {
      complete = false;
      continue;
    }
    const sofar = Math.max(0, now - row.startedAt);
    // One that has outlasted the range may end at any moment, or not: it says nothing any more.
    if (sofar >= typical.high) {
      complete = false;
      continue;
    }
    ranges.push({ low: Math.max(0, typical.low - sofar), high: typical.high - sofar });
  }
  const range = {
    low: Math.max(...ranges.map(({ low }) => low)),
    high: Math.max(...ranges.map(({ high }) => high)),
  };
  return { range: ranges.length === 0 ? null : range, complete };
}
