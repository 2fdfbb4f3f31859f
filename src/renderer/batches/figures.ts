import type { BatchProgress, BatchTally } from '../../shared/batch.ts';
import type { Remaining } from '../../shared/remaining.ts';
import type { JobFilter, StatusGroup } from '../../shared/saved-view.ts';

/** The part of a filter that a figure stands for. */
export type FigureFilter = Pick<JobFilter, 'statuses' | 'archived'>;

/** One number of the completeness report. */
interface Figure {
  label: string;
  count: number;
  /** What the list shows when it is chosen; null if it counts jobs that are not in the list. */
  shows: FigureFilter | null;
  tone: 'plain' | 'done' | 'failed' | 'warning';
}

/**
 * The figures of a batch. Each counts what the list shows when it is chosen: archived jobs have a figure of their own and
 * are in no other. A stuck job is still on its way, so both figures count it, and both lists show it. The figures for jobs
 * on the way, archived and removed are left out while they are 0.
 *
 * @param progress of the whole batch
 * @param listed the sums over its jobs that are not archived
 * @param archived how many of its jobs are
 */
export function figuresOf(
  { expected, removed }: Pick<BatchProgress, 'expected' | 'removed'>,
  listed: BatchTally,
  archived: number,
): Figure[] {
  const { done, failed, unknown, stuck, waiting, running } = listed;
  const figure = (
    label: string,
    count: number,
    statuses: StatusGroup[],
    tone: Figure['tone'] = 'plain',
  ): Figure => ({ label, count, shows: { statuses, archived: false }, tone });
  const optional = (one: Figure): Figure[] => (one.count === 0 ? [] : [one]);
  return [
    figure('expected', expected, []),
    figure('done', done, ['done'], 'done'),
    ...optional(figure('on the way', waiting + running + stuck, ['waiting', 'active'])),
    figure('failed', failed, ['failed'], 'failed'),
    figure('unknown', unknown, ['unknown'], 'warning'),
    figure('stuck', stuck, ['stuck'], 'warning'),
    ...optional({ ...figure('archived', archived, []), shows: { statuses: [], archived: true } }),
    ...optional({ ...figure('removed', removed, []), shows: null }),
  ];
}

/** Whether the list shows exactly what a figure counts. */
export const isShown = ({ shows }: Figure, { statuses, archived }: FigureFilter): boolean =>
  shows !== null &&
  shows.archived === archived &&
  shows.statuses.length === statuses.length &&
  shows.statuses.every((group) => statuses.includes(group));

/** The parts of a progress ring: which share of the batch's jobs is done, and which has failed. */
export function ringShares({ expected, removed, done, failed }: BatchProgress): {
  done: number;
  failed: number;
} {
  const present = Math.max(1, expected - removed);
  return { done: done / present, failed: failed / present };
}

/** How a batch stands, in a line: `81 of 125 done, 3 failed, 41 on the way`. */
export function standingWords({
  expected,
  done,
  failed,
  unknown,
  waiting,
  running,
  stuck,
}: BatchProgress): string {
  const moving = waiting + running + stuck;
  const others = [
    [failed, 'failed'],
    [unknown, 'unknown'],
    [moving, 'on the way'],
  ] as const;
  return [
    `${done.toLocaleString()} of ${expected.toLocaleString()} done`,
    ...others.flatMap(([count, label]) => (count === 0 ? [] : `${count.toLocaleString()} ${label}`)),
  ].join(', ');
}

const minute = 60_000;
const hour = 60 * minute;

/** `less than a minute left`, `about 4 min left`, `4 to 7 min left`, `1 to 3 h left`: a range, no more precise than the estimate. */
export function remainingWords({ low, high }: Remaining): string {
  if (high < minute) return 'less than a minute left';
  const [unit, word] = high < 2 * hour ? [minute, 'min'] : [hour, 'h'];
  const from = Math.floor(low / unit);
  const to = Math.ceil(high / unit);
  if (from === to) return `about ${to} ${word} left`;
  return from === 0 ? `up to ${to} ${word} left` : `${from} to ${to} ${word} left`;
}
