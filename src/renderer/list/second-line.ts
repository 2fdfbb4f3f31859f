import type { JobRow } from '../../shared/watched-job.ts';
import { stateOf } from '../jobs/job-words.ts';

/** Whether the status of a row has a line below it that says why the job ended, or is not known. */
export function hasSecondLine(row: JobRow): boolean {
  const { tone } = stateOf(row);
  return tone === 'failed' || tone === 'unknown' || (tone === 'cancelled' && row.error !== null);
}
