import { z } from 'zod';
import { list, numberAsText } from './values.ts';

/** Another job, as far as an answer says: `{ id, status, filename, … }`. */
const reference = z.record(z.string(), z.unknown()).nullable();
export type JobReference = Record<string, unknown>;

/** An ID alone, and a list of one, stand for the job as well. */
export const jobReference = z.preprocess(readReference, reference);

/** A list of them; one alone is a list too. */
export const jobReferences = z.preprocess(
  (value) => (isJob(value) || typeof numberAsText(value) === 'string' ? [value] : value),
  list(jobReference),
);

function readReference(value: unknown): unknown {
  const id = readId(value);
  if (id !== null) return { id };
  if (typeof value === 'string') return null;
  return Array.isArray(value) && value.length === 1 && isJob(value[0]) ? value[0] : value;
}

function readId(value: unknown): string | null {
  const text = numberAsText(value);
  return (typeof text === 'string' && text.trim()) || null;
}

const isJob = (value: unknown): value is JobReference =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'id' in value;

/** The job that a simulation starts from: `source_job`, or `source_job_id` beside it. */
export function sourceOf(job: { source_job: JobReference | null }): JobReference | null {
  if (idOf(job.source_job) !== null) return job.source_job;
  const ids = ['source_job_id', 'sourceJobId'].map((field) => readId(Reflect.get(job, field)));
  const id = ids.find((one) => one !== null);
  return id === undefined ? job.source_job : { ...job.source_job, id };
}

/** The simulations of a job: `simulations`, or where there are none, the IDs in `simulation_ids`. */
export function simulationsOf(job: { simulations: (JobReference | null)[] | null }): (JobReference | null)[] {
  if (job.simulations !== null && job.simulations.length > 0) return job.simulations;
  const ids: unknown = Reflect.get(job, 'simulation_ids') ?? Reflect.get(job, 'simulationIds');
  const read = jobReferences.safeParse(ids ?? null);
  return (read.success ? read.data : null) ?? job.simulations ?? [];
}

/** The ID in a reference; null where there is none. */
export const idOf = (job: JobReference | null | undefined): string | null => readId(job?.['id']);
