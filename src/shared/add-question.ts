import type { GivenBy } from './given-text.ts';

/** Asked before many jobs are added, since each is asked for at the service again and again. */
export interface AddQuestion {
  /** Of this question, for the answer to it. */
  number: number;
  by: GivenBy;
  /** How many jobs would be new on the list. */
  jobs: number;
  /** Where they come from, in a person's words. */
  source: string;
}
