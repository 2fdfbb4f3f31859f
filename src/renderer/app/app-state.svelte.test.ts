import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { startApp } from '../testing/started-app.ts';
import { addReport, jobRow, snapshot } from '../testing/states.ts';
import type { AppState } from './app-state.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('AppState, following main', () => {
  it('follows the state, what is added from outside and the menu, until it is ended', async () => {
    const { main, app, toast } = startApp();
    const end = app.follow();
    await main.answer('getSnapshot', success(snapshot({ rows: [jobRow()] })));
    expect(app.replica.rows).toHaveLength(1);
    main.push('jobsAdded', addReport({ added: ['xyz789'] }));
    expect(app.selectedId).toBe('xyz789');
    expect(toast()?.text).toBe('Watching 1 new job.');
    main.push('menuCommand', 'add-jobs');
    expect(app.dialog).toBe('add-jobs');
    main.push('menuCommand', 'settings');
    expect(app.dialog).toBe('settings');
    end();
    expect(main.listening).toBe(0);
  });
});

describe('AppState, while the service is away', () => {
  const failure = { code: 'offline', text: null } as const;
  const away = { kind: 'offline', since: 0, failure, retryAt: 1_000 } as const;
  const key = { kind: 'present', source: 'keychain', lastFour: 'x9Qk', verdict: 'accepted' } as const;
  const there = { ...snapshot().session, key };
  const session = { ...there, connection: away };

  it.each([
    ['the service is there', there, 'running', false],
    ['a job may have ended since', session, 'running', true],
    ['there is no key', { ...there, key: { kind: 'absent', failure: null } }, 'running', true],
    ['the key is refused', { ...there, key: { ...key, verdict: 'rejected' } }, 'running', true],
    ['the key is being read', { ...there, key: { kind: 'reading' } }, 'running', false],
    ['all had ended before', session, 'completed', false],
    ['nothing is known of a job yet', session, null, false],
  ] as const)(
    'its counts are out of date when a job may have ended: %s',
    async (_case, known, status, stale) => {
      const { main, app } = startApp();
      app.follow();
      await main.answer('getSnapshot', success(snapshot({ rows: [jobRow({ status })], session: known })));
      expect(app.hasStaleCounts).toBe(stale);
    },
  );
});

