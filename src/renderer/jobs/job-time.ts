import { hasEnded, isUnknownJob } from '../../shared/job/job-status.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { formatAge, formatDuration } from '../ui/format.ts';
import { jobsWords } from '../words/jobs.ts';
import { stillFor } from '../../shared/stuck.ts';

/** How long a job has been or was on its way, and when that ended; null for what is not known. */
export interface JobTime {
  duration: string | null;
  age: string | null;
}

/** Until when a job that has not ended is known to have gone on: of one that is unknown by now, its last answer. */
export const knownUntil = (row: JobRow, now: number): number =>
  isUnknownJob(row) ? (row.fetchedAt ?? now) : now;

/** Milliseconds for which a job has been or was on its way; null where that is not known. */
export function durationOf(row: JobRow, now: number): number | null {
  const began = row.startedAt ?? row.createdAt;
  const ended = hasEnded(row.status) ? row.completedAt : knownUntil(row, now);
  return began === null || ended === null || ended < began ? null : ended - began;
}

/** Age or duration of a job at a moment (milliseconds since the epoch). */
export function jobTime(row: JobRow, now: number): JobTime {
  const duration = durationOf(row, now);
  return {
    duration: duration === null ? null : formatDuration(duration),
    age: hasEnded(row.status) && row.completedAt !== null ? formatAge(row.completedAt, now) : null,
  };
}

/** The time, which moves on as often as an age or a duration changes. Milliseconds since the epoch. */
interface Time {
  forAge: (then: number) => number;
  forDuration: (began: number) => number;
}

/**
 * The time to show a job's age and duration at.
 *
 * @param isStale whether the job may have ended since its last answer: then it is not known to have gone on
 */
export function shownAt(row: JobRow, now: Time, isStale = false): number {
  if (hasEnded(row.status)) return row.completedAt === null ? Date.now() : now.forAge(row.completedAt);
  if (isStale && row.fetchedAt !== null) return row.fetchedAt;
  const began = row.startedAt ?? row.createdAt;
  return began === null || isUnknownJob(row) ? Date.now() : now.forDuration(began);
}

const minuteMs = 60_000;

/** `No change for 24 min`: for how long a job is known to have stood still; null where it has ended or never answered. */
export function stillWords(row: JobRow): string | null {
  const still = stillFor(row);
  if (still === null) return null;
  // Seconds would only flicker.
  const shown = still < minuteMs ? still : Math.floor(still / minuteMs) * minuteMs;
  return jobsWords.noChange(formatDuration(shown));
}
