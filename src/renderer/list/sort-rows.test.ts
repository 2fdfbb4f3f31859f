import { describe, expect, it } from 'vitest';
import type { JobSort } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { jobRow } from '../testing/states.ts';
import { orderOf } from './columns.ts';
import { sortRows } from './sort-rows.ts';

/** IDs in order; rows are given from the newest to the oldest. */
function sorted(column: JobSort['column'], given: Partial<JobRow>[], descending = false): string[] {
  const rows = given.map((values, index) => jobRow({ order: given.length - index, ...values }));
  return sortRows(rows, orderOf({ column, descending }), 10_000).map(({ id }) => id);
}

describe('sortRows', () => {
  it('has what was added last on top, or at the end', () => {
    const given = [{ id: 'newest' }, { id: 'middle' }, { id: 'oldest' }];
    expect(sorted('added', given, true)).toEqual(['newest', 'middle', 'oldest']);
    expect(sorted('added', given)).toEqual(['oldest', 'middle', 'newest']);
  });

  it('sorts names as people do, and jobs without one by their ID', () => {
    const given = [
      { id: 'a', name: 'part 10' },
      { id: 'b', name: 'Étagère' },
      { id: 'c', name: 'part 9' },
      { id: 'desk', name: null },
      { id: 'e', name: 'Zebra' },
    ];
    expect(sorted('name', given)).toEqual(['desk', 'b', 'c', 'a', 'e']);
    expect(sorted('name', given, true)).toEqual(['e', 'a', 'c', 'b', 'desk']);
  });

  it('sorts by the way that a job goes, and by progress within a status', () => {
    const given = [
      { id: 'lost', failure: { code: 'not-found' as const, text: null, since: 0, attempts: 1 } },
      { id: 'failed', status: 'failed' },
      { id: 'done', status: 'completed' },
      { id: 'novel', status: 'polishing' },
      { id: 'beyond', status: 'running', progress: 4_000 },
      { id: 'half', status: 'running', progress: 50 },
      { id: 'begun', status: 'running', progress: 5 },
      { id: 'below', status: 'running', progress: -4_000 },
      { id: 'queued', status: 'queued' },
      { id: 'fresh' },
    ];
    expect(sorted('status', given)).toEqual(given.map(({ id }) => id).toReversed());
  });

  it('sorts by the words of a type, those without one last', () => {
    const given = [
      { id: 'none' },
      { id: 'text', type: 'text_to_simready' },
      { id: 'model', type: 'glb_to_simready' },
    ];
    expect(sorted('type', given)).toEqual(['model', 'text', 'none']);
    expect(sorted('type', given, true)).toEqual(['text', 'model', 'none']);
  });

  it('sorts by how long a job has been or was on its way', () => {
    const given = [
      { id: 'took 3', status: 'completed', startedAt: 0, completedAt: 3_000 },
      { id: 'runs for 5', status: 'running', createdAt: 0, startedAt: 5_000, completedAt: null },
      { id: 'never ended', status: 'failed', startedAt: 0 },
      { id: 'backwards', status: 'completed', startedAt: 9_000, completedAt: 1_000 },
      { id: 'waits for 9', status: 'queued', createdAt: 1_000 },
      { id: 'no answer' },
    ];
    const unknown = ['never ended', 'backwards', 'no answer'];
    expect(sorted('time', given)).toEqual(['took 3', 'runs for 5', 'waits for 9', ...unknown]);
    expect(sorted('time', given, true)).toEqual(['waits for 9', 'runs for 5', 'took 3', ...unknown]);
  });

  it.each([
    ['size', 'fileSize'],
    ['completed', 'completedAt'],
  ] as const)('sorts by %s', (column, field) => {
    const given = [{ id: 'none' }, { id: 'small', [field]: 1 }, { id: 'large', [field]: 20 }];
    expect(sorted(column, given, true)).toEqual(['large', 'small', 'none']);
  });

  it('has what was added last first among equals, in both directions', () => {
    const given = [{ id: 'newer', fileSize: 1 }, { id: 'none' }, { id: 'older', fileSize: 1 }];
    expect(sorted('size', given)).toEqual(['newer', 'older', 'none']);
    expect(sorted('size', given, true)).toEqual(['newer', 'older', 'none']);
  });
});
