import type { Job } from '../../shared/job/job.ts';
import { parseTimestamp } from '../../shared/lib/timestamp.ts';
import type { Sighting } from './schedule.ts';

/**
 * What an answer says of the way of its job.
 *
 * @param at when it came, in milliseconds since the epoch
 */
export const sightingOf = ({ status, progress, timing, createdAt }: Job, at: number): Sighting => ({
  status,
  at,
  queuedAt: parseTimestamp(createdAt) ?? parseTimestamp(timing?.queued_at),
  startedAt: parseTimestamp(timing?.started_at),
  progress,
});
