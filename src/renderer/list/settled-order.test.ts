import { describe, expect, it } from 'vitest';
import { jobRow } from '../testing/states.ts';
import { orderOf } from './columns.ts';
import { isInOrder, keepOrder } from './settled-order.ts';

const bySize = orderOf({ column: 'size', descending: false });
const sized = (id: string, fileSize: number, status: string | null = 'running') =>
  jobRow({ id, fileSize, status });
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
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
