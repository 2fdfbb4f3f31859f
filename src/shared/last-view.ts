import { notGrouped, type ListGroups } from './grouping.ts';
import { newestOnTop, noFilter, type JobFilter, type JobSort } from './saved-view.ts';

/** Where a long list stands. */
export interface ScrollPlace {
  /** The first job in view. */
  id: string;
  /** How many pixels of its row are above the view; negative where the heads of groups stand above it. */
  above: number;
}

/** Where the person was in the window, for the next start. */
export interface LastView {
  filter: JobFilter;
  sort: JobSort;
  groups: ListGroups;
  /** Null at the top, which shows what comes in. */
  scroll: ScrollPlace | null;
  /** The job whose details are open. */
  openId: string | null;
}

export const firstView: LastView = {
  filter: noFilter,
  sort: newestOnTop,
  groups: notGrouped,
  scroll: null,
  openId: null,
};
