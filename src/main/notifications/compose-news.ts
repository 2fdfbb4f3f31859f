import type { News } from '../../shared/notifications.ts';
import { outcomeOf } from '../../shared/job/job-status.ts';
import { isOver, isSettled, type ObservedJob } from './observed-job.ts';

/** A batch, as far as its end is concerned. */
export interface ObservedBatch {
  id: string;
  name: string;
  jobs: readonly ObservedJob[];
}

/** More batches than this at once are told as a sum. */
const maxBatchesApart = 3;

/** Jobs that finished together, told as one; null where there are none. */
export function newsOfJobs(jobs: readonly ObservedJob[]): News | null {
  const [first] = jobs;
  if (first === undefined) return null;
  const { completed, failed } = countEnds(jobs);
  const isCancelled = outcomeOf(first.status) === 'cancelled';
  const only =
    jobs.length === 1 ? { id: first.id, name: first.name, ...(isCancelled ? { isCancelled } : {}) } : null;
  return { kind: 'jobs', completed, failed, only };
}

/**
 * Batches that are over: one piece of news each, or a sum where many ended at once. A batch whose jobs were all over when
 * this app first saw them is no news.
 */
export function newsOfBatches(batches: readonly ObservedBatch[]): News[] {
  const over = batches.filter(isBatchOver).map(({ id, name, jobs }) => ({ id, name, ...countEnds(jobs) }));
  if (over.length <= maxBatchesApart)
    return over.map(({ id, ...batch }) => ({ kind: 'batch', batchId: id, ...batch }));
  const sum = (field: 'completed' | 'failed' | 'unknown'): number =>
    over.reduce((total, batch) => total + batch[field], 0);
  return [
    {
      kind: 'batches',
      batches: over.length,
      completed: sum('completed'),
      failed: sum('failed'),
      unknown: sum('unknown'),
    },
  ];
}

/** Whether nothing of a batch is left to wait for, and this app saw some of it happen. */
export const isBatchOver = ({ jobs }: ObservedBatch): boolean =>
  jobs.every(isSettled) && jobs.some((job) => job.wasOnItsWay && isOver(job));

/** A cancelled job counts as failed: it is over and has no result. */
function countEnds(jobs: readonly ObservedJob[]): { completed: number; failed: number; unknown: number } {
  const counts = { completed: 0, failed: 0, unknown: 0 };
  for (const { status } of jobs) {
    const outcome = outcomeOf(status);
    if (outcome === null) counts.unknown += 1;
    else counts[outcome === 'completed' ? 'completed' : 'failed'] += 1;
  }
  return counts;
}
