import { describe, expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { countViews, standardViews, type StandardView } from './count-views.ts';
import { matcherOf } from './filter-rows.ts';

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
    const counts = countViews(rows, isStuck);
    expect(counts).toEqual({ all: 9, moving: 6, done: 1, failed: 1, stuck: 1, unknown: 1, archived: 1 });
    for (const [name, { filter }] of Object.entries(standardViews))
      expect(rows.filter(matcherOf(filter, { now: 0, isStuck })), name).toHaveLength(
        counts[name as StandardView],
      );
  });
});
