import type { JobRow } from '../../shared/watched-job.ts';
import { stateOf, type StatusTone } from './job-words.ts';

const labels: Record<StatusTone, string> = {
  active: 'running',
  waiting: 'waiting',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  unknown: 'unknown',
};

/** How many jobs are in each state, the moving ones first; what is archived and states without jobs are left out. */
export function countJobs(rows: readonly JobRow[]): { label: string; count: number }[] {
  const counts = new Map<StatusTone, number>();
  for (const row of rows) {
    if (row.archived) continue;
    const { tone } = stateOf(row);
    counts.set(tone, (counts.get(tone) ?? 0) + 1);
  }
  return (Object.keys(labels) as StatusTone[])
    .map((tone) => ({ label: labels[tone], count: counts.get(tone) ?? 0 }))
    .filter(({ count }) => count > 0);
}
