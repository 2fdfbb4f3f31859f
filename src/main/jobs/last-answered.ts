import type { WatchedJob } from './watched-job.ts';

/** The ID of the job that the service answered for most recently, and not refused since; null where there is none. */
export function lastAnswered(jobs: Iterable<WatchedJob>): string | null {
  let found: { id: string; at: number } | null = null;
  for (const { record } of jobs)
    if (record.fetchedAt !== null && record.failure === null && record.fetchedAt > (found?.at ?? -Infinity))
      found = { id: record.id, at: record.fetchedAt };
  return found?.id ?? null;
}
