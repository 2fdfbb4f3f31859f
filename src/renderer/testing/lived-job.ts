import { parseJob } from '../../shared/job/job.ts';
import type { JobDetail } from '../../shared/watched-job.ts';
import { jobDetail } from './states.ts';

/** Noon, from which the times of {@link livedJob} count in seconds. */
export const noon = Date.UTC(2026, 4, 6, 12, 0, 0);
export const at = (seconds: number): number => noon + seconds * 1_000;
export const iso = (seconds: number): string => new Date(at(seconds)).toISOString();

/** The details of a job that went through everything in 200 s, but for what a test has otherwise. */
export function livedJob(values: object = {}, detail: Partial<JobDetail> = {}): JobDetail {
  const parsed = parseJob({
    id: 'abc123',
    status: 'completed',
    createdAt: iso(0),
    updatedAt: iso(200),
    timing: { queued_at: iso(60), started_at: iso(80), completed_at: iso(200) },
    preprocess: {
      status: 'completed',
      started_at: iso(10),
      completed_at: iso(60),
      steps: ['export', 'align'],
    },
    ...values,
  });
  if (parsed === null) throw new Error('The test gives a job that cannot be read.');
  return { ...jobDetail({ status: parsed.job.status, fetchedAt: at(201) }), job: parsed.job, ...detail };
}
