import { noBatch, type JobFilter, noFilter } from '../../shared/saved-view.ts';
import { standingOf } from '../../shared/review.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { reasonOf } from '../jobs/failure-reasons.ts';
import { searchTerms, searchText } from '../jobs/search-text.ts';
import { groupOf, isInGroup, type IsStuck } from '../jobs/status-groups.ts';
import { listWords } from '../words/list.ts';

/** What a filter needs to know beside the rows. */
export interface FilterContext {
  /** Milliseconds since the epoch. */
  now: number;
  isStuck: IsStuck;
}

export type Matcher = (row: JobRow) => boolean;

/** The test for what a filter shows, taken apart once so that each row costs next to nothing. */
export function matcherOf(filter: JobFilter, { now, isStuck }: FilterContext): Matcher {
  const { statuses, types, batch, archived, verdicts, reviews } = filter;
  const terms = searchTerms(filter.query);
  const since = beginningOf(filter.since, now);
  const tests: Matcher[] = [(row) => row.archived === archived];
  if (statuses.length > 0) tests.push((row) => statuses.some((group) => isInGroup(row, group, isStuck)));
  if (types.length > 0) tests.push((row) => row.type !== null && types.includes(row.type));
  if (batch === noBatch) tests.push((row) => row.batches.length === 0);
  else if (batch !== null) tests.push((row) => row.batches.includes(batch));
  if (filter.reason !== null)
    tests.push((row) => groupOf(row) === 'failed' && reasonOf(row) === filter.reason);
  if (verdicts.length > 0) tests.push(({ verdict }) => verdicts.includes(verdict ?? 'none'));
  if (reviews.length > 0) tests.push((row) => reviews.includes(standingOf(row)));
  if (since > 0) tests.push((row) => row.addedAt >= since);
  if (terms.length > 0)
    tests.push((row) => {
      const text = searchText(row);
      return terms.every((term) => text.includes(term));
    });
  return (row) => tests.every((test) => test(row));
}

/** Whether a filter is for the failed alone: they can be narrowed to those with one reason. */
export const isOfFailed = ({ statuses }: JobFilter): boolean =>
  statuses.length === 1 && statuses[0] === 'failed';

const hour = 60 * 60 * 1000;

/** Where the time of a filter begins, in milliseconds since the epoch; 0 for any time. Today begins at midnight here. */
export function beginningOf(since: JobFilter['since'], now: number): number {
  if (since === 'any') return 0;
  if (since === 'today') return new Date(now).setHours(0, 0, 0, 0);
  return now - { hour, week: 7 * 24 * hour, month: 30 * 24 * hour }[since];
}

/** What to say of a list in which nothing is shown, and whether to offer to clear what narrows it. */
export function emptyWords(filter: JobFilter): { title: string; hint: string } {
  const { query, archived } = filter;
  const narrows = { ...filter, query: '', statuses: [], archived: false };
  const isStatusAlone = query.trim() === '' && JSON.stringify(narrows) === JSON.stringify(noFilter);
  const { empty } = listWords;
  if (query.trim() !== '') return { title: empty.notFound.title(query.trim()), hint: empty.notFound.hint };
  if (archived && isStatusAlone && filter.statuses.length === 0) return empty.noneArchived;
  if (isStatusAlone && filter.statuses.length > 0) return empty.noneNow;
  return empty.filteredOut;
}
