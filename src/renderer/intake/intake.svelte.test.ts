import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unknownAccount, type AccountState } from '../../shared/account.ts';
import { failed, success } from '../../shared/errors.ts';
import { maxTextLength, type AddProgress } from '../../shared/intake.ts';
import { fileSource } from '../../shared/source.ts';
import { startApp } from '../testing/started-app.ts';
import { addReport, snapshot } from '../testing/states.ts';

const line = (text: string) => [{ line: 1, text }];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what is added', () => {
  it('shows a confirmation no more once it is answered, unless the answer does not reach main', async () => {
    const { main, app } = startApp();
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
    const { main, app } = startApp();
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
    const { main, toast, add } = startApp();
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
      const { app, main, toast } = startApp();
      app.follow();
      const account = { ...unknownAccount, listing: { kind } } as AccountState;
      await main.answer('getSnapshot', success(snapshot({ account })));
      await app.intake.addRead({ texts: [], models: ['a.glb'], unreadable: [], skipped: [], folder: null });
      expect(toast()?.text.endsWith('shows up here automatically.')).toBe(appears);
    },
  );

  it('says of files that were not read beside those that were, and leads on from models', async () => {
    const { app, main, toast } = startApp();
    const read = { texts: [], models: [], unreadable: [], skipped: [], folder: null };
    const text = { text: 'abc123', source: fileSource('logs/a.txt'), folder: 'logs' };
    const skipped = [{ name: 'logs/chair.glb', why: 'model' as const }];
    const added = app.intake.addRead({ ...read, texts: [text], skipped, folder: 'logs' });
    await main.answer('addJobs', success(addReport({ added: ['abc123'] })));
    expect(await added).toBe(true);
    expect(toast()).toMatchObject({ text: 'Watching 1 new job. Skipped 1 file.' });
    toast()?.action?.run();
    expect(app.intake.report?.skipped).toEqual(skipped);

    expect(await app.intake.addRead({ ...read, skipped, folder: 'logs' })).toBe(false);
    expect(main.asked('addJobs')).toHaveLength(1);
    expect(app.toasts.current.map(({ text: said }) => said).slice(-2)).toEqual([
      'No job IDs found in the folder “logs”. Skipped 1 file.',
      expect.stringContaining('Convert chair.glb in the Rigyd web app'),
    ]);
    toast()?.action?.run();
    expect(main.asked('openWebPage')).toEqual([{ page: 'service' }]);
  });

  it('names the files that main found nothing in beside those that were not read, of one folder or of several', async () => {
    const { app, main, toast } = startApp();
    const read = { texts: [], models: [], unreadable: [], folder: null };
    const text = { text: 'abc123', source: fileSource('logs/a.txt'), folder: 'logs' };
    const skipped = [{ name: 'logs/data.bin', why: 'not-text' as const }];
    const empty = { name: 'logs/b.txt', why: 'no-id' as const };
    const added = app.intake.addRead({ ...read, texts: [text], skipped });
    await main.answer('addJobs', success(addReport({ added: ['abc123'], skipped: [empty] })));
    await added;
    expect(toast()?.text).toBe('Watching 1 new job. Skipped 2 files.');
    toast()?.action?.run();
    expect(app.intake.report?.skipped).toEqual([empty, ...skipped]);

    await app.intake.addRead({ ...read, skipped });
    expect(toast()?.text).toMatch(/^No job IDs found in .* Skipped 1 file\.$/);
  });

  it('offers to take back what a link added, and not what a file of that name did', async () => {
    const { toast, add } = startApp();
    await add(addReport({ source: { kind: 'link' }, added: ['abc123'] }));
    expect(toast()).toMatchObject({ action: { label: 'Undo' } });
    await add(addReport({ source: fileSource('a link'), added: ['abc123'] }));
    expect(toast()).toMatchObject({ action: null });
  });

  it('offers the lines that were not understood, and opens them when asked to', async () => {
    const { app, toast, add } = startApp();
    const report = addReport({ added: ['abc123'], notUnderstood: line('hello') });
    await add(report);
    expect(app.dialog).toBeNull();
    expect(toast()?.action?.label).toBe('Show lines');
    toast()?.action?.run();
    expect([app.dialog, app.intake.report]).toEqual(['report', report]);
  });

  it('opens the lines of the very text that a message is about', async () => {
    const { app, add } = startApp();
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
    const { main, app } = startApp();
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
    const { main, app, toast } = startApp();
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
    const { add } = startApp();
    expect(await add(report)).toBe(isDone);
  });

  it('marks what went wrong as a problem', async () => {
    const { toast, add } = startApp();
    await add(addReport({ binary: true, source: fileSource('chair.glb') }));
    expect(toast()).toMatchObject({ tone: 'problem', action: null });
  });

  it.each(['fails', 'breaks'])('says why when the request %s, and selects nothing', async (how) => {
    const { main, app, toast } = startApp();
    const added = app.intake.add([{ text: 'abc123', source: { kind: 'typed' } }]);
    if (how === 'fails') await main.answer('addJobs', failed('internal'));
    else await main.break('addJobs');
    expect(await added).toBe(false);
    expect(toast()).toMatchObject({ text: expect.stringContaining('went wrong'), tone: 'problem' });
    expect(app.selectedId).toBeNull();
  });
});