describe('AppState, when jobs are added or led to', () => {
  it.each([
    ['new', addReport({ added: ['abc123'] })],
    ['known', addReport({ known: ['abc123'] })],
  ])('selects the only job where it is %s', async (_kind, report) => {
    const { app, add } = startApp();
    await add(report);
    expect(app.selectedId).toBe('abc123');
  });

  it.each([
    addReport({ added: ['abc123', 'xyz789'] }),
    addReport({ added: ['abc123'], known: ['xyz789'] }),
    addReport(),
  ])('leaves the selection alone where it is not about one job', async (report) => {
    const { app, add } = startApp();
    app.selectedId = 'selected';
    await add(report);
    expect(app.selectedId).toBe('selected');
  });

  it('shows what is added from outside at once, but where several jobs are selected only when asked to', () => {
    const { main, app, toast } = startApp();
    app.follow();
    const one = addReport({ added: ['abc123'] });
    main.push('jobsAdded', one);
    expect([app.selectedId, toast()?.action]).toEqual(['abc123', null]);
    app.selection.toggle('xyz789');
    main.push('jobsAdded', addReport({ added: ['def456'], batch: { id: 'b', name: 'B', isNew: true } }));
    expect([app.selectedId, app.selection.has('xyz789'), app.view.filter.batch]).toEqual([
      'abc123',
      true,
      null,
    ]);
    toast()?.action?.run();
    expect([app.selectedId, app.view.filter.batch]).toEqual(['def456', 'b']);
    app.selection.toggle('xyz789');
    main.push('showTarget', { kind: 'job', id: 'abc123', byLink: true });
    expect([app.selectedId, app.selection.isChosen]).toEqual(['def456', true]);
    toast()?.action?.run();
    expect([app.selectedId, app.selection.isChosen]).toEqual(['abc123', false]);
  });

  it('leaves the window as it is where something was pressed in it since it got the keyboard', () => {
    const { main, app, toast } = startApp();
    const window = new EventTarget();
    app.follow();
    app.use.follow(window);
    app.selectedId = 'abc123';
    window.dispatchEvent(new Event('keydown'));
    main.push('jobsAdded', addReport({ added: ['def456'] }));
    main.push('showTarget', { kind: 'job', id: 'def456', byLink: true });
    expect([app.selectedId, toast()?.action?.label]).toEqual(['abc123', 'Show']);
    main.push('showTarget', { kind: 'job', id: 'xyz789' });
    expect(app.selectedId, 'the person’s own click in the tray').toBe('xyz789');
    window.dispatchEvent(new Event('blur'));
    main.push('jobsAdded', addReport({ added: ['def456'] }));
    expect(app.selectedId).toBe('def456');
  });

  it('says of a job or a batch that is gone that it is, and leaves the window as it is', async () => {
    const { main, app, toast } = startApp();
    app.follow();
    await main.answer('getSnapshot', success(snapshot({ rows: [jobRow()] })));
    app.selection.all();
    main.push('showTarget', { kind: 'job', id: 'removed' });
    expect(toast()).toMatchObject({
      tone: 'problem',
      text: expect.stringContaining('This job is no longer in'),
    });
    main.push('showTarget', { kind: 'batch', id: 'removed' });
    expect(toast()).toMatchObject({
      tone: 'problem',
      text: expect.stringContaining('This batch is no longer in'),
    });
    expect([app.selectedId, app.selection.isChosen, app.view.filter.batch]).toEqual([null, true, null]);
  });

  it('opens what a link leads to as soon as it is there: main has just found it in the list', async () => {
    const { main, app } = startApp();
    app.follow();
    await main.answer('getSnapshot', success(snapshot()));
    main.push('showTarget', { kind: 'job', id: 'abc123', byLink: true });
    expect(app.openRow).toBeUndefined();
    main.push('patch', { revision: 2, changed: [jobRow({ id: 'abc123' })] });
    expect(app.openRow?.id).toBe('abc123');
  });

  it('names the job that a link leads to', async () => {
    const { main, app, toast } = startApp();
    app.follow();
    await main.answer('getSnapshot', success(snapshot({ rows: [jobRow({ name: 'chair.glb' })] })));
    app.selection.all();
    main.push('showTarget', { kind: 'job', id: jobRow().id, byLink: true });
    expect(toast()).toMatchObject({ text: 'A link opens chair.glb.', action: { label: 'Show' } });
  });
});

