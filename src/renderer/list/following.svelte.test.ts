import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../shared/batch.ts';
import { groupings, type Grouping } from '../../shared/grouping.ts';
import { learnHistory } from '../../shared/history.ts';
import { sumRows } from '../../shared/row-sums.ts';
import {
  noBatch,
  noFilter,
  sortColumns,
  statusGroups,
  type JobFilter,
  type JobSort,
  type VerdictChoice,
} from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import type { AppState } from '../context.ts';
import { HistoryState } from '../jobs/history-state.svelte.ts';
import { JobSums } from '../jobs/job-sums.svelte.ts';
import { noneStuck, StuckJobs } from '../jobs/stuck-jobs.ts';
import { RowList } from '../state/row-list.ts';
import { download, jobRow } from '../testing/states.ts';
import { BulkOffers } from './bulk-offers.svelte.ts';
import { orderOf } from './columns.ts';
import { matcherOf } from './filter-rows.ts';
import { groupsOf } from './groups/grouped-rows.ts';
import { groupingBy } from './groups/groupings.ts';
import { ListLines, type ListLine } from './groups/list-lines.ts';
import { Sessions } from './groups/sessions.ts';
import { isInOrder, keepOrder, sortRows } from './sort-rows.ts';
import { ViewState } from './view-state.svelte.ts';

const ids = Array.from({ length: 12 }, (_, index) => `job${index}`);
const batchIds = ['b1', 'b2'];
const batches = batchIds.map((id) => ({ id, name: id, createdAt: 0, expected: 1, collects: false }));

const aRow = fc
  .record({
    id: fc.constantFrom(...ids),
    status: fc.constantFrom(null, 'queued', 'running', 'completed', 'failed', 'cancelled', 'odd'),
    progress: fc.constantFrom(null, 0, 33.3, 99.9),
    stage: fc.constantFrom(null, 'export', 'physics'),
    name: fc.constantFrom(null, 'chair', 'lamp 9', 'lamp 10'),
    type: fc.constantFrom(null, 'simulate_usd'),
    error: fc.constantFrom(null, 'Cut 3 times.', 'Cut 12 times.', 'No mesh.'),
    createdAt: fc.constantFrom(null, 500, 900),
    startedAt: fc.constantFrom(null, 1_000, 2_000),
    completedAt: fc.constantFrom(null, 5_000, 9_000),
    archived: fc.boolean(),
    batches: fc.subarray(batchIds),
    phase: fc.constantFrom(null, 'receiving' as const, 'done' as const),
    isMoved: fc.boolean(),
    verdict: fc.constantFrom(null, 'error' as const, 'clear' as const),
    findings: fc.constantFrom(0, 2),
  })
  .map(({ phase, isMoved, ...values }) =>
    jobRow({
      ...values,
      fetchedAt: values.status === null ? null : 1,
      changedAt: 1,
      download: phase === null ? null : download({ phase }),
      order: Number(values.id.slice(3)) + (isMoved ? 100 : 0),
    }),
  );
const aStep = fc.oneof(
  fc.record({
    kind: fc.constant('patch' as const),
    put: fc.uniqueArray(aRow, { selector: ({ id }) => id }),
    removed: fc.subarray(ids),
  }),
  fc.record({ kind: fc.constant('look' as const), stuck: fc.subarray(ids) }),
);
const anyFilter: fc.Arbitrary<JobFilter> = fc.record({
  query: fc.constantFrom('', 'lamp'),
  statuses: fc.subarray([...statusGroups]),
  types: fc.constantFrom([], ['simulate_usd']),
  batch: fc.constantFrom(null, 'b1'),
  reviews: fc.constant([]),
  archived: fc.boolean(),
  since: fc.constant('any' as const),
  reason: fc.constantFrom(null, 'Cut # times.'),
  verdicts: fc.subarray<VerdictChoice>(['error', 'note', 'none']),
});
/** A view has a reason only together with the failed. */
const aFilter = anyFilter.map((filter): JobFilter =>
  filter.reason === null ? filter : { ...filter, statuses: ['failed'] },
);
const aSort: fc.Arbitrary<JobSort> = fc.record({
  column: fc.constantFrom(...sortColumns),
  descending: fc.boolean(),
});

const aGrouping = fc.constantFrom(...groupings.filter((by) => by !== 'session'));

/** The lines of a list, by a look at all of its rows. */
function freshLines(rows: readonly JobRow[], by: Grouping, known: readonly Batch[]): ListLine[] {
  const grouping = groupingBy(by, { batches: known, batch: null, sessions: new Sessions() });
  const groups = grouping === null ? null : [...groupsOf(rows, grouping).values()].sort(grouping.compare);
  const lines = new ListLines(rows, groups);
  return lines.slice(0, lines.count);
}

/**
 * The lines as they are compared. Where jobs stand as they were submitted, one that the service has answered meanwhile stays
 * where it stood, but comes into another group where it belongs.
 */
function linesOf(lines: readonly ListLine[], { column }: JobSort): unknown[] {
  const sections: { head: unknown; ids: string[] }[] = [{ head: null, ids: [] }];
  for (const line of lines)
    if (line.kind === 'job') sections.at(-1)?.ids.push(line.id);
    else sections.push({ head: { ...line.group, rows: null, saying: null }, ids: [] });
  return sections.map(({ head, ids: own }) => ({ head, ids: column === 'submitted' ? own.toSorted() : own }));
}

