import type { Job } from './job.ts';

/** The fields of a job that the API documents. */
export const documentedFields = [
  'id',
  'physiq_job_id',
  'status',
  'stage',
  'progress',
  'error',
  'filename',
  'file_size_bytes',
  'timing',
  'job_type',
  'credits_charged',
  'parameters',
  'report',
  'input',
  'preprocess',
  'output',
  'source_job',
  'simulations',
  'createdAt',
  'updatedAt',
] as const satisfies readonly (keyof Job)[];

/** What else the service sent of a job, without what is null; null where that is nothing. */
export function otherFieldsOf(job: Job): Record<string, unknown> | null {
  const known = new Set<string>(documentedFields);
  const others = Object.entries(job).filter(([name, value]) => !known.has(name) && value !== null);
  return others.length === 0 ? null : Object.fromEntries(others);
}
