import { plainStatus } from '../../shared/job/job-status.ts';
import type { Job } from '../../shared/job/job.ts';
import { sentenceCase } from '../jobs/job-words.ts';
import { detailsWords } from '../words/details.ts';
import { outlineReport } from './report/report-outline.ts';

/** Where a job failed and what the service says about it. */
export interface FailurePlace {
  /** Where, in words. */
  where: string;
  /** The service's reason; null where it gave none. */
  reason: string | null;
  /** The part of the details that says more; null where none does. */
  part: 'preprocess' | 'report' | null;
}

/** Reads from the answer of a failed job where it failed and why. */
export function failureOf(
  job: Pick<Job, 'status' | 'stage' | 'error' | 'preprocess' | 'report'>,
): FailurePlace {
  const { preprocess, stage } = job;
  const words = detailsWords.failure;
  const reason = job.error ?? preprocess?.error ?? null;
  const step = preprocess?.steps?.findLast((one) => one !== null) ?? null;
  if (plainStatus(preprocess?.status ?? '') === 'failed')
    return {
      where: step === null ? words.preprocessing : words.preprocessingAtStep(sentenceCase(step)),
      reason,
      part: 'preprocess',
    };
  const status = plainStatus(job.status) === 'failed' ? words.failed : sentenceCase(job.status);
  const where = stage === null ? status : words.atStage(status, sentenceCase(stage));
  const saysWhy = outlineReport(job.report).checks.some(({ verdict }) => verdict === 'failed');
  return { where, reason, part: saysWhy ? 'report' : null };
}
