import { describe, expect, it } from 'vitest';
import { newestOnTop, noFilter, type JobFilter, type SavedView } from '../../shared/saved-view.ts';
import { countsMoving, isSameFilter, isWorthSaving, withView, withViewAt } from './saved-views.ts';

const view = (id: string, name = id): SavedView => ({ id, name, filter: noFilter, sort: newestOnTop });

describe('isSameFilter', () => {
  it('compares what is chosen, not in which order', () => {
    const one: JobFilter = { ...noFilter, statuses: ['done', 'failed'], types: ['a', 'b'], query: 'x' };
    const other: JobFilter = { ...one, statuses: ['failed', 'done'], types: ['b', 'a'], query: ' x ' };
    expect(isSameFilter(one, other)).toBe(true);
  });

  it.each([
    { query: 'x' },
    { statuses: ['done'] },
    { types: ['a'] },
    { batch: 'one' },
    { since: 'hour' },
    { archived: true },
    { reason: 'No mesh.' },
    { verdicts: ['error'] },
    { reviews: ['rejected'] },
  ] satisfies Partial<JobFilter>[])('tells %j from no filter', (changes) => {
    expect(isSameFilter(noFilter, { ...noFilter, ...changes })).toBe(false);
  });
});

describe('saved views', () => {
  it('are out of date when the service is away where they are about jobs on their way', () => {
    const about = (...statuses: JobFilter['statuses']) => countsMoving({ statuses });
    expect([about('waiting'), about('done', 'active'), about('stuck')]).toEqual([true, true, true]);
    expect([about(), about('done', 'failed', 'unknown')]).toEqual([false, false]);
  });

  it('are worth saving when something is left out or sorted in another way', () => {
    expect(isWorthSaving(false, newestOnTop)).toBe(false);
    expect(isWorthSaving(true, newestOnTop)).toBe(true);
    expect(isWorthSaving(false, { ...newestOnTop, descending: false })).toBe(true);
    expect(isWorthSaving(false, { column: 'name', descending: true })).toBe(true);
  });

  it('come last, change in place, and come back to their place', () => {
    const views = [view('a'), view('b')];
    expect(withView(views, view('c')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(withView(views, view('a', 'renamed')).map(({ name }) => name)).toEqual(['renamed', 'b']);
    expect(withViewAt(views, view('c'), 1).map(({ id }) => id)).toEqual(['a', 'c', 'b']);
    expect(withViewAt(views, view('b'), 0).map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
