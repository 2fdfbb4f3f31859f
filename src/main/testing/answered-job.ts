import { parseJob } from '../../shared/job/job.ts';
import { withAnswer, type WatchedJob } from '../jobs/watched-job.ts';

/** What the service says of a job on its way, with a time that nobody can read and a field of a later version. */
export const rawJob = {
  id: 'a1',
  status: 'running',
  stage: 'texturing',
  progress: 42,
  error: null,
  filename: 'chair.glb',
  job_type: 'glb_to_simready',
  timing: { queued_at: null, started_at: '2026-05-06T12:00:01.000Z', completed_at: 'soon' },
  createdAt: '2026-05-06T12:00:00.000Z',
  added_later_by_the_service: { kept: true },
};

/** A watched job after an answer that differs from {@link rawJob} in what is named. */
export function answered(watched: WatchedJob, changes: object, now: number): WatchedJob {
  const answer = { ...rawJob, ...changes };
  const parsed = parseJob(answer);
  if (parsed === null) throw new Error('The test gives a job that cannot be read.');
  return withAnswer(watched, { ...parsed, raw: answer }, now);
}
