import { stillFor } from '../../shared/stuck.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { formatDuration } from '../ui/format.ts';

const minuteMs = 60_000;

/** `No change for 24 min`: for how long a job is known to have stood still; null where it has ended or never answered. */
export function stillWords(row: JobRow): string | null {
  const still = stillFor(row);
  if (still === null) return null;
  // Seconds would only flicker.
  const shown = still < minuteMs ? still : Math.floor(still / minuteMs) * minuteMs;
  return `No change for ${formatDuration(shown)}`;
}
