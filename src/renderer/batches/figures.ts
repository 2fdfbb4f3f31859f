import type { BatchProgress, BatchTally } from '../../shared/batch.ts';
import type { DownloadQueueState } from '../../shared/downloads.ts';
import type { Remaining } from '../../shared/remaining.ts';
import {
  isSameChoice,
  worstFirst,
  type JobFilter,
  type JobSort,
  type StatusGroup,
} from '../../shared/saved-view.ts';
import { needingALook } from '../../shared/verdict.ts';
import { lookFigureOf } from '../jobs/look-figure.ts';
import { batchesWords as words } from '../words/batches.ts';

/** The part of a filter that a figure stands for. */
export type FigureFilter = Pick<JobFilter, 'statuses' | 'archived' | 'verdicts'>;

/** One number of the completeness report. */
interface Figure {
  label: string;
  count: number;
  /** What the list shows when it is chosen; null where it cannot show just those that are counted. */
  shows: FigureFilter | null;
  /** How that is sorted; else as the list is. */
  sort?: JobSort;
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
  const said = words.figures;
  const figure = (
    label: string,
    count: number,
    statuses: StatusGroup[],
    tone: Figure['tone'] = 'plain',
  ): Figure => ({ label, count, shows: { statuses, archived: false, verdicts: [] }, tone });
  const optional = (one: Figure): Figure[] => (one.count === 0 ? [] : [one]);
  return [
    figure(said.total, expected, []),
    figure(said.completed, done, ['done'], 'done'),
    ...optional(figure(said.active, waiting + running + stuck, ['waiting', 'active'])),
    figure(said.failed, failed, ['failed'], 'failed'),
    figure(said.unknown, unknown, ['unknown'], 'warning'),
    figure(said.stuck, stuck, ['stuck'], 'warning'),
    ...lookFigure(listed),
    ...optional({
      ...figure(said.archived, archived, []),
      shows: { statuses: [], archived: true, verdicts: [] },
    }),
    ...optional({ ...figure(said.removed, removed, []), shows: null }),
  ];
}

function lookFigure(tally: BatchTally): Figure[] {
  const figure = lookFigureOf(tally);
  if (figure === null) return [];
  const { count, label, isFilter } = figure;
  const shows = isFilter ? { statuses: [], archived: false, verdicts: [...needingALook] } : null;
  return [{ label, count, shows, sort: worstFirst, tone: isFilter ? 'warning' : 'plain' }];
}

/** Whether the list shows exactly what a figure counts. */
export const isShown = ({ shows }: Figure, { statuses, archived, verdicts }: FigureFilter): boolean =>
  shows !== null &&
  shows.archived === archived &&
  isSameChoice(shows.statuses, statuses) &&
  isSameChoice(shows.verdicts, verdicts);

/** The parts of a progress ring: which share of the batch's jobs is done, and which has failed. */
export function ringShares({ expected, removed, done, failed }: BatchProgress): {
  done: number;
  failed: number;
} {
  const present = Math.max(1, expected - removed);
  return { done: done / present, failed: failed / present };
}

/** How a batch stands, in a line: `81 of 125 completed, 3 failed, 41 active`. */
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
    [failed, words.figures.failed],
    [unknown, words.figures.unknown],
    [moving, words.figures.active],
  ] as const;
  return [
    words.completedOf(done, expected),
    ...others.flatMap(([count, label]) => (count === 0 ? [] : `${count.toLocaleString()} ${label}`)),
  ].join(', ');
}

/** What the results of a batch that are to be downloaded do, as a whole. */
export function downloadPhaseOf(
  { collecting, paused }: Pick<BatchProgress, 'collecting' | 'paused'>,
  held: DownloadQueueState['held'],
): 'receiving' | 'waiting' | 'paused' {
  if (held === 'paused' || paused === collecting) return 'paused';
  return held === null ? 'receiving' : 'waiting';
}

const minute = 60_000;
const hour = 60 * minute;

/** `under 1 min left`, `about 4 min left`, `4 to 7 min left`, `1 to 3 h left`: a range, no more precise than the estimate. */
export function remainingWords({ low, high }: Remaining): string {
  const said = words.remaining;
  if (high < minute) return said.underMinute;
  const { unit, about, upTo, between } =
    high < 2 * hour ? { unit: minute, ...said.minutes } : { unit: hour, ...said.hours };
  const from = Math.floor(low / unit);
  const to = Math.ceil(high / unit);
  if (from === to) return about(to);
  return from === 0 ? upTo(to) : between(from, to);
}
