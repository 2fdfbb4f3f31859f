import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { success } from '../../shared/errors.ts';
import { firstView, type LastView } from '../../shared/last-view.ts';
import { noBatch, noFilter } from '../../shared/saved-view.ts';
import { FakeBridge, reactions } from '../testing/fake-bridge.ts';
import { viewOf } from '../testing/view-of.ts';
import { LastViews } from './last-view.svelte.ts';

const ends: (() => void)[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  ends.splice(0).forEach((end) => end());
  vi.useRealTimers();
});

const failed: LastView = {
  filter: { ...noFilter, statuses: ['failed'] },
  sort: { column: 'name', descending: false },
  groups: { by: 'day', areFolded: false, except: ['0'] },
  scroll: { id: 'abc123', above: 12 },
  openId: 'def456',
};

function start() {
  const main = new FakeBridge();
  const view = viewOf(() => []);
  let openId = $state<string | null>(null);
  let replica = $state.raw<{ loaded: boolean; batches: never[] }>({ loaded: false, batches: [] });
  const last = new LastViews({
    bridge: main.bridge,
    view,
    sort: () => view.sort,
    replica: {
      get loaded() {
        return replica.loaded;
      },
      get batches() {
        return replica.batches;
      },
    },
    openId: () => openId,
    open: (id) => (openId = id),
  });
  ends.push(
    $effect.root(() => {
      $effect(() => last.follow());
    }),
  );
  const restored = last.restore();
  return {
    main,
    view,
    last,
    open: (id: string | null) => flushSync(() => (openId = id)),
    openId: () => openId,
    load: () => flushSync(() => (replica = { loaded: true, batches: [] })),
    restore: async (kept: LastView) => {
      await main.answer('getLastView', success(kept));
      await restored;
      flushSync();
    },
    kept: () => main.asked('keepLastView').map((params) => (params as { view: LastView }).view),
  };
}

describe('LastViews', () => {
  it('brings back what was shown, and tells main nothing that it has said itself', async () => {
    const { view, last, openId, restore, kept } = start();
    await restore(failed);
    expect([view.filter, view.sort, view.groups.chosen, last.scroll, openId()]).toEqual([
      failed.filter,
      failed.sort,
      failed.groups,
      failed.scroll,
      'def456',
    ]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(kept()).toEqual([]);
  });

  it('leaves what there is to see by now', async () => {
    const { view, open, openId, restore } = start();
    open('linked');
    await restore(failed);
    expect([openId(), view.filter]).toEqual(['linked', noFilter]);
  });

  it.each([
    ['chose another view', (view: ReturnType<typeof viewOf>) => view.change({ statuses: ['done'] })],
    ['sorted the list', (view: ReturnType<typeof viewOf>) => view.sortBy('size')],
    ['grouped the list', (view: ReturnType<typeof viewOf>) => view.groups.groupBy('type')],
  ])('leaves the person where they have gone meanwhile: they %s', async (_what, go) => {
    const { view, openId, restore } = start();
    flushSync(() => go(view));
    const { filter, sort } = view;
    const { chosen } = view.groups;
    await restore(failed);
    expect([view.filter, view.sort, view.groups.chosen, openId()]).toEqual([filter, sort, chosen, null]);
  });

  it('tells main of a change at once, and of those that follow it together', async () => {
    const { view, last, open, restore, kept } = start();
    await restore(firstView);
    await vi.advanceTimersByTimeAsync(250);
    flushSync(() => view.change({ statuses: ['done'] }));
    expect(kept()).toMatchObject([{ filter: { statuses: ['done'] } }]);
    let above = 0;
    for (const id of ['a', 'b', 'c']) {
      open(id);
      last.noteScroll(() => ({ id: 'abc123', above: (above += 1) }));
    }
    expect(kept()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(250);
    expect(kept().slice(1)).toMatchObject([{ openId: 'c', scroll: { id: 'abc123' } }]);
  });

  it('tells main what the list is grouped by, and which groups are folded', async () => {
    const { view, restore, kept } = start();
    await restore(firstView);
    await vi.advanceTimersByTimeAsync(250);
    flushSync(() => view.groups.groupBy('type'));
    await vi.advanceTimersByTimeAsync(250);
    flushSync(() => view.groups.setFolded('simulate_usd', true));
    await vi.advanceTimersByTimeAsync(250);
    expect(kept().map(({ groups }) => groups)).toEqual([
      { by: 'type', areFolded: false, except: [] },
      { by: 'type', areFolded: false, except: ['simulate_usd'] },
    ]);
  });

  it('asks the list where it stands when it was scrolled, and not whenever a row changes', async () => {
    const { last, restore } = start();
    await restore(firstView);
    await vi.advanceTimersByTimeAsync(250);
    let rows = $state.raw(['a', 'b']);
    let asked = 0;
    ends.push(
      $effect.root(() => {
        $effect(() =>
          last.noteScroll(() => {
            asked += 1;
            return { id: rows[0] ?? '', above: 0 };
          }),
        );
      }),
    );
    flushSync();
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toBe(1);
    flushSync(() => (rows = ['a', 'c']));
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toBe(1);
  });

  it('tells main nothing before main has said where the person was', async () => {
    const { view, last, kept } = start();
    flushSync(() => view.change({ statuses: ['done'] }));
    last.noteScroll(() => null);
    await reactions();
    expect(kept()).toEqual([]);
  });

  it('shows all jobs where the batch is gone, once it is known which there are', async () => {
    const { view, load, restore } = start();
    await restore({ ...firstView, filter: { ...noFilter, batch: 'gone' } });
    expect(view.filter.batch).toBe('gone');
    load();
    expect(view.filter.batch).toBeNull();
    flushSync(() => view.change({ batch: 'another' }));
    expect(view.filter.batch).toBe('another');
  });

  it('brings back the jobs that are in no batch', async () => {
    const { view, load, restore } = start();
    await restore({ ...firstView, filter: { ...noFilter, batch: noBatch } });
    load();
    expect(view.filter.batch).toBe(noBatch);
  });
});
