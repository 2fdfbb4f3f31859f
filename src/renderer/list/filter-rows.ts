import type { JobFilter } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { searchTerms, searchText } from '../jobs/search-text.ts';
import { isInGroup, type IsStuck } from '../jobs/status-groups.ts';

/** What a filter needs to know beside the rows. */
export interface FilterContext {
  /** Milliseconds since the epoch. */
  now: number;
  isStuck: IsStuck;
}

type Matcher = (row: JobRow) => boolean;

/** The test for what a filter shows, taken apart once so that each row costs next to nothing. */
export function matcherOf(filter: JobFilter, { now, isStuck }: FilterContext): Matcher {
  const { statuses, types, batch, archived } = filter;
  const terms = searchTerms(filter.query);
  const since = beginningOf(filter.since, now);
  const tests: Matcher[] = [(row) => row.archived === archived];
  if (statuses.length > 0) tests.push((row) => statuses.some((group) => isInGroup(row, group, isStuck)));
  if (types.length > 0) tests.push((row) => row.type !== null && types.includes(row.type));
  if (batch !== null) tests.push((row) => row.batches.includes(batch));
  if (since > 0) tests.push((row) => row.addedAt >= since);
  if (terms.length > 0)
    tests.push((row) => {
      const text = searchText(row);
      return terms.every((term) => text.includes(term));
    });
  return (row) => tests.every((test) => test(row));
}

const hour = 60 * 60 * 1000;

/** Where the time of a filter begins, in milliseconds since the epoch; 0 for any time. Today begins at midnight here. */
export function beginningOf(since: JobFilter['since'], now: number): number {
  if (since === 'any') return 0;
  if (since === 'today') return new Date(now).setHours(0, 0, 0, 0);
  return now - { hour, week: 7 * 24 * hour, month: 30 * 24 * hour }[since];
}
