import type { Question } from '../state/questions.svelte.ts';
import { jobsWords } from '../words/jobs.ts';

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
  const { title, titleWithBatch, text, yes } = jobsWords.removal;
  return {
    title: batch === undefined ? title(count) : titleWithBatch(count, batch),
    text,
    yes: yes(count),
  };
}
