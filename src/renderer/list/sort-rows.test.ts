import { describe, expect, it } from 'vitest';
import type { JobSort } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { jobRow } from '../testing/states.ts';
import { arrangeChanges } from './arrange-rows.ts';
import { orderOf } from './columns.ts';
import { isInOrder, keepOrder, sortRows } from './sort-rows.ts';

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

  it('has what was submitted last on top, or what was just added and not asked for yet', () => {
    const given = [
      { id: 'asked', createdAt: 3_000, addedAt: 9_000 },
      { id: 'not asked', addedAt: 8_000 },
      { id: 'twin, added later', createdAt: 5_000, addedAt: 9_000 },
      { id: 'twin', createdAt: 5_000, addedAt: 9_000 },
    ];
    const order = ['not asked', 'twin, added later', 'twin', 'asked'];
    expect(sorted('submitted', given, true)).toEqual(order);
    expect(sorted('submitted', given)).toEqual(order.toReversed());
  });

  it('has the worst verdict on top, with the most findings first, and none at the end', () => {
    const given = [
      { id: 'none' },
      { id: 'clear', verdict: 'clear' },
      { id: 'one', verdict: 'error', findings: 1 },
      { id: 'note', verdict: 'note', findings: 9 },
      { id: 'three', verdict: 'error', findings: 3 },
      { id: 'failed', verdict: 'failed' },
      { id: 'warning', verdict: 'warning', findings: 5_000 },
    ] as const;
    const order = ['three', 'one', 'warning', 'failed', 'note', 'clear'];
    expect(sorted('verdict', [...given])).toEqual([...order, 'none']);
    expect(sorted('verdict', [...given], true)).toEqual([...order.toReversed(), 'none']);
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

const bySize = orderOf({ column: 'size', descending: false });
const sized = (id: string, fileSize: number, status: string | null = 'running') =>
  jobRow({ id, fileSize, status });
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const before = [sized('a', 10), sized('b', 20), sized('c', 30)];

describe('keepOrder', () => {
  it('leaves rows where they are however they change', () => {
    const rows = [sized('c', 1), sized('b', 20), sized('a', 99)];
    const kept = keepOrder(before, rows, bySize, 0);
    expect(ids(kept)).toEqual(['a', 'b', 'c']);
    expect(kept[0]?.fileSize).toBe(99);
  });

  it('lets rows go without moving the others', () => {
    expect(ids(keepOrder(before, [sized('c', 1), sized('a', 99)], bySize, 0))).toEqual(['a', 'c']);
  });

  it('puts what comes in where the order says', () => {
    const rows = [sized('z', 40), sized('y', 25), sized('x', 24), sized('w', 5), ...before];
    expect(ids(keepOrder(before, rows, bySize, 0))).toEqual(['w', 'a', 'b', 'x', 'y', 'c', 'z']);
  });

  it('gives a row its place with its first answer', () => {
    const unasked = [sized('new', 0, null), ...before];
    const rows = [sized('new', 25), ...before];
    expect(ids(keepOrder(unasked, rows, bySize, 0))).toEqual(['a', 'b', 'new', 'c']);
  });

  it('follows the time of adding at once: that never changes for a job', () => {
    const newest = orderOf({ column: 'added', descending: true });
    const rows = [jobRow({ id: 'b', order: 2 }), jobRow({ id: 'a', order: 1 })];
    expect(ids(keepOrder(rows.toReversed(), rows, newest, 0))).toEqual(['b', 'a']);
  });
});

describe('the order of submission', () => {
  const bySubmission = orderOf({ column: 'submitted', descending: true });
  const [old, late] = [jobRow({ id: 'old', createdAt: 1_000 }), jobRow({ id: 'late', createdAt: 5_000 })];

  it('moves no row with its first answer, as many are added at once and answered one after the other', () => {
    const added = jobRow({ id: 'added', addedAt: 9_000, order: 3 });
    const answered = { ...added, status: 'running', createdAt: 500 };
    const before = [added, late, old];
    const kept = keepOrder(before, [answered, late, old], bySubmission, 0);
    expect(ids(kept)).toEqual(['added', 'late', 'old']);
    expect(arrangeChanges(before, [{ before: added, after: answered }], bySubmission, 0)).toEqual(kept);
    expect([before, kept].map((rows) => isInOrder(rows, bySubmission, 0))).toEqual([true, false]);
  });

  it('puts what comes in where it belongs, also a job that was removed and added again', () => {
    const again = { ...old, order: 7, createdAt: 9_000 };
    const between = jobRow({ id: 'between', createdAt: 3_000 });
    const kept = keepOrder([late, old], [again, late, between], bySubmission, 0);
    expect(ids(kept)).toEqual(['old', 'late', 'between']);
    const changes = [
      { before: old, after: again },
      { before: null, after: between },
    ];
    expect(arrangeChanges([late, old], changes, bySubmission, 0)).toEqual(kept);
  });
});

describe('isInOrder', () => {
  it('is so until a value that the order looks at has passed its neighbour', () => {
    expect(isInOrder(before, bySize, 0)).toBe(true);
    expect(isInOrder([sized('a', 21), ...before.slice(1)], bySize, 0)).toBe(false);
    expect(isInOrder([], bySize, 0)).toBe(true);
  });

  it('sees a running job pass a finished one as time goes on', () => {
    const byTime = orderOf({ column: 'time', descending: true });
    const done = jobRow({ id: 'done', status: 'completed', startedAt: 0, completedAt: 5_000 });
    const running = jobRow({ id: 'running', status: 'running', startedAt: 0 });
    expect(isInOrder([done, running], byTime, 4_000)).toBe(true);
    expect(isInOrder([done, running], byTime, 6_000)).toBe(false);
  });
});
