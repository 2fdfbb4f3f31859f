import { expect, it } from 'vitest';
import type { JobRow } from '../../shared/watched-job.ts';
import { RowList } from '../state/row-list.ts';
import { jobRow } from '../testing/states.ts';
import { viewOf } from '../testing/view-of.ts';

/** A view of failed jobs that a test changes. */
function start(errors: (string | null)[], made = (row: JobRow): JobRow => row) {
  const list = new RowList();
  const row = (at: number, values: Partial<JobRow>): JobRow =>
    made(jobRow({ id: `j${at}`, order: at, ...values }));
  list.change(errors.map((error, at) => row(at, { status: 'failed', error })));
  let rows = $state.raw(list.rows);
  const view = viewOf(() => rows);
  const set = (at: number, values: Partial<JobRow>): void => {
    list.change([row(at, values)]);
    rows = list.rows;
  };
  const counts = () => view.failureReasons.map(({ words, count }) => `${count} ${words}`);
  return { view, set, counts };
}

it('counts why jobs failed, the most frequent first, with those that differ in numbers as one', () => {
  const { counts } = start(['No mesh.', '17 holes', null, '3 holes', '3 holes']);
  expect(counts()).toEqual(['3 # holes', '1 ', '1 No mesh.']);
});

it('keeps a number that all of them have', () => {
  expect(start(['3 holes', '3 holes']).counts()).toEqual(['2 3 holes']);
});

it('follows jobs that fail, are run again, and fail otherwise', () => {
  const { counts, set } = start(['No mesh.', 'No mesh.']);
  expect(counts()).toEqual(['2 No mesh.']);
  set(0, { status: 'running' });
  set(2, { status: 'failed', error: 'Too large.' });
  expect(counts()).toEqual(['1 No mesh.', '1 Too large.']);
  set(1, { status: 'failed', error: 'Too large.' });
  expect(counts()).toEqual(['2 Too large.']);
});

it('is the same list until one fails, so that nothing is drawn anew', () => {
  const { view, set } = start(['No mesh.']);
  const before = view.failureReasons;
  set(1, { status: 'running' });
  expect(view.failureReasons).toBe(before);
});

it('looks at no more rows than have changed', () => {
  let looks = 0;
  const watched = (row: JobRow): JobRow =>
    Object.defineProperty(row, 'archived', {
      get: () => {
        looks += 1;
        return false;
      },
    });
  const { view, set } = start(
    Array.from({ length: 100 }, () => 'No mesh.'),
    watched,
  );
  expect(view.failureReasons).toHaveLength(1);
  expect(looks).toBeGreaterThanOrEqual(100);
  looks = 0;
  set(50, { status: 'failed', error: 'Too large.' });
  expect(view.failureReasons.map(({ count }) => count)).toEqual([99, 1]);
  expect(looks).toBe(2);
});

it('counts what the list shows when the reason is chosen, and keeps the others beside it', () => {
  const { view, counts } = start(['No mesh.', '17 holes', '3 holes']);
  view.change({ statuses: ['failed'], reason: '# holes' });
  expect(view.rows).toHaveLength(2);
  expect(counts()).toEqual(['2 # holes', '1 No mesh.']);
});

it('goes with the list of failed jobs', () => {
  const { view } = start(['No mesh.']);
  view.change({ statuses: ['failed'], reason: 'No mesh.' });
  expect(view.isFiltered).toBe(true);
  view.change({ statuses: ['done'] });
  expect(view.filter.reason).toBe(null);
});
