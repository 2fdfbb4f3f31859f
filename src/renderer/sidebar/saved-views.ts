import type { JobFilter, JobSort, SavedView, StatusGroup } from '../../shared/saved-view.ts';
import { isSameChoice, isSameSort, newestOnTop } from '../../shared/saved-view.ts';

/** Whether two filters show the same, in whatever order their choices were made. */
export const isSameFilter = (a: JobFilter, b: JobFilter): boolean =>
  a.query.trim() === b.query.trim() &&
  a.batch === b.batch &&
  a.since === b.since &&
  a.archived === b.archived &&
  a.reason === b.reason &&
  isSameChoice(a.statuses, b.statuses) &&
  isSameChoice(a.types, b.types) &&
  isSameChoice(a.verdicts, b.verdicts) &&
  isSameChoice(a.reviews, b.reviews);

/** Whether a filter and an order are worth a name: something beside all jobs as they always are. */
export const isWorthSaving = (isFiltered: boolean, sort: JobSort): boolean =>
  isFiltered || !isSameSort(sort, newestOnTop);

const moving: readonly StatusGroup[] = ['waiting', 'active', 'stuck'];

/** Whether a view is about jobs on their way: its count is out of date when the service is out of reach. */
export const countsMoving = ({ statuses }: Pick<JobFilter, 'statuses'>): boolean =>
  statuses.some((group) => moving.includes(group));

/** The views with one more, or with the one of the same name changed. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  const isThere = views.some(({ id }) => id === view.id);
  return isThere ? views.map((one) => (one.id === view.id ? view : one)) : [...views, view];
}

/** The views with a removed one back in its place, where it is not there all the same. */
export const withViewAt = (views: readonly SavedView[], view: SavedView, index: number): SavedView[] =>
  views.some(({ id }) => id === view.id) ? [...views] : views.toSpliced(index, 0, view);
