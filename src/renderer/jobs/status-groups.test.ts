import { describe, expect, it } from 'vitest';
import { batchShareOf } from '../../shared/batch.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { sumRows } from '../../shared/row-sums.ts';
import { isUnknownJob } from '../../shared/job/job-status.ts';
import { jobRow } from '../testing/states.ts';
import { nextStep } from '../downloads/next-step.ts';
import { sortRows, statusKey } from '../list/sort-rows.ts';
import { countJobs, countViews, isInGroup, type StandardView, standardViews } from './status-groups.ts';
import { matcherOf } from '../list/filter-rows.ts';

const codes: ErrorCode[] = ['not-found', 'forbidden', 'gone', 'unauthorized', 'offline'];
const refusedRows = [null, 'running', 'queued', 'cancelled'].flatMap((status) =>
  codes.flatMap((code) =>
    [0, 600_000].map((until) =>
      jobRow({
        status,
        failure: { code, text: null, since: 0, attempts: 1, refused: { since: 0, until } },
      }),
    ),
  ),
);

describe('an unknown job', () => {
  it('is the same one in the list, in its batch, in the order, and for what to do next', () => {
    expect(refusedRows.filter(isUnknownJob).length).toBeGreaterThan(6);
    for (const row of refusedRows) {
      const isUnknown = isUnknownJob(row);
      const words = JSON.stringify(row);
      expect(
        isInGroup(row, 'unknown', () => false),
        words,
      ).toBe(isUnknown);
      expect(batchShareOf(row, false).state === 'unknown', words).toBe(isUnknown);
      expect(nextStep(row).kind === 'remove', words).toBe(isUnknown);
      const failed = jobRow({ id: 'failed', status: 'failed' });
      const sorted = sortRows([row, failed], { keyOf: statusKey, descending: false }, 0);
      expect(sorted.at(-1) === row, words).toBe(isUnknown);
    }
  });
});

const unknown = jobRow({ failure: { code: 'not-found', text: null, since: 0, attempts: 1 } });

describe('countJobs', () => {
  it('counts jobs by how they look in the list, the moving ones first', () => {
    const statuses = [
      'failed',
      'completed',
      'queued',
      'running',
      'completed',
      'preprocessing',
      'submitting',
      null,
    ];
    const mixed = [unknown, ...statuses.map((status) => jobRow({ status }))];
    expect(countJobs(sumRows(mixed).list)).toEqual([
      { label: 'running', count: 2 },
      { label: 'waiting', count: 3 },
      { label: 'completed', count: 2 },
      { label: 'failed', count: 1 },
      { label: 'unknown', count: 1 },
    ]);
  });

  it('leaves out what there is none of', () => {
    expect(countJobs(sumRows([jobRow({ status: 'completed' })]).list)).toEqual([
      { label: 'completed', count: 1 },
    ]);
    expect(countJobs(sumRows([]).list)).toEqual([]);
  });
});

const rows = [
  ...[null, 'submitting', 'preprocessing', 'queued', 'running', 'polishing'].map((status) =>
    jobRow({ status }),
  ),
  jobRow({ status: 'completed' }),
  jobRow({ status: 'failed' }),
  jobRow({ status: 'failed', archived: true }),
  jobRow({ failure: { code: 'not-found', text: null, since: 0, attempts: 1 } }),
];
const isStuck = (row: { status: string | null }) => row.status === 'polishing';

describe('countViews', () => {
  it('counts for each view exactly what that view shows', () => {
    const counts = countViews(sumRows(rows, isStuck).list);
    expect(counts).toEqual({ all: 9, moving: 6, done: 1, failed: 1, stuck: 1, unknown: 1, archived: 1 });
    for (const [name, { filter }] of Object.entries(standardViews))
      expect(rows.filter(matcherOf(filter, { now: 0, isStuck })), name).toHaveLength(
        counts[name as StandardView],
      );
  });
});
