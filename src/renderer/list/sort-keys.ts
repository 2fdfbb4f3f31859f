import { isUnknownJob, knownStatuses, outcomeOf, plainStatus } from '../../shared/job/job-status.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { nameOf } from '../jobs/job-words.ts';
import { foldText } from '../jobs/search-text.ts';

const names = new WeakMap<JobRow, string>();

/** A name so that numbers in it compare as numbers: `part 9` before `part 10`. Made once for each row. */
export function nameKey(row: JobRow): string {
  const known = names.get(row);
  if (known !== undefined) return known;
  const key = foldText(nameOf(row)).replaceAll(/\d+/g, (digits) => digits.padStart(12, '0'));
  names.set(row, key);
  return key;
}

/** The way of a job: not asked yet, through the statuses, done, failed, unknown; within a status by progress. */
export function statusKey(row: JobRow): number {
  const { status, progress } = row;
  if (isUnknownJob(row)) return 100_000;
  if (status === null) return 0;
  const ended = outcomeOf(status);
  const known = ended === null ? plainStatus(status) : ended === 'completed' ? ended : 'failed';
  const place = (knownStatuses as readonly string[]).indexOf(known);
  // A status nobody has heard of is taken for one in progress: next to running.
  const rank = place < 0 ? knownStatuses.indexOf('running') + 0.5 : place;
  return (rank + 1) * 1000 + Math.min(Math.max(progress ?? 0, 0), 100);
}
