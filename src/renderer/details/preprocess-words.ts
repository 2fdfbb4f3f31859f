import type { Job } from '../../shared/job/job.ts';
import { plainStatus } from '../../shared/job/job-status.ts';
import { sentenceCase } from '../jobs/job-words.ts';

/** The state of preprocessing in a word, and a sentence where the state alone would leave a question. */
export interface PreprocessWords {
  state: string;
  why: string | null;
}

/**
 * Why a job has no preprocessing: GLB input goes to the pipeline as it is, everything else is brought into that form
 * first. Source: the API page "Job lifecycle" (`preprocess` and non-GLB inputs).
 */
export function preprocessWords(job: Pick<Job, 'preprocess' | 'job_type' | 'filename'>): PreprocessWords {
  const sent = job.preprocess?.status ?? null;
  if (sent === null) return { state: 'Unknown', why: 'The service has said nothing about preprocessing.' };
  const status = plainStatus(sent);
  if (status === 'skipped') return { state: 'Skipped', why: whySkipped(job) };
  if (status === 'pending') return { state: 'Pending', why: 'It has not begun yet.' };
  return { state: sentenceCase(status), why: null };
}

function whySkipped({ job_type, filename }: Pick<Job, 'job_type' | 'filename'>): string {
  if (job_type === 'simulate_usd')
    return 'A simulation starts from a finished asset; there is nothing to prepare.';
  const isGlb = job_type === 'glb_to_simready' || filename?.toLowerCase().endsWith('.glb') === true;
  if (isGlb) return 'The input is a GLB already, the form that preprocessing would bring it into.';
  return 'The service skipped it; the input needed no preparation.';
}
