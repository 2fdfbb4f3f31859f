import type { BatchProgress } from '../../shared/batch-progress.ts';

/** What of a ring is filled: the share of what is in the list that is done, and that has failed. */
export function ringShares({ expected, removed, done, failed }: BatchProgress): {
  done: number;
  failed: number;
} {
  const present = Math.max(1, expected - removed);
  return { done: done / present, failed: failed / present };
}
