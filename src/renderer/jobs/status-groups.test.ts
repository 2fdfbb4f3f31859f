import { describe, expect, it } from 'vitest';
import { batchShareOf } from '../../shared/batch-progress.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { isUnknownJob } from '../../shared/job/job-status.ts';
import { jobRow } from '../testing/states.ts';
import { nextStep } from '../downloads/next-step.ts';
import { statusKey } from '../list/sort-keys.ts';
import { sortRows } from '../list/sort-rows.ts';
import { isInGroup } from './status-groups.ts';

const codes: ErrorCode[] = ['not-found', 'forbidden', 'gone', 'unauthorized', 'offline'];
const rows = [null, 'running', 'queued', 'cancelled'].flatMap((status) =>
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
    expect(rows.filter(isUnknownJob).length).toBeGreaterThan(6);
    for (const row of rows) {
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
