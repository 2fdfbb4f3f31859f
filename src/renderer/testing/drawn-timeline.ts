import { timelineOf, type Segment } from '../details/timeline/segments.ts';
import { at, livedJob, noon } from './lived-job.ts';

/** The timeline of a job, seen long after its end unless something else is said. */
export const draw = (detail = livedJob(), values: Partial<Parameters<typeof timelineOf>[1]> = {}) =>
  timelineOf(detail, { download: null, now: at(500), isStale: false, ...values });

/** Segments in short: kind, from and to in seconds after noon. */
export const short = (segments: readonly Segment[]) =>
  segments.map(({ kind, from, to }) => [kind, (from - noon) / 1_000, (to - noon) / 1_000]);

/** Times that the service did not tell. */
export const nothingTold = { queued_at: null, started_at: null, completed_at: null };
