import type { Batch } from '../../shared/batch.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { JobSums } from '../jobs/job-sums.svelte.ts';
import { noneStuck, type StuckJobs } from '../jobs/stuck-jobs.ts';
import { ViewState } from '../list/view-state.svelte.ts';

/** A view of rows that a test changes, given from the newest to the oldest. */
export function viewOf(
  rows: () => readonly JobRow[],
  {
    stuck = () => noneStuck,
    now = () => 0,
    batches = () => [],
  }: { stuck?: () => StuckJobs; now?: () => number; batches?: () => readonly Batch[] } = {},
): ViewState {
  const all = () => ({
    rows: rows(),
    stuck: stuck(),
    row: (id: string) => rows().find((row) => row.id === id),
  });
  const sums = new JobSums(all);
  return new ViewState({ all, sums: () => sums.list, batches, now });
}
