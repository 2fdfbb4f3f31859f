import type { Batch } from '../../../shared/batch.ts';
import { maxGroupKeyLength, type Grouping } from '../../../shared/grouping.ts';
import { standingOf } from '../../../shared/job/job-status.ts';
import type { JobFilter } from '../../../shared/saved-view.ts';
import type { JobRow } from '../../../shared/watched-job.ts';
import { givenReason, reasonOf } from '../../jobs/failure-reasons.ts';
import { sentenceCase, stateOf, typeWords } from '../../jobs/job-words.ts';
import { groupOf } from '../../jobs/status-groups.ts';
import { formatDay, formatTimeOfDay } from '../../ui/format.ts';
import { groupWords } from '../../words/groups.ts';
import { jobsWords } from '../../words/jobs.ts';
import { listWords } from '../../words/list.ts';
import { statusKey, submittedAt } from '../sort-rows.ts';
import type { RowGroup, RowGrouping } from './grouped-rows.ts';
import type { Sessions } from './sessions.ts';

export interface GroupingContext {
  /** The newest first. */
  batches: readonly Batch[];
  /** The batch that the list is narrowed to. */
  batch: JobFilter['batch'];
  sessions: Sessions;
}

/** How the list is grouped by something; null for no groups. */
export function groupingBy(by: Grouping, context: GroupingContext): RowGrouping | null {
  switch (by) {
    case 'none':
      return null;
    case 'batch':
      return byBatch(context);
    case 'session':
      return bySession(context.sessions);
    default:
      return simpleGroupings[by];
  }
}

/** The group of those that have nothing to be told apart by stands last. */
const emptyLast =
  (compare: RowGrouping['compare']): RowGrouping['compare'] =>
  (a, b) => {
    if (a.key !== '' && b.key !== '') return compare(a, b);
    return a.key === '' ? 1 : -1;
  };

const newestFirst: RowGrouping['compare'] = (a, b) => Number(b.key) - Number(a.key);
const keyOfText = (text: string): string => text.slice(0, maxGroupKeyLength);

/** A job that is in several batches stands in the newest: each row is in the list once. */
function byBatch({ batches, batch }: GroupingContext): RowGrouping {
  const places = new Map(batches.map(({ id }, index) => [id, index]));
  const placeOf = (id: string): number => places.get(id) ?? Infinity;
  const newest = (ids: readonly string[]): string =>
    ids.reduce((best, id) => (placeOf(id) < placeOf(best) ? id : best), '');
  return {
    keyOf: ({ batches: ids }) => (batch !== null && ids.includes(batch) ? batch : newest(ids)),
    compare: emptyLast((a, b) => placeOf(a.key) - placeOf(b.key)),
    labelOf: ({ key }) => batches[placeOf(key)]?.name ?? listWords.toolbar.noBatch,
  };
}

function bySession(sessions: Sessions): RowGrouping {
  return {
    keyOf: (row) => String(sessions.at(submittedAt(row)).from),
    compare: newestFirst,
    labelOf: ({ key }, now) => {
      const { from, to } = sessions.at(Number(key));
      return groupWords.session(dayWords(from, now), formatTimeOfDay(from), formatTimeOfDay(to));
    },
  };
}

/** The day that was looked for last: rows of one day follow one another. */
let lastDay = { from: 0, to: 0 };

/** When the day of a time begins here, in milliseconds since the epoch. */
function beginningOfDay(time: number): number {
  if (time >= lastDay.from && time < lastDay.to) return lastDay.from;
  const day = new Date(time);
  const from = day.setHours(0, 0, 0, 0);
  lastDay = { from, to: day.setDate(day.getDate() + 1) };
  return from;
}

function dayWords(time: number, now: number): string {
  const day = beginningOfDay(time);
  const today = beginningOfDay(now);
  if (day === today) return groupWords.today;
  if (day === beginningOfDay(today - 1)) return groupWords.yesterday;
  return formatDay(time);
}

/** Jobs that have completed are past every stage. */
const stageOf = (row: JobRow): string => (standingOf(row) === 'done' ? '' : sentenceCase(row.stage ?? ''));

const byLabel = (a: RowGroup, b: RowGroup): number => (a.key < b.key ? -1 : 1);

/** Where a status stands among the others; cancelled jobs follow the failed. */
function statusRank({ rows: [row] }: RowGroup): number {
  if (row === undefined) return 0;
  return Math.floor(statusKey(row) / 1000) + (standingOf(row) === 'cancelled' ? 0.5 : 0);
}

/** Set before a reason, so that a failure without one is told from what has not failed. */
const failed = 'failed: ';
const isFailed = (row: JobRow): boolean => groupOf(row) === 'failed';

const simpleGroupings = {
  day: {
    keyOf: (row) => String(beginningOfDay(submittedAt(row))),
    compare: newestFirst,
    labelOf: ({ key }, now) => dayWords(Number(key), now),
  },
  type: {
    keyOf: ({ type }) => keyOfText(type ?? ''),
    compare: emptyLast((a, b) => typeWords(a.key).localeCompare(typeWords(b.key))),
    labelOf: ({ key }) => (key === '' ? groupWords.noType : typeWords(key)),
  },
  status: {
    keyOf: (row) => keyOfText(stateOf(row).label),
    compare: (a, b) => statusRank(a) - statusRank(b) || byLabel(a, b),
    labelOf: ({ key }) => key,
  },
  stage: {
    keyOf: (row) => keyOfText(stageOf(row)),
    compare: emptyLast(byLabel),
    labelOf: ({ key }) => (key === '' ? groupWords.noStage : key),
  },
  reason: {
    keyOf: (row) => (isFailed(row) ? failed + reasonOf(row) : ''),
    compare: emptyLast((a, b) => b.rows.length - a.rows.length || byLabel(a, b)),
    labelOf: ({ key, saying }) => {
      if (key === '') return groupWords.notFailed;
      return (saying ?? key.slice(failed.length)) || jobsWords.noReason;
    },
    sayingOf: (row) => (isFailed(row) ? givenReason(row) : ''),
  },
} satisfies Record<Exclude<Grouping, 'none' | 'batch' | 'session'>, RowGrouping>;
