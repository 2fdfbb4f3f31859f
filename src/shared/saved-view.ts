import { verdictStandings } from './verdict.ts';
import type { ReviewStanding } from './review.ts';

/** Groups of statuses that people look for; `unknown` are IDs that the service does not know. */
export const statusGroups = ['waiting', 'active', 'stuck', 'done', 'failed', 'unknown'] as const;
export type StatusGroup = (typeof statusGroups)[number];

/** What results can be narrowed to by their verdict; `none` are those without one. */
export const verdictChoices = [...verdictStandings, 'none'] as const;
export type VerdictChoice = (typeof verdictChoices)[number];

/** Times of adding that the list can be narrowed to. */
export const addedSince = ['any', 'hour', 'today', 'week', 'month'] as const;

/** Characters of a reason why jobs failed. */
export const maxReasonLength = 200;

/** Stands among the IDs of batches for the jobs that are in none, such as those that came from the account's list. */
export const noBatch = 'none';

/** Which jobs the list shows. An empty list of choices means any. */
export interface JobFilter {
  query: string;
  statuses: StatusGroup[];
  types: string[];
  /** ID of a batch, or {@link noBatch}; null for jobs in any batch and in none. */
  batch: string | null;
  /** By the time of adding. */
  since: (typeof addedSince)[number];
  archived: boolean;
  /** Why jobs failed, see `reasonOf`; null for any reason. Narrows only a list of failed jobs. */
  reason: string | null;
  verdicts: VerdictChoice[];
  /** What a person decided about results. */
  reviews: ReviewStanding[];
}

export const noFilter: JobFilter = {
  query: '',
  statuses: [],
  types: [],
  batch: null,
  since: 'any',
  archived: false,
  reason: null,
  verdicts: [],
  reviews: [],
};

export const sortColumns = [
  'submitted',
  'added',
  'name',
  'status',
  'type',
  'time',
  'size',
  'completed',
  'verdict',
  'review',
] as const;

export interface JobSort {
  column: (typeof sortColumns)[number];
  descending: boolean;
}

export const isSameSort = (a: JobSort, b: JobSort): boolean =>
  a.column === b.column && a.descending === b.descending;

/** Whether two lists of choices are the same, in whatever order they were made. */
export const isSameChoice = <Choice>(a: readonly Choice[], b: readonly Choice[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));

/** What was submitted last is on top. */
export const newestOnTop: JobSort = { column: 'submitted', descending: true };

/** What is advised to be looked at is on top. */
export const worstFirst: JobSort = { column: 'verdict', descending: false };

/** A filter and an order that a person gave a name. */
export interface SavedView {
  id: string;
  name: string;
  filter: JobFilter;
  sort: JobSort;
}
