import { outcomeOf } from '../../shared/job/job-status.ts';
import type { JobRow } from '../../shared/watched-job.ts';

/** A number that another job being completed, coming or going changes, and nothing else: history is learned anew by it. */
export function completionMark(rows: readonly JobRow[]): number {
  let mark = 0;
  for (const { status, completedAt, order } of rows)
    if (outcomeOf(status) === 'completed') mark = (mark * 31 + ((completedAt ?? 0) % 1e9) + order + 1) % 1e12;
  return mark;
}
