import type { JobSort } from '../../shared/saved-view.ts';

/** The names of what the list can be sorted by. */
export const columnLabels: Record<JobSort['column'], string> = {
  name: 'Job',
  type: 'Type',
  status: 'Status',
  time: 'Time',
  added: 'Added',
  size: 'Size',
  completed: 'Finished',
};

/** Those with a column of their own, from left to right. Narrow lists leave some out. */
export const shownColumns = ['name', 'type', 'status', 'time', 'completed', 'added', 'size'] as const;

/** Columns that narrow lists leave out. */
export const spareColumns: ReadonlySet<JobSort['column']> = new Set(['type', 'completed', 'added', 'size']);

/** Both directions of a sort in words. */
export const directionWords: Record<JobSort['column'], { ascending: string; descending: string }> = {
  name: { ascending: 'A to Z', descending: 'Z to A' },
  type: { ascending: 'A to Z', descending: 'Z to A' },
  status: { ascending: 'on the way first', descending: 'ended first' },
  time: { ascending: 'shortest first', descending: 'longest first' },
  added: { ascending: 'oldest first', descending: 'newest first' },
  size: { ascending: 'smallest first', descending: 'largest first' },
  completed: { ascending: 'earliest first', descending: 'latest first' },
};
