import type { JobRow } from '../../shared/watched-job.ts';
import { stateOf } from '../jobs/job-words.ts';

/** Whether the status of a row has a line below it: how far the job is, why it ended, or why it is not known. */
export function hasSecondLine(row: JobRow): boolean {
  const { tone } = stateOf(row);
  return (
    tone === 'active' ||
    tone === 'failed' ||
    tone === 'unknown' ||
    (tone === 'cancelled' && row.error !== null)
  );
}
