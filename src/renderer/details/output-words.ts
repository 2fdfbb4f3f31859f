import { outcomeOf, type Outcome } from '../../shared/job/job-status.ts';

/** Why a job has no files, in a word and in a sentence. */
export interface NothingMade {
  state: string;
  why: string;
}

const ended: Record<Outcome, NothingMade> = {
  completed: {
    state: 'None listed',
    why: 'The job is completed, but the service lists no files of it. Its result may be there all the same: try to download it.',
  },
  failed: { state: 'None', why: 'The job failed, so nothing was made.' },
  cancelled: { state: 'None', why: 'The job ended before anything was made.' },
};

export function nothingMade(status: string): NothingMade {
  const outcome = outcomeOf(status);
  return outcome === null ? { state: 'None yet', why: 'It is made when the job completes.' } : ended[outcome];
}
