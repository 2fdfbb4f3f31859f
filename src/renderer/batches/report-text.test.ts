import { describe, expect, it } from 'vitest';
import { progressOf } from '../../shared/batch.ts';
import { sumRows } from '../../shared/row-sums.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { jobRow } from '../testing/states.ts';
import { reportText } from './report-text.ts';

const batch = { id: 'b1', name: 'jobs.csv', createdAt: 0, expected: 7, collects: false };
const failure = { code: 'not-found', text: null, since: 0, attempts: 1 } as const;
const row = (id: string, values: Partial<JobRow>) => jobRow({ id, batches: ['b1'], ...values });
const isStuck = ({ id }: JobRow) => id === 'slow';

function report(rows: JobRow[]): string {
  const tally = sumRows(rows, isStuck).batch('b1').all;
  return reportText({ batch, progress: progressOf(batch, tally) }, rows, isStuck);
}

describe('the report of a batch', () => {
  it('holds the sums, and by ID what failed, is unknown or is stuck', () => {
    const text = report([
      row('good', { status: 'completed' }),
      row('bad', { status: 'failed', name: 'chair.glb', error: 'Mesh\n  is open.' }),
      row('lost', { failure }),
      row('slow', { status: 'running' }),
      row('old', { status: 'completed', archived: true }),
      row('away', { failure: { ...failure, code: 'offline' } }),
    ]);
    expect(text.split('\n').filter((line) => !line.startsWith('Added '))).toEqual([
      'jobs.csv',
      '',
      'Total       7',
      'Completed   2',
      'Failed      1',
      'Unknown     1',
      'Stuck       1',
      'Active      2',
      'Removed     1',
      'Archived    1 of these',
      'Downloaded  0 of 2',
      '',
      'Failed',
      'bad  chair.glb  Mesh is open.',
      '',
      'Unknown',
      'lost',
      '',
      'Stuck',
      'slow',
      '',
    ]);
  });

  it('lists what the service refuses as unknown alone, also where an imported list calls it failed', () => {
    const lines = report([row('lost', { status: 'failed', failure, fetchedAt: null })]).split('\n');
    expect(lines).toContain('Failed      0');
    expect(lines.filter((line) => line === 'Failed')).toEqual([]);
    expect(lines.slice(-3)).toEqual(['Unknown', 'lost', '']);
  });

  it('has a limited number of lines', () => {
    const many = Array.from({ length: 2_003 }, (_, index) => row(`bad${index}`, { status: 'failed' }));
    expect(report(many)).toContain('bad1999\nand 3 more\n');
    expect(report(many)).not.toContain('bad2000');
  });

  it('cuts what is too long to be read', () => {
    expect(report([row('bad', { status: 'failed', error: 'x'.repeat(500) })]).length).toBeLessThan(400);
  });
});
