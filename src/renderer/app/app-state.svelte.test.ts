import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unknownAccount, type AccountState } from '../../shared/account.ts';
import { maxTextLength, type AddProgress, type AddReport } from '../../shared/intake.ts';
import { failed, success } from '../../shared/errors.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { addReport, jobRow, snapshot } from '../testing/states.ts';
import { AppState } from './app-state.svelte.ts';
import { fileSource } from '../../shared/source.ts';

function start() {
  const main = new FakeBridge();
  const app = new AppState(main.bridge);
  const toast = () => app.toasts.current.at(-1);
  const add = async (report: AddReport) => {
    const added = app.intake.add([{ text: 'some text', source: fileSource('jobs.csv') }]);
    await main.answer('addJobs', success(report));
    return added;
  };
  return { main, app, toast, add };
}
const line = (text: string) => [{ line: 1, text }];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('AppState, following main', () => {
  it('follows the state, what is added from outside and the menu, until it is ended', async () => {
    const { main, app, toast } = start();
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
      const { main, app } = start();
      app.follow();
      await main.answer('getSnapshot', success(snapshot({ rows: [jobRow({ status })], session: known })));
      expect(app.hasStaleCounts).toBe(stale);
    },
  );
});

describe('AppState, adding jobs', () => {
  it('shows a confirmation no more once it is answered, unless the answer does not reach main', async () => {
    const { main, app } = start();
    app.follow();
    const addConfirmation = {
      number: 3,
      by: 'person',
      jobs: 6_000,
      leftOut: 0,
      source: { kind: 'pasted' },
    } as const;
    await main.answer('getSnapshot', success(snapshot({ revision: 1, addConfirmation })));
    expect(app.intake.confirmation?.number).toBe(3);
    const answering = app.intake.answerConfirmation(3, true);
    expect(app.intake.confirmation).toBeNull();
    await main.answer('answerAddConfirmation', failed('internal'));
    await answering;
    expect(app.intake.confirmation?.number).toBe(3);
    void app.intake.answerConfirmation(3, true);
    await main.answer('answerAddConfirmation', success(null));
    expect(app.intake.confirmation).toBeNull();
    main.push('patch', { revision: 2, addConfirmation: { ...addConfirmation, number: 4 } });
    expect(app.intake.confirmation?.number).toBe(4);
  });

  it('answers with no what it cannot show a confirmation of, once, and nothing where none waits', async () => {
    const { main, app } = start();
    app.follow();
    app.intake.declineConfirmation();
    const source = { kind: 'pasted' } as const;
    const addConfirmation = { number: 3, by: 'person', jobs: 6_000, leftOut: 0, source } as const;
    await main.answer('getSnapshot', success(snapshot({ revision: 1, addConfirmation })));
    app.intake.declineConfirmation();
    app.intake.declineConfirmation();
    expect(main.asked('answerAddConfirmation')).toEqual([{ number: 3, isConfirmed: false }]);
  });

  it('hands text and source to main and says what came of it', async () => {
    const { main, toast, add } = start();
    expect(await add(addReport({ source: fileSource('jobs.csv'), added: ['a1b2c3', 'd4e5f6'] }))).toBe(true);
    expect(main.asked('addJobs')).toEqual([
      { texts: [{ text: 'some text', source: fileSource('jobs.csv') }] },
    ]);
    expect(toast()).toMatchObject({ text: 'Watching 2 new jobs.', tone: 'info', action: null });
  });

  it.each([
    ['off', false],
    ['reading', true],
    ['following', true],
    ['failing', false],
    ['unavailable', false],
  ] as const)(
    'says that a job appears by itself where the account’s list is read: %s',
    async (kind, appears) => {
      const { app, main, toast } = start();
      app.follow();
      const account = { ...unknownAccount, listing: { kind } } as AccountState;
      await main.answer('getSnapshot', success(snapshot({ account })));
      await app.intake.addRead({ texts: [], models: ['a.glb'], unreadable: [], skipped: [], folder: null });
      expect(toast()?.text.endsWith('appears here by itself.')).toBe(appears);
    },
  );

  it('says of files that were not read beside those that were, and leads on from models', async () => {
    const { app, main, toast } = start();
    const read = { texts: [], models: [], unreadable: [], skipped: [], folder: null };
    const text = { text: 'abc123', source: fileSource('logs/a.txt'), folder: 'logs' };
    const skipped = [{ name: 'logs/chair.glb', why: 'model' as const }];
    const added = app.intake.addRead({ ...read, texts: [text], skipped, folder: 'logs' });
    await main.answer('addJobs', success(addReport({ added: ['abc123'] })));
    expect(await added).toBe(true);
    expect(toast()).toMatchObject({ text: 'Watching 1 new job. 1 file was not read.' });
    toast()?.action?.run();
    expect(app.intake.report?.skipped).toEqual(skipped);

    expect(await app.intake.addRead({ ...read, skipped, folder: 'logs' })).toBe(false);
    expect(main.asked('addJobs')).toHaveLength(1);
    expect(app.toasts.current.map(({ text: said }) => said).slice(-2)).toEqual([
      'No job ID was found in the folder “logs”. 1 file was not read.',
      expect.stringContaining('Convert chair.glb in the Rigyd web app'),
    ]);
    toast()?.action?.run();
    expect(main.asked('openWebPage')).toEqual([{ page: 'service' }]);
  });

  it('offers to take back what a link added, and not what a file of that name did', async () => {
    const { toast, add } = start();
    await add(addReport({ source: { kind: 'link' }, added: ['abc123'] }));
    expect(toast()).toMatchObject({ action: { label: 'Undo' } });
    await add(addReport({ source: fileSource('a link'), added: ['abc123'] }));
    expect(toast()).toMatchObject({ action: null });
  });

  it.each([
    ['new', addReport({ added: ['abc123'] })],
    ['known', addReport({ known: ['abc123'] })],
  ])('selects the only job where it is %s', async (_kind, report) => {
    const { app, add } = start();
    await add(report);
    expect(app.selectedId).toBe('abc123');
  });

  it.each([
    addReport({ added: ['abc123', 'xyz789'] }),
    addReport({ added: ['abc123'], known: ['xyz789'] }),
    addReport(),
  ])('leaves the selection alone where it is not about one job', async (report) => {
    const { app, add } = start();
    app.selectedId = 'selected';
    await add(report);
    expect(app.selectedId).toBe('selected');
  });

  it('shows what is added from outside at once, but where several jobs are selected only when asked to', () => {
    const { main, app, toast } = start();
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
    const { main, app, toast } = start();
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
    const { main, app, toast } = start();
    app.follow();
    await main.answer('getSnapshot', success(snapshot({ rows: [jobRow()] })));
    app.selection.all();
    main.push('showTarget', { kind: 'job', id: 'removed' });
    expect(toast()).toMatchObject({ tone: 'problem', text: expect.stringContaining('This job is not in') });
    main.push('showTarget', { kind: 'batch', id: 'removed' });
    expect(toast()).toMatchObject({ tone: 'problem', text: expect.stringContaining('This batch is not in') });
    expect([app.selectedId, app.selection.isChosen, app.view.filter.batch]).toEqual([null, true, null]);
  });

  it('opens what a link leads to as soon as it is there: main has just found it in the list', async () => {
    const { main, app } = start();
    app.follow();
    await main.answer('getSnapshot', success(snapshot()));
    main.push('showTarget', { kind: 'job', id: 'abc123', byLink: true });
    expect(app.openRow).toBeUndefined();
    main.push('patch', { revision: 2, changed: [jobRow({ id: 'abc123' })] });
    expect(app.openRow?.id).toBe('abc123');
  });

  it('names the job that a link leads to', async () => {
    const { main, app, toast } = start();
    app.follow();
    await main.answer('getSnapshot', success(snapshot({ rows: [jobRow({ name: 'chair.glb' })] })));
    app.selection.all();
    main.push('showTarget', { kind: 'job', id: jobRow().id, byLink: true });
    expect(toast()).toMatchObject({ text: 'A link leads to chair.glb.', action: { label: 'Show' } });
  });

  it('offers the lines that were not understood, and opens them when asked to', async () => {
    const { app, toast, add } = start();
    const report = addReport({ added: ['abc123'], notUnderstood: line('hello') });
    await add(report);
    expect(app.dialog).toBeNull();
    expect(toast()?.action?.label).toBe('Show lines');
    toast()?.action?.run();
    expect([app.dialog, app.intake.report]).toEqual(['report', report]);
  });

  it('opens the lines of the very text that a message is about', async () => {
    const { app, add } = start();
    const first = addReport({ source: fileSource('first.log'), notUnderstood: line('one') });
    const second = addReport({ source: fileSource('second.log'), notUnderstood: line('two') });
    await add(first);
    await add(second);
    app.toasts.current[0]?.action?.run();
    expect(app.intake.report).toEqual(first);
    app.toasts.current[1]?.action?.run();
    expect(app.intake.report).toEqual(second);
  });

  it('shows an addition that takes long, from then on until it is over, and cancels it', async () => {
    const { main, app } = start();
    app.follow();
    await main.answer('getSnapshot', success(snapshot({ revision: 1 })));
    const adding = (progress: AddProgress | null, revision: number) => {
      main.push('patch', { revision, adding: progress });
      flushSync();
      return app.intake.slowAdding;
    };
    const reading = { number: 1, done: 0, total: null };
    expect(adding(reading, 2)).toBeNull();
    vi.advanceTimersByTime(1_500);
    expect(app.intake.slowAdding).toEqual(reading);
    expect(adding(null, 3)).toBeNull();
    expect(adding({ number: 1, done: 500, total: 9_000 }, 4)).toMatchObject({ done: 500 });
    expect(adding({ number: 2, done: 1, total: 2 }, 5)).toBeNull();
    app.intake.cancelAdding(2);
    await main.answer('cancelAdding', success(null));
  });

  it('refuses a text that is longer than it can be read at once, before anything is added', async () => {
    const { main, app, toast } = start();
    const text = 'x'.repeat(maxTextLength + 1);
    expect(await app.intake.add([{ text, source: { kind: 'pasted' } }])).toBe(false);
    expect(toast()?.text).toContain('larger than 32 MB');
    expect(main.asked('addJobs')).toEqual([]);
  });

  it.each([
    ['an ID was found', addReport({ known: ['abc123'], notUnderstood: line('hello') }), true],
    ['none was found', addReport({ notUnderstood: line('hello') }), false],
    ['a key was found', addReport({ containedKey: true }), true],
    ['the person cancelled', addReport({ added: ['abc123'], notAdded: 900 }), false],
    ['the person did not want so many', addReport({ known: ['abc123'], declined: 900 }), false],
  ])('is done with the input where %s: %#', async (_case, report, isDone) => {
    const { add } = start();
    expect(await add(report)).toBe(isDone);
  });

  it('marks what went wrong as a problem', async () => {
    const { toast, add } = start();
    await add(addReport({ binary: true, source: fileSource('chair.glb') }));
    expect(toast()).toMatchObject({ tone: 'problem', action: null });
  });

  it.each(['fails', 'breaks'])('says why when the request %s, and selects nothing', async (how) => {
    const { main, app, toast } = start();
    const added = app.intake.add([{ text: 'abc123', source: { kind: 'typed' } }]);
    if (how === 'fails') await main.answer('addJobs', failed('internal'));
    else await main.break('addJobs');
    expect(await added).toBe(false);
    expect(toast()).toMatchObject({ text: expect.stringContaining('went wrong'), tone: 'problem' });
    expect(app.selectedId).toBeNull();
  });
});

