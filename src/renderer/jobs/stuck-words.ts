import { stillFor } from '../../shared/stuck.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { formatDuration } from '../ui/format.ts';

/** `No change for 24 min`: for how long a job is known to have stood still; null where it has ended or never answered. */
export function stillWords(row: JobRow): string | null {
  const still = stillFor(row);
  return still === null ? null : `No change for ${formatDuration(still)}`;
}
