import type { Job } from '../../shared/job.ts';
import { statusWords } from '../jobs/job-words.ts';

export interface RelatedJob {
  role: 'Source job' | 'Simulation' | 'Simulations';
  id: string | null;
  status: string | null;
}

/** The source of a simulation and the simulations of a source; a place without a job keeps its place. */
export function relatedJobs(job: Pick<Job, 'source_job' | 'simulations'>): RelatedJob[] {
  const simulations = job.simulations ?? [];
  return [
    { role: 'Source job', ...describe(job.source_job) },
    ...(simulations.length === 0 ? [{ role: 'Simulations' as const, ...describe(null) }] : []),
    ...simulations.map((simulation) => ({ role: 'Simulation' as const, ...describe(simulation) })),
  ];
}

function describe(reference: Record<string, unknown> | null): Pick<RelatedJob, 'id' | 'status'> {
  const id = reference?.['id'];
  const status = reference?.['status'];
  return {
    id: typeof id === 'string' && id !== '' ? id : null,
    status: typeof status === 'string' ? statusWords(status).label : null,
  };
}
