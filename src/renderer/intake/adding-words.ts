import type { AddProgress } from '../../shared/intake.ts';
import { intakeWords } from '../words/intake.ts';

/** How far an addition is, in words and as a percentage; null while it is not known. */
export const addingWords = ({ done, total }: AddProgress): { text: string; percent: number | null } =>
  total === null
    ? { text: intakeWords.adding.looking, percent: null }
    : {
        text: intakeWords.adding.progress(done, total),
        percent: (100 * done) / total,
      };
