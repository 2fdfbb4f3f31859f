import { describe, expect, it } from 'vitest';
import { success } from '../../shared/errors.ts';
import { AppState } from '../app/app-state.svelte.ts';
import { headId } from '../list/groups/list-lines.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { jobRow, snapshot } from '../testing/states.ts';
import { undo } from '../ui/toasts.svelte.ts';
import { dispatchKey, dispatchViewerKey, type KeyPlace } from './dispatch-key.ts';
import type { KeyPress } from './shortcut.ts';

const rows = [
  jobRow({ id: 'new', order: 3, status: 'running' }),
  jobRow({ id: 'done', order: 2, status: 'completed' }),
  jobRow({ id: 'old', order: 1, status: 'completed' }),
];

async function start() {
  const main = new FakeBridge();
  const app = new AppState(main.bridge);
  app.follow();
  await main.answer('getSnapshot', success(snapshot({ rows })));
  const key = (name: string, place: Partial<KeyPlace> = {}, held: Partial<KeyPress> = {}) =>
    dispatchKey(
      app,
      { key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held },
      { isField: false, area: 'list', isControl: false, hasMarkedText: false, isCovered: false, ...place },
    );
  return { main, app, key };
}

describe('dispatchKey', () => {
  it('acts on the row that the keyboard is on, the first where it was on none', async () => {
    const { main, app, key } = await start();
    expect(key('c')).toBe(true);
    app.selection.focusRow('done');
    expect(key('d')).toBe(true);
    expect(main.asked('checkJobs')).toEqual([{ ids: ['new'] }]);
    expect(main.asked('startDownloads')).toEqual([{ ids: ['done'] }]);
  });

  it('acts on no job where the keyboard is on the head of a group', async () => {
    const { main, app, key } = await start();
    app.view.groups.groupBy('status');
    expect([key('c'), key('Delete')]).toEqual([false, false]);
    app.selection.focusRow('done');
    expect(key('d')).toBe(true);
    app.selection.focusRow(headId('Completed'));
    expect([key('d'), key('Delete'), key('e')]).toEqual([false, false, false]);
    expect(main.asked('startDownloads')).toEqual([{ ids: ['done'] }]);
    expect(main.asked('removeJobs')).toEqual([]);
  });

  it('acts on all that are selected, and only on those it can do something with', async () => {
    const { main, app, key } = await start();
    app.selection.all();
    expect([key('d'), key('c'), key('Delete'), key('n')]).toEqual([true, true, true, false]);
    expect(main.asked('startDownloads')).toEqual([{ ids: ['done', 'old'] }]);
    expect(main.asked('checkJobs')).toEqual([{ ids: ['new'] }]);
    expect(main.asked('removeJobs')).toEqual([{ ids: ['new', 'done', 'old'] }]);
  });

  it('acts on the neighbour of a row that has gone, not on the one at the top', async () => {
    const { main, app, key } = await start();
    app.selection.focusRow('done');
    key('Delete');
    main.push('patch', { revision: 2, removed: ['done'] });
    key('Delete');
    expect(main.asked('removeJobs')).toEqual([{ ids: ['done'] }, { ids: ['old'] }]);
  });

  it('goes on with the next row where the open job was archived', async () => {
    const { main, app, key } = await start();
    app.selectedId = 'done';
    key('e');
    main.push('patch', {
      revision: 2,
      changed: [jobRow({ id: 'done', order: 2, status: 'completed', archived: true })],
    });
    key('e');
    expect(main.asked('setArchived')).toEqual([
      { ids: ['done'], archived: true },
      { ids: ['old'], archived: true },
    ]);
  });

  it('acts on the open job that has left the list by itself, as long as its details are open', async () => {
    const { main, app, key } = await start();
    app.view.change({ statuses: ['active'] });
    app.selectedId = 'new';
    expect(app.selection.current?.id).toBe('new');
    main.push('patch', { revision: 2, changed: [jobRow({ id: 'new', order: 3, status: 'completed' })] });
    key('e');
    expect(main.asked('setArchived')).toEqual([{ ids: ['new'], archived: true }]);
  });

  it('acts on no row without the ring where the open job was taken away with its batch', async () => {
    const { main, app, key } = await start();
    app.selectedId = 'done';
    main.push('patch', { revision: 2, removed: ['done'] });
    app.view.change({ query: 'l' });
    expect([app.selection.isElsewhere, app.selection.has('done')]).toEqual([false, false]);
    key('Delete');
    expect(main.asked('removeJobs')).toEqual([{ ids: ['old'] }]);
  });

  it('acts on the row that is clicked after it came back', async () => {
    const { main, app, key } = await start();
    app.selectedId = 'done';
    key('Delete');
    main.push('patch', { revision: 2, removed: ['done'] });
    expect(app.selection.current?.id).toBe('old');
    main.push('patch', { revision: 3, changed: [jobRow({ id: 'done', order: 2, status: 'completed' })] });
    app.selectedId = 'done';
    key('Delete');
    expect(main.asked('removeJobs')).toEqual([{ ids: ['done'] }, { ids: ['done'] }]);
  });

  it('acts on none where those that were selected have left the list by themselves', async () => {
    const { main, app, key } = await start();
    app.selection.toggle('done');
    main.push('patch', { revision: 2, removed: ['done'] });
    expect([key('Delete'), key('c'), key('e')]).toEqual([false, false, false]);
    expect(main.asked('removeJobs')).toEqual([]);
  });

  it('acts on the open job where the keyboard is in its details', async () => {
    const { main, app, key } = await start();
    app.selectedId = 'old';
    app.selection.focusRow('done');
    key('d', { area: 'details' });
    expect(main.asked('startDownloads')).toEqual([{ ids: ['old'] }]);
  });

  it.each<Partial<KeyPlace>>([{ isField: true }, { area: null }, { isCovered: true }])(
    'leaves single keys alone elsewhere: %o',
    async (place) => {
      const { main, key } = await start();
      expect(['c', 'd', 'e', 'Delete'].map((name) => key(name, place))).toEqual([false, false, false, false]);
      expect(main.asked('removeJobs')).toEqual([]);
    },
  );

  it('leaves Enter to a button, and a question mark to a field', async () => {
    const { app, key } = await start();
    expect(key('Enter', { isControl: true })).toBe(false);
    expect(key('?', { isField: true })).toBe(false);
    expect(key('?', { area: null })).toBe(true);
    expect(app.dialog).toBe('shortcuts');
  });

  it('takes keys with Control everywhere but below a dialog', async () => {
    const { app, key } = await start();
    expect(key('k', { isCovered: true }, { ctrlKey: true })).toBe(false);
    expect(key('k', { isField: true, area: null }, { ctrlKey: true })).toBe(true);
    expect(app.dialog).toBe('palette');
  });

  it('waits until a dialog that was closed is gone', async () => {
    const { app, key } = await start();
    app.dialog = 'settings';
    expect(key('?')).toBe(false);
    expect(app.dialog).toBe('settings');
  });

  it('copies the IDs of all that are selected, or of the open job, and with Shift their names as well', async () => {
    const { main, app, key } = await start();
    const mod = { ctrlKey: true };
    app.selectedId = 'done';
    expect(key('c', { area: 'details' }, mod)).toBe(true);
    app.selection.all();
    key('c', {}, mod);
    key('C', {}, { ...mod, shiftKey: true });
    expect(main.asked('copyText')).toEqual([
      { text: 'done' },
      { text: 'new\ndone\nold' },
      { text: 'new\tnew\ndone\tdone\nold\told' },
    ]);
  });

  it('leaves Control with C to text that is typed or marked, and with Z to text that is typed', async () => {
    const { app, key } = await start();
    const mod = { ctrlKey: true };
    app.toasts.show('Removed 1 job.', { action: undo(() => undefined) });
    expect(key('c', { isField: true }, mod)).toBe(false);
    expect(key('c', { hasMarkedText: true }, mod)).toBe(false);
    expect(key('z', { isField: true }, mod)).toBe(false);
    expect(key('z', { hasMarkedText: true }, mod)).toBe(true);
    expect(key('z', {}, mod)).toBe(false);
  });

  it('does nothing beside a question that is open', async () => {
    const { main, app, key } = await start();
    void app.questions.ask({ title: 'Sure?', text: '', yes: 'Yes' });
    expect(key('Delete')).toBe(false);
    app.questions.answer(false);
    expect(key('Delete')).toBe(true);
    expect(main.asked('removeJobs')).toHaveLength(1);
  });

  it('downloads what is shown and nothing else', async () => {
    const { main, app, key } = await start();
    app.view.change({ query: 'old' });
    key('D', { isField: true }, { ctrlKey: true, shiftKey: true });
    expect(main.asked('startDownloads')).toEqual([{ ids: ['old'] }]);
  });

  it('closes the views first, then ends a selection, and closes the details next', async () => {
    const { app, key } = await start();
    app.selectedId = 'old';
    app.selection.toggle('new');
    app.isSidebarOpen = true;
    key('Escape');
    expect(app).toMatchObject({ isSidebarOpen: false, selectedId: 'old' });
    expect(app.selection.rows).toHaveLength(2);
    key('Escape');
    expect(app).toMatchObject({ selectedId: 'old' });
    expect(app.selection.isChosen).toBe(false);
    key('Escape');
    expect(app.selectedId).toBeNull();
    expect(key('Escape')).toBe(false);
  });
});