describe('AppState, removing jobs', () => {
  it('closes the details of a removed job and offers to undo', async () => {
    const { main, app, toast } = startApp();
    app.selectedId = 'abc123';
    const removed = app.jobs.remove(['abc123', 'xyz789']);
    expect(app.selectedId).toBeNull();
    await main.answer('removeJobs', success(null));
    await removed;
    expect(main.asked('removeJobs')).toEqual([{ ids: ['abc123', 'xyz789'] }]);
    expect(toast()?.text).toBe('Removed 2 jobs.');
    expect(toast()?.action?.label).toBe('Undo');
    toast()?.action?.run();
    expect(main.asked('restoreJobs')).toEqual([{ ids: ['abc123', 'xyz789'] }]);
  });

  it('undoes each removal by itself', async () => {
    const { main, app } = startApp();
    for (const id of ['abc123', 'xyz789']) {
      void app.jobs.remove([id]);
      await main.answer('removeJobs', success(null));
    }
    for (const { action } of app.toasts.current) action?.run();
    expect(main.asked('restoreJobs')).toEqual([{ ids: ['abc123'] }, { ids: ['xyz789'] }]);
  });

  it('leaves others selected where the open job among them is removed or archived', async () => {
    const { main, app } = startApp();
    app.follow();
    const rows = ['a', 'b', 'c', 'd'].map((id, index) => jobRow({ id, order: 4 - index }));
    await main.answer('getSnapshot', success(snapshot({ rows })));
    app.selectedId = 'a';
    for (const id of ['b', 'c']) app.selection.toggle(id);
    void app.jobs.remove(['a']);
    await main.answer('removeJobs', success(null));
    expect([app.selectedId, ...app.selection.rows.map(({ id }) => id)]).toEqual([null, 'b', 'c']);
    app.selectedId = 'b';
    app.selection.toggle('c');
    void app.jobs.setArchived(['b'], true);
    await main.answer('setArchived', success(['b']));
    expect([app.selectedId, ...app.selection.rows.map(({ id }) => id)]).toEqual([null, 'c']);
  });

  it('has the details of the next job at the side, whether the last one was closed or removed', () => {
    const { app } = startApp();
    for (const leave of [() => (app.selectedId = null), () => void app.jobs.remove(['abc123'])]) {
      app.selectedId = 'abc123';
      app.layout.isDetailsWhole = true;
      leave();
      expect([app.selectedId, app.layout.isDetailsWhole]).toEqual([null, false]);
    }
  });

  it('leaves the details of another job open', () => {
    const { app } = startApp();
    app.selectedId = 'abc123';
    void app.jobs.remove(['xyz789']);
    expect(app.selectedId).toBe('abc123');
  });

  it('offers nothing to undo where nothing was removed', async () => {
    const { main, app } = startApp();
    void app.jobs.remove(['abc123']);
    await main.answer('removeJobs', failed('storage'));
    expect(app.toasts.current).toMatchObject([{ tone: 'problem', action: null }]);
  });
});

describe('AppState, the commands of the buttons', () => {
  it.each([
    ['download', 'startDownloads', { ids: ['abc123'] }, ({ jobs }: AppState) => jobs.download(['abc123'])],
    [
      'cancelDownload',
      'cancelDownloads',
      { ids: ['abc123'] },
      ({ jobs }: AppState) => jobs.cancelDownload(['abc123']),
    ],
    ['check', 'checkJobs', { ids: ['abc123'] }, ({ jobs }: AppState) => jobs.check(['abc123'])],
    ['showInFolder', 'showInFolder', { id: 'abc123' }, ({ jobs }: AppState) => jobs.showInFolder('abc123')],
  ] as const)('%s requests it, and speaks only of failure', async (_command, name, params, run) => {
    const { main, app, toast } = startApp();
    run(app);
    expect(main.asked(name)).toEqual([params]);
    await main.answer(name, success(null));
    expect(toast()).toBeUndefined();
    run(app);
    await main.answer(name, failed('unknown-job'));
    expect(toast()).toMatchObject({
      text: 'This job is no longer in the list. Add its ID again to watch it.',
      tone: 'problem',
    });
  });

  it('says so when something was copied, and when it was not', async () => {
    const { main, app, toast } = startApp();
    void app.clipboard.copy('abc123', 'the job ID');
    await main.answer('copyText', success(null));
    expect(main.asked('copyText')).toEqual([{ text: 'abc123' }]);
    expect(toast()).toMatchObject({ text: 'Copied the job ID.', tone: 'info' });
    void app.jobs.copyJson('abc123');
    await main.answer('copyJobJson', success(null));
    expect(main.asked('copyJobJson')).toEqual([{ id: 'abc123' }]);
    expect(toast()).toMatchObject({ text: 'Copied the raw JSON.', tone: 'info' });
    void app.clipboard.copy('abc123', 'the link');
    await main.break('copyText');
    void app.jobs.copyJson('abc123');
    await main.answer('copyJobJson', failed('unknown-job'));
    expect(app.toasts.current.map(({ text }) => text)).not.toContain('Copied the link.');
    expect(toast()?.tone).toBe('problem');
  });
});
