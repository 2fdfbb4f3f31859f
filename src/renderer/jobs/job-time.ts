import { hasEnded } from '../../shared/job-status.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { formatAge, formatDuration } from '../ui/format.ts';

/** How long a job has been or was on its way, and when that ended; null for what is not known. */
export interface JobTime {
  duration: string | null;
  age: string | null;
}

/** Age or duration of a job at a moment (milliseconds since the epoch). */
export function jobTime(row: JobRow, now: number): JobTime {
  const began = row.startedAt ?? row.createdAt;
  const isOver = hasEnded(row.status);
  const ended = isOver ? row.completedAt : now;
  return {
    duration: began === null || ended === null || ended < began ? null : formatDuration(ended - began),
    age: isOver && row.completedAt !== null ? formatAge(row.completedAt, now) : null,
  };
}
