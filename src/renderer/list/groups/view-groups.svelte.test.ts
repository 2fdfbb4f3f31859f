import { describe, expect, it } from 'vitest';
import { maxExceptions, notGrouped } from '../../../shared/grouping.ts';
import { noFilter } from '../../../shared/saved-view.ts';
import type { JobRow } from '../../../shared/watched-job.ts';
import { RowList } from '../../state/row-list.ts';
import { jobRow } from '../../testing/states.ts';
import { viewOf } from '../../testing/view-of.ts';

function start() {
  const rows = ['a', 'b', 'a'].map((type, index) =>
    jobRow({ id: `${type}${index}`, type, order: 9 - index, name: `${type}${index}` }),
  );
  const view = viewOf(() => rows);
  const shown = (): string =>
    view.lines
      .slice(0, view.lines.count)
      .map((line) => (line.kind === 'group' ? `[${line.group.key}]` : line.id))
      .join(' ');
  return { view, groups: view.groups, shown };
}

describe('ViewGroups', () => {
  it('groups what the filter shows, with all groups open', () => {
    const { view, groups, shown } = start();
    expect(shown()).toBe('a0 b1 a2');
    groups.groupBy('type');
    expect(shown()).toBe('[a] a0 a2 [b] b1');
    view.change({ query: 'b1' });
    expect(shown()).toBe('[b] b1');
    view.show(noFilter);
    groups.groupBy('none');
    expect(shown()).toBe('a0 b1 a2');
  });

  it('folds one group, or all of them but those that are opened again', () => {
    const { groups, shown } = start();
    groups.groupBy('type');
    groups.setFolded('a', true);
    expect(shown()).toBe('[a] [b] b1');
    groups.setAllFolded(true);
    expect(shown()).toBe('[a] [b]');
    groups.setFolded('b', false);
    expect(shown()).toBe('[a] [b] b1');
    groups.setFolded('b', true);
    groups.setFolded('b', true);
    expect(groups.chosen).toEqual({ by: 'type', areFolded: true, except: [] });
    groups.setAllFolded(false);
    expect(shown()).toBe('[a] a0 a2 [b] b1');
  });

  it('opens all groups of another kind, and leaves those of the same as they are', () => {
    const { groups } = start();
    groups.groupBy('type');
    groups.setFolded('a', true);
    groups.groupBy('type');
    expect(groups.isFolded('a')).toBe(true);
    groups.groupBy('day');
    expect(groups.chosen).toEqual({ ...notGrouped, by: 'day' });
  });

  it('remembers the latest of more groups than are kept', () => {
    const { groups } = start();
    groups.groupBy('type');
    for (let key = 0; key <= maxExceptions; key += 1) groups.setFolded(String(key), true);
    expect(groups.chosen.except).toHaveLength(maxExceptions);
    expect([groups.isFolded('0'), groups.isFolded(String(maxExceptions))]).toEqual([false, true]);
  });

  it('puts a job that is answered where the order of the list has it, in its group as well', () => {
    const list = new RowList();
    const job = (order: number, values: Partial<JobRow>): JobRow =>
      jobRow({ id: `j${order}`, order, type: 'a', ...values });
    list.change([job(1, { status: 'queued', fileSize: 5 }), job(2, {})]);
    let rows = $state.raw(list.rows);
    const view = viewOf(() => rows);
    view.show(noFilter, { column: 'size', descending: true });
    view.groups.groupBy('type');
    const ids = (): string[] => view.lines.rows.map(({ id }) => id);
    expect(ids()).toEqual(['j1', 'j2']);
    list.change([job(2, { status: 'queued', fileSize: 9 })]);
    rows = list.rows;
    expect(ids()).toEqual(['j2', 'j1']);
  });

  it('finds a job by its line, and none that is folded away', () => {
    const { view, groups } = start();
    groups.groupBy('type');
    expect(['a0', 'b1', 'x'].map((id) => view.indexOf(id))).toEqual([1, 4, -1]);
    groups.setFolded('b', true);
    expect(view.indexOf('b1')).toBe(-1);
    // What the filter lets through is counted and acted on all the same.
    expect(view.rows).toHaveLength(3);
  });
});
