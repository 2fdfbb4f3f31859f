import type { Question } from '../state/questions.svelte.ts';
import { countOf } from '../words/count.ts';

/** Jobs that are removed without a question. */
const maxUnasked = 20;

/** Whether so many jobs are taken off the list only after a question. */
export const isMany = (count: number): boolean => count > maxUnasked;

/**
 * What is asked before many jobs are removed.
 *
 * @param batch the name of the batch that is removed with them
 */
export function removalQuestion(count: number, batch?: string): Question {
  const jobs = countOf(count, 'job');
  return {
    title: batch === undefined ? `Remove ${jobs} from the list?` : `Remove the batch “${batch}” and ${jobs}?`,
    text: 'Downloaded results stay on this computer. You can restore the jobs for a day under “Recently removed”.',
    yes: `Remove ${jobs}`,
  };
}
