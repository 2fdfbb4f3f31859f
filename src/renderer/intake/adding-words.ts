import type { AddProgress } from '../../shared/intake.ts';
import { countOf } from '../words/count.ts';

/** How far an addition is, in words and as a percentage; null while it is not known. */
export const addingWords = ({ done, total }: AddProgress): { text: string; percent: number | null } =>
  total === null
    ? { text: 'Looking for job IDs…', percent: null }
    : {
        text: `Adding ${done.toLocaleString()} of ${countOf(total, 'job')}…`,
        percent: (100 * done) / total,
      };
