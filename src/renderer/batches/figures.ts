import type { BatchProgress } from '../../shared/batch-progress.ts';
import type { StatusGroup } from '../../shared/saved-view.ts';

/** One number of the completeness report. */
export interface Figure {
  label: string;
  count: number;
  /** What the list shows when it is chosen; null for what is not in the list. */
  statuses: StatusGroup[] | null;
  tone: 'plain' | 'done' | 'failed' | 'warning';
}

/**
 * The completeness report, number by number. A stuck job is still on its way, so it is in both numbers, as it is in both
 * lists. What is on the way or removed is told where there is any.
 */
export function figuresOf(progress: BatchProgress): Figure[] {
  const { expected, done, failed, unknown, stuck, waiting, running, removed } = progress;
  const moving = waiting + running + stuck;
  const optional = (figure: Figure): Figure[] => (figure.count === 0 ? [] : [figure]);
  return [
    { label: 'expected', count: expected, statuses: [], tone: 'plain' },
    { label: 'done', count: done, statuses: ['done'], tone: 'done' },
    ...optional({ label: 'on the way', count: moving, statuses: ['waiting', 'active'], tone: 'plain' }),
    { label: 'failed', count: failed, statuses: ['failed'], tone: 'failed' },
    { label: 'unknown', count: unknown, statuses: ['unknown'], tone: 'warning' },
    { label: 'stuck', count: stuck, statuses: ['stuck'], tone: 'warning' },
    ...optional({ label: 'removed', count: removed, statuses: null, tone: 'plain' }),
  ];
}

/** Whether the list shows just what a figure counts. */
export const isShown = ({ statuses }: Figure, shown: readonly StatusGroup[]): boolean =>
  statuses !== null && statuses.length === shown.length && statuses.every((group) => shown.includes(group));