describe('what is derived from the rows by what changes', () => {
  it('is the same as what a look at all of them finds', () => {
    fc.assert(
      fc.property(
        aFilter,
        aSort,
        aGrouping,
        fc.array(aStep, { maxLength: 14 }),
        (filter, sort, by, steps) => {
          const list = new RowList();
          let rows = $state.raw<readonly JobRow[]>([]);
          let stuck = $state.raw(noneStuck);
          const replica = {
            get rows() {
              return rows;
            },
            settings: null,
          };
          const all = () => ({ rows, stuck, row: (id: string) => list.get(id) });
          const sums = new JobSums(all);
          const view = new ViewState({ all, sums: () => sums.list, batches: () => batches, now: () => 0 });
          const history = new HistoryState(replica);
          view.show(filter, sort);
          view.groups.groupBy(by);
          const order = orderOf(sort);
          let kept: JobRow[] | null = null;
          for (const step of steps) {
            if (step.kind === 'look') stuck = new StuckJobs(step.stuck.map((id) => ({ id, changedAt: 1 })));
            else {
              list.change(
                step.put,
                step.removed.filter((id) => step.put.every((row) => row.id !== id)),
              );
              rows = list.rows;
            }
            const isStuck = (row: JobRow): boolean => stuck.has(row);
            const matching = list.rows.filter(matcherOf(filter, { now: 0, isStuck }));
            const now = Date.now();
            kept = kept === null ? sortRows(matching, order, now) : keepOrder(kept, matching, order, now);
            expect(view.rows).toEqual(kept);
            expect(view.countOf(filter)).toBe(matching.length);
            expect(view.isOutOfOrder).toBe(!isInOrder(kept, order, 0));
            const lines = view.lines.slice(0, view.lines.count);
            expect(lines.map(({ id }) => view.indexOf(id))).toEqual(lines.map((_, index) => index));
            expect(linesOf(lines, sort)).toEqual(linesOf(freshLines(kept, by, batches), sort));
            const counted = sumRows(list.rows, isStuck);
            expect(sums.list).toEqual(counted.list);
            for (const id of batchIds) {
              const { all: tally, ...others } = counted.batch(id);
              const { progress, ...counts } = tally;
              expect(sums.batch(id)).toMatchObject({
                all: counts,
                archived: others.archived,
                alone: others.alone,
              });
              expect(sums.batch(id).all.progress).toBeCloseTo(progress);
            }
            const { durations, ...times } = learnHistory(list.rows);
            expect(history.learned).toMatchObject(times);
            for (const [key, values] of durations) expect(history.learned.durations.get(key)).toEqual(values);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** So many jobs that have ended, and how often any of their fields has been read since that was asked last. */
function watchedRows(count: number) {
  let reads = 0;
  const rows = Array.from(
    { length: count },
    (_, order) =>
      new Proxy(jobRow({ id: `job${order}`, order, addedAt: order, status: 'completed' }), {
        get: (row, key) => {
          reads += 1;
          return Reflect.get(row, key) as unknown;
        },
      }),
  );
  const readSince = (): number => {
    const since = reads;
    reads = 0;
    return since;
  };
  return { rows, readSince };
}

function listOf(given: readonly JobRow[]) {
  const list = new RowList();
  list.change(given);
  let rows = $state.raw(list.rows);
  const all = () => ({ rows, stuck: noneStuck, row: (id: string) => list.get(id) });
  const sums = new JobSums(all);
  const view = new ViewState({ all, sums: () => sums.list, batches: () => batches, now: () => 0 });
  const patch = (put: JobRow[], removed: string[] = []): void => {
    list.change(put, removed);
    rows = list.rows;
  };
  return { view, patch };
}

it('looks at what a patch changes, however many jobs there are', () => {
  const { rows, readSince } = watchedRows(1_000);
  const { view, patch } = listOf(rows);
  const foot = new BulkOffers({ view, selection: { isChosen: false } } as unknown as AppState);
  const unbatched = { ...noFilter, batch: noBatch };
  const look = (): unknown[] => [
    view.lines.slice(0, 20),
    view.isOutOfOrder,
    view.failureReasons,
    view.counts,
    view.countOf(unbatched),
    foot.offers,
    view.indexOf('job500'),
  ];
  look();
  expect(readSince()).toBeGreaterThan(1_000);
  const fresh = { id: 'job1000', order: 1_000, addedAt: 1_000 };
  patch([jobRow({ ...fresh, status: 'running' })]);
  expect(look()).toContainEqual(
    expect.arrayContaining([expect.objectContaining({ label: 'Archive 1,001' })]),
  );
  patch([jobRow({ ...fresh, status: 'completed' })], ['job7']);
  expect(look()).toContainEqual(
    expect.arrayContaining([expect.objectContaining({ label: 'Archive 1,000' })]),
  );
  // Those that are drawn, and some searches for a place.
  expect(readSince()).toBeLessThan(300);
});

it('knows that rows are out of order where one came in and changed before that was asked', () => {
  const { view, patch } = listOf([jobRow({ id: 'a', order: 1, addedAt: 1 })]);
  const ids = (): string[] => view.rows.map(({ id }) => id);
  expect(view.isOutOfOrder).toBe(false);
  patch([jobRow({ id: 'b', order: 2, addedAt: 2 })]);
  expect(ids()).toEqual(['b', 'a']);
  patch([jobRow({ id: 'b', order: 2, addedAt: 2, createdAt: 0 })]);
  expect(ids()).toEqual(['b', 'a']);
  expect(view.isOutOfOrder).toBe(true);
  patch([], ['b']);
  expect(view.isOutOfOrder).toBe(false);
});
