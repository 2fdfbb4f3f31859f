import { newestOnTop, noFilter, type JobFilter, type JobSort } from './saved-view.ts';

/** Where a long list stands. */
export interface ScrollPlace {
  /** The first job in view. */
  id: string;
  /** How many pixels of its row are above the view. */
  above: number;
}

/** Where the person was in the window, for the next start. */
export interface LastView {
  filter: JobFilter;
  sort: JobSort;
  /** Null at the top, which shows what comes in. */
  scroll: ScrollPlace | null;
  /** The job whose details are open. */
  openId: string | null;
}

export const firstView: LastView = { filter: noFilter, sort: newestOnTop, scroll: null, openId: null };
