import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { AppState } from '../app/app-state.svelte.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { addReport, jobRow, snapshot } from '../testing/states.ts';
import { wholeBatchMenuItems } from './batch-menu.ts';

const batch = { id: 'b1', name: 'jobs.csv', createdAt: 0, expected: 3, collects: false };

async function start() {
  const main = new FakeBridge();
  const app = new AppState(main.bridge);
  const end = app.follow();
  const rows = [
    jobRow({ id: 'a', order: 3, status: 'completed', batches: ['b1'] }),
    jobRow({ id: 'b', order: 2, status: 'running', batches: ['b1', 'b2'] }),
    jobRow({ id: 'c', order: 1, status: 'running', batches: [] }),
  ];
  await main.answer('getSnapshot', success(snapshot({ rows, batches: [batch] })));
  return { main, app, end, toast: () => app.toasts.current.at(-1) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the batches of the window', () => {
  it('have the progress of their jobs', async () => {
    const { app, main } = await start();
    expect(app.batches.standings).toMatchObject([
      { batch, progress: { expected: 3, done: 1, running: 1, removed: 1 } },
    ]);
    const changed = [jobRow({ id: 'b', order: 2, status: 'failed', batches: ['b1'] })];
    main.push('patch', { revision: 2, changed });
    expect(app.batches.standings[0]?.progress).toMatchObject({ running: 0, failed: 1, isOver: true });
  });

  it('are none in the list until one is chosen; then it is that one, or a part of it', async () => {
    const { app, main } = await start();
    expect(app.batches.current).toBeNull();
    expect(app.batches.members).toEqual([]);
    app.batches.show('b1');
    expect(app.batches.current?.batch).toEqual(batch);
    expect(app.batches.members.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(app.sums.batch('b1').alone).toBe(1);
    main.push('patch', { revision: 2, changed: [jobRow({ id: 'c', order: 1, batches: ['b1'] })] });
    expect(app.sums.batch('b1').alone).toBe(2);
    main.push('patch', { revision: 3, changed: [jobRow({ id: 'c', order: 1 })] });
    expect(app.view.rows.map(({ id }) => id)).toEqual(['a', 'b']);
    app.view.change({ query: 'a' });
    app.batches.show('b1', { statuses: ['active'] });
    expect(app.view.rows.map(({ id }) => id)).toEqual(['b']);
    app.batches.show('b1');
    expect(app.view.rows).toHaveLength(2);
  });

  it('include their archived jobs, which the list hides and counts separately', async () => {
    const { app, main } = await start();
    const changed = [jobRow({ id: 'a', order: 3, status: 'completed', batches: ['b1'], archived: true })];
    main.push('patch', { revision: 2, changed });
    expect(app.batches).toMatchObject({ listed: { present: 0 }, archived: 0 });
    app.batches.show('b1');
    expect(app.batches.current?.progress).toMatchObject({ done: 1, running: 1, removed: 1 });
    expect(app.batches.listed).toMatchObject({ present: 1, done: 0, running: 1 });
    expect(app.batches.archived).toBe(1);
    app.batches.show('b1', { archived: true });
    expect(app.view.rows.map(({ id }) => id)).toEqual(['a']);
    expect(app.batches.listed).toMatchObject({ present: 1 });
  });

  it('give no estimate where too little is known', async () => {
    const { app } = await start();
    app.batches.show('b1');
    expect(app.batches.remaining).toBeNull();
  });

  it('estimate what is left from how often jobs of it ended', async () => {
    const { app, main } = await start();
    const now = Date.now();
    const ended = Array.from({ length: 6 }, (_, index) => {
      const completedAt = now - (6 - index) * 60_000;
      return jobRow({
        id: `e${index}`,
        status: 'completed',
        completedAt,
        changedAt: completedAt,
        batches: ['b1'],
      });
    });
    main.push('patch', { revision: 2, changed: ended });
    app.batches.show('b1');
    const { low = 0, high = 0 } = app.batches.remaining ?? {};
    expect(low).toBeGreaterThan(50_000);
    expect(high).toBeLessThan(150_000);
  });
});

describe('what was added', () => {
  it('as a batch is what the list shows next', async () => {
    const { app, main } = await start();
    main.push(
      'jobsAdded',
      addReport({ known: ['a', 'b'], batch: { id: 'b1', name: 'jobs.csv', isNew: false } }),
    );
    expect(app.batches.current?.batch.id).toBe('b1');
  });

  it('alone is not hidden by a batch', async () => {
    const { app, main } = await start();
    app.batches.show('b1');
    main.push('jobsAdded', addReport());
    expect(app.view.filter.batch).toBe('b1');
    main.push('jobsAdded', addReport({ known: ['c'] }));
    expect(app.view.filter.batch).toBeNull();
  });
});

describe('what is done with a batch', () => {
  it.each([
    ['rename', ['b1', 'For the fair'], 'renameBatch', { id: 'b1', name: 'For the fair' }],
    ['setAutomaticDownload', ['b1', true], 'setBatchCollects', { id: 'b1', collects: true }],
    ['download', ['b1'], 'collectBatch', { id: 'b1' }],
  ] as const)('%s sends a request, and reports only failure', async (command, values, name, params) => {
    const { app, main, toast } = await start();
    const run = () => Reflect.apply(app.batches[command], app.batches, values) as Promise<void>;
    void run();
    expect(main.asked(name)).toEqual([params]);
    await main.answer(name, success(null as never));
    expect(toast()).toBeUndefined();
    void run();
    await main.answer(name, failed('unknown-batch'));
    expect(toast()).toMatchObject({
      tone: 'problem',
      text: expect.stringContaining('no longer in the list'),
    });
  });

  it('says whether it collects: as main said last where it did not take the change, however often that was requested', async () => {
    const { app, main } = await start();
    const [on, off] = [
      app.batches.setAutomaticDownload('b1', true),
      app.batches.setAutomaticDownload('b1', false),
    ];
    await main.answer('setBatchCollects', failed('internal'));
    await main.answer('setBatchCollects', failed('internal'));
    expect(await Promise.all([on, off])).toEqual([false, false]);
    const taken = app.batches.setAutomaticDownload('b1', true);
    await main.answer('setBatchCollects', success(null));
    expect(await taken).toBe(true);
  });

  it('removing it closes its view, says what became of the jobs, and can be undone', async () => {
    const { app, main, toast } = await start();
    app.batches.show('b1');
    void app.batches.remove(batch, true);
    await main.answer('removeBatch', success({ removed: ['a'] }));
    expect(main.asked('removeBatch')).toEqual([{ id: 'b1', withJobs: true }]);
    expect(app.view.filter.batch).toBeNull();
    expect(toast()?.text).toBe('Removed batch “jobs.csv” and 1 job.');
    toast()?.action?.run();
    await main.answer('restoreBatch', success(null));
    expect(app.view.filter.batch).toBe('b1');
    void app.batches.remove(batch, false);
    await main.answer('removeBatch', success({ removed: [] }));
    expect(toast()?.text).toBe('Removed batch “jobs.csv”. Its jobs stay in the list.');
  });

  it('its name can be taken back', async () => {
    const { app, main } = await start();
    void app.batches.rename('b1', 'For the fair');
    await main.answer('renameBatch', success(null));
    app.toasts.undoLast();
    expect(main.asked('renameBatch').at(-1)).toEqual({ id: 'b1', name: 'jobs.csv' });
  });

  it('removing it with many jobs asks first', async () => {
    const { app, main } = await start();
    const many = Array.from({ length: 20 }, (_, at) =>
      jobRow({ id: `m${at}`, order: 10 + at, batches: ['b1'] }),
    );
    main.push('patch', { revision: 2, changed: many });
    const refused = app.batches.remove(batch, true);
    expect(app.questions.open?.title).toBe('Remove batch “jobs.csv” and 21 jobs?');
    app.questions.answer(false);
    await refused;
    void app.batches.remove(batch, false);
    expect(main.asked('removeBatch')).toEqual([{ id: 'b1', withJobs: false }]);
  });

  it('can be renamed and reported of from its menu, also where another is shown', async () => {
    const { app, main } = await start();
    const run = (name: string) => {
      const [standing] = app.batches.standings;
      const items = standing === undefined ? [] : wholeBatchMenuItems(app, standing);
      items.find(({ label }) => label === name)?.run();
    };
    run('Copy report');
    expect(main.asked('copyText')).toEqual([{ text: expect.stringContaining('Total       3') }]);
    run('Download 1 result');
    expect(main.asked('collectBatch')).toEqual([{ id: 'b1' }]);
    run('Rename');
    expect(app.batches.renaming).toBe('b1');
    expect(app.batches.current?.batch.id).toBe('b1');
  });

  it('nothing is said where nothing was archived or taken out', async () => {
    const { app, main, toast } = await start();
    void app.batches.setArchived(['b1'], true);
    await main.answer('setBatchesArchived', success([]));
    void app.batches.leave(app.replica.rows);
    await main.answer('leaveBatch', success([]));
    await main.answer('leaveBatch', success([]));
    expect(toast()).toBeUndefined();
  });

  it('a batch that there was already is shown, and not taken back', async () => {
    const { app, main, toast } = await start();
    const added = app.batches.add({ ids: ['a', 'b'], from: null }, { name: 'Trees' });
    await main.answer('gatherJobs', success({ id: 'b1', isNew: false }));
    await added;
    expect(app.batches.current?.batch.id).toBe('b1');
    expect(toast()).toMatchObject({ text: 'There is already a batch of exactly these jobs.', action: null });
  });

  it('a merge is taken back whole, also where it added nothing, and is none where the other batch stays', async () => {
    const { app, main, toast } = await start();
    const from = { ...batch, id: 'b2', name: 'Others' };
    const merge = async (isRemoved: boolean) => {
      const merged = app.batches.add({ ids: ['b'], from }, { id: 'b1' });
      await main.answer('joinBatch', success([]));
      await main.answer('removeBatch', isRemoved ? success({ removed: [] }) : failed('storage'));
      await merged;
    };
    await merge(false);
    expect(app.view.filter.batch).toBeNull();
    expect(toast()).toMatchObject({ tone: 'problem', action: null });
    await merge(true);
    expect(toast()?.text).toBe('Merged “Others” into this batch.');
    toast()?.action?.run();
    await main.answer('restoreBatch', success(null));
    expect(app.view.filter.batch).toBe('b2');
    expect(main.asked('leaveBatch')).toEqual([]);
  });

  it('a removal that fails changes nothing, nor does an undo that fails', async () => {
    const { app, main, toast } = await start();
    app.batches.show('b1');
    void app.batches.remove(batch, true);
    await main.answer('removeBatch', failed('unknown-batch'));
    expect(app.view.filter.batch).toBe('b1');
    expect(toast()).toMatchObject({ tone: 'problem', action: null });
    void app.batches.remove(batch, false);
    await main.answer('removeBatch', success({ removed: [] }));
    toast()?.action?.run();
    await main.answer('restoreBatch', failed('unknown-batch'));
    expect(app.view.filter.batch).toBeNull();
  });

  it('copies its report', async () => {
    const { app, main, toast } = await start();
    await app.batches.copyReport('gone');
    expect(main.asked('copyText')).toEqual([]);
    void app.batches.copyReport('b1');
    expect(main.asked('copyText')).toEqual([{ text: expect.stringContaining('Total       3') }]);
    await main.answer('copyText', success(null));
    expect(toast()?.text).toBe('Report copied.');
  });
});