describe('AppState, removing jobs', () => {
  it('closes the details of a removed job and offers to undo', async () => {
    const { main, app, toast } = start();
    app.selectedId = 'abc123';
    const removed = app.jobs.remove(['abc123', 'xyz789']);
    expect(app.selectedId).toBeNull();
    await main.answer('removeJobs', success(null));
    await removed;
    expect(main.asked('removeJobs')).toEqual([{ ids: ['abc123', 'xyz789'] }]);
    expect(toast()?.text).toBe('Removed 2 jobs from the list.');
    expect(toast()?.action?.label).toBe('Undo');
    toast()?.action?.run();
    expect(main.asked('restoreJobs')).toEqual([{ ids: ['abc123', 'xyz789'] }]);
  });

  it('undoes each removal by itself', async () => {
    const { main, app } = start();
    for (const id of ['abc123', 'xyz789']) {
      void app.jobs.remove([id]);
      await main.answer('removeJobs', success(null));
    }
    for (const { action } of app.toasts.current) action?.run();
    expect(main.asked('restoreJobs')).toEqual([{ ids: ['abc123'] }, { ids: ['xyz789'] }]);
  });

  it('leaves others selected where the open job among them is removed or archived', async () => {
    const { main, app } = start();
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

  it('leaves the details of another job open', () => {
    const { app } = start();
    app.selectedId = 'abc123';
    void app.jobs.remove(['xyz789']);
    expect(app.selectedId).toBe('abc123');
  });

  it('offers nothing to undo where nothing was removed', async () => {
    const { main, app } = start();
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
    const { main, app, toast } = start();
    run(app);
    expect(main.asked(name)).toEqual([params]);
    await main.answer(name, success(null));
    expect(toast()).toBeUndefined();
    run(app);
    await main.answer(name, failed('unknown-job'));
    expect(toast()).toMatchObject({
      text: 'This job is not in the list any more. Add its ID again to watch it.',
      tone: 'problem',
    });
  });

  it('says so when something was copied, and when it was not', async () => {
    const { main, app, toast } = start();
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
