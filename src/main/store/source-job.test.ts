import { expect, it } from 'vitest';
import { fromRecord, newWatchedJob, toRow } from './watched-job.ts';

it.each([
  [{ id: 'src1', status: 'completed' }, 'src1'],
  [{ id: '' }, null],
  [{ id: 7 }, null],
  [null, null],
])('the row of a simulation names its source: %j', (source_job, expected) => {
  const raw = { id: 'sim1', status: 'completed', source_job };
  const { record } = newWatchedJob('sim1', 1, null, 0);
  expect(toRow(fromRecord({ ...record, raw })).sourceJobId).toBe(expected);
});
