import { describe, expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { countJobs } from './count-jobs.ts';

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
    const rows = [unknown, ...statuses.map((status) => jobRow({ status }))];
    expect(countJobs(rows)).toEqual([
      { label: 'running', count: 2 },
      { label: 'waiting', count: 3 },
      { label: 'done', count: 2 },
      { label: 'failed', count: 1 },
      { label: 'unknown', count: 1 },
    ]);
  });

  it('leaves out what there is none of', () => {
    expect(countJobs([jobRow({ status: 'completed' })])).toEqual([{ label: 'done', count: 1 }]);
    expect(countJobs([])).toEqual([]);
  });
});