describe('keys of a 3D view', () => {
  const press = (key: string): KeyPress => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
  });

  it('count in the view alone, where they come before those for jobs', async () => {
    const { main, app, key } = await start();
    const ran: string[] = [];
    app.viewers.add({ can: () => true, run: (action) => ran.push(action) });
    app.selectedId = 'done';
    expect([key('g', { area: 'details' }), key('7')]).toEqual([false, false]);
    expect(key('f', { area: 'details' })).toBe(false);
    expect(['f', 'w', 'n', '1', 'm'].map((name) => dispatchViewerKey(app, press(name)))).toEqual(
      Array(5).fill(true),
    );
    expect(ran).toEqual(['fit', 'wireframe', 'normals', 'front', 'ruler']);
    expect(main.asked('showInFolder')).toEqual([]);
  });

  it('enlarge it from wherever its job is', async () => {
    const { app, key } = await start();
    const ran: string[] = [];
    app.viewers.add({ can: () => true, run: (action) => ran.push(action) });
    expect([key('v'), key('v', { area: 'details' }), key('v', { area: null })]).toEqual([true, true, false]);
    expect(ran).toEqual(['enlarge', 'enlarge']);
  });

  it('are none while nothing is shown', async () => {
    const { app, key } = await start();
    expect(dispatchViewerKey(app, press('f'))).toBe(false);
    app.viewers.add({ can: () => false, run: () => {} });
    expect(dispatchViewerKey(app, press('f'))).toBe(false);
    expect(key('v')).toBe(false);
  });
});
