import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { newestOnTop, noFilter, type JobFilter } from '../../shared/saved-view.ts';
import type { JobRow } from '../../shared/watched-job.ts';
import { StuckJobs } from '../jobs/stuck-jobs.ts';
import { jobRow } from '../testing/states.ts';
import { viewOf } from '../testing/view-of.ts';

const minute = 60_000;

/** A view of rows given from the newest to the oldest, and a way to change them. */
function start(given: Partial<JobRow>[], now = 0) {
  const made = (values: Partial<JobRow>[]) =>
    values.map((one, index) => jobRow({ order: values.length - index, ...one }));
  let rows = $state.raw(made(given));
  let time = $state(now);
  const stuck = new StuckJobs([{ id: 'stuck', changedAt: null }]);
  const view = viewOf(() => rows, { stuck: () => stuck, now: () => time });
  return {
    view,
    ids: () => view.rows.map(({ id }) => id),
    set: (values: Partial<JobRow>[]) => (rows = made(values)),
    at: (to: number) => (time = to),
  };
}

describe('ViewState', () => {
  it('shows all jobs that are not archived, the newest on top, until something is chosen', () => {
    const { view, ids } = start([{ id: 'b' }, { id: 'away', archived: true }, { id: 'a' }]);
    expect(ids()).toEqual(['b', 'a']);
    expect(view).toMatchObject({ filter: noFilter, sort: newestOnTop, total: 2, isFiltered: false });
  });

  it('follows the rows, the filter and the sort', () => {
    const { view, ids, set } = start([
      { id: 'b', name: 'lamp' },
      { id: 'a', name: 'chair' },
    ]);
    view.change({ query: 'lam' });
    expect(ids()).toEqual(['b']);
    set([
      { id: 'c', name: 'clamp' },
      { id: 'b', name: 'lamp' },
      { id: 'a', name: 'chair' },
    ]);
    expect(ids()).toEqual(['c', 'b']);
    view.sortBy('name');
    expect(ids()).toEqual(['c', 'b']);
    view.sortBy('name');
    expect(ids()).toEqual(['b', 'c']);
  });

  it('lets a row that no longer matches go at once', () => {
    const { view, ids, set } = start([{ id: 'a', status: 'running' }]);
    view.change({ statuses: ['active'] });
    expect(ids()).toEqual(['a']);
    set([{ id: 'a', status: 'completed' }]);
    expect(ids()).toEqual([]);
  });

  it('keeps the order while values change, says so, and sorts when the sort or the filter is touched', () => {
    const { view, ids, set } = start([
      { id: 'b', status: 'queued' },
      { id: 'a', status: 'running' },
    ]);
    const later = [
      { id: 'b', status: 'completed' },
      { id: 'a', status: 'running' },
    ];
    view.sortBy('status');
    expect(ids()).toEqual(['b', 'a']);
    expect(view.isOutOfOrder).toBe(false);
    set(later);
    expect(ids()).toEqual(['b', 'a']);
    expect(view.isOutOfOrder).toBe(true);
    view.sortAgain();
    expect(ids()).toEqual(['a', 'b']);
    expect(view.isOutOfOrder).toBe(false);
    set([
      { id: 'b', status: 'completed' },
      { id: 'a', status: 'failed' },
    ]);
    expect(ids()).toEqual(['a', 'b']);
    view.change({ statuses: [] });
    expect(ids()).toEqual(['b', 'a']);
  });

  it('begins with the large and the late, with names and statuses in their order, and turns round', () => {
    const { view } = start([]);
    view.sortBy('size');
    expect(view.sort).toEqual({ column: 'size', descending: true });
    view.sortBy('size');
    expect(view.sort).toEqual({ column: 'size', descending: false });
    view.sortBy('name');
    expect(view.sort).toEqual({ column: 'name', descending: false });
  });

  it('lets jobs grow out of the time of the filter, minute by minute', () => {
    const { view, ids, at } = start([{ id: 'a', addedAt: 0 }], 10 * minute);
    view.change({ since: 'hour' });
    expect(ids()).toEqual(['a']);
    at(60.9 * minute);
    expect(ids()).toEqual(['a']);
    const hour: JobFilter = { ...noFilter, since: 'hour' };
    expect(view.countOf(hour)).toBe(1);
    at(61 * minute);
    expect(ids()).toEqual([]);
    expect(view.countOf(hour)).toBe(0);
  });

  it('does not look at the rows again with every second', () => {
    const { view, at } = start([{ id: 'a', addedAt: 0 }], 10 * minute);
    view.change({ since: 'hour' });
    let runs = 0;
    const end = $effect.root(() => {
      $effect.pre(() => void (view.rows, (runs += 1)));
    });
    for (const second of [1, 2, 3]) {
      at(10 * minute + second * 1000);
      flushSync();
    }
    expect(runs).toBe(1);
    end();
  });

  it('reads the time again only where the order depends on it', () => {
    let asked = 0;
    const view = viewOf(() => [jobRow()], { now: () => ((asked += 1), 0) });
    view.sortBy('name');
    void view.rows;
    const before = asked;
    expect(view.isOutOfOrder).toBe(false);
    expect(asked).toBe(before);
    view.sortBy('time');
    expect(view.isOutOfOrder).toBe(false);
    expect(asked).toBeGreaterThan(before);
  });

  it('shows a batch alone, and clears what narrows but not the archive', () => {
    const { view, ids } = start([{ id: 'b', batches: ['one'] }, { id: 'a' }, { id: 'old', archived: true }]);
    view.change({ query: 'a' });
    view.show({ ...noFilter, batch: 'one' });
    expect(ids()).toEqual(['b']);
    expect(view.isFiltered).toBe(true);
    view.show({ ...noFilter, archived: true, types: ['text'] });
    expect(ids()).toEqual([]);
    view.clear();
    expect(ids()).toEqual(['old']);
    expect(view).toMatchObject({ isFiltered: false, total: 1 });
  });

  it.each([
    [{ query: 'x' }, true],
    [{ query: ' ' }, false],
    [{ statuses: ['done' as const] }, true],
    [{ types: ['text'] }, true],
    [{ batch: 'one' }, true],
    [{ since: 'today' as const }, true],
    [{ archived: true }, false],
  ])('knows whether %j narrows', (changes, isFiltered) => {
    const { view } = start([]);
    view.change(changes);
    expect(view.isFiltered).toBe(isFiltered);
  });

  it('knows where a job stands among those that are shown', () => {
    const { view } = start([{ id: 'b', status: 'failed' }, { id: 'a' }]);
    expect([view.indexOf('a'), view.indexOf('b'), view.indexOf('c'), view.indexOf(null)]).toEqual([
      1, 0, -1, -1,
    ]);
    view.change({ statuses: ['waiting'] });
    expect([view.indexOf('a'), view.indexOf('b')]).toEqual([0, -1]);
  });

  it('counts stuck jobs by the judgement it was given', () => {
    const { view, ids } = start([{ id: 'stuck', status: 'running' }, { id: 'a' }]);
    expect(view.counts).toMatchObject({ all: 2, moving: 2, stuck: 1 });
    view.change({ statuses: ['stuck'] });
    expect(ids()).toEqual(['stuck']);
  });
});
