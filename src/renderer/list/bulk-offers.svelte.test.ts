import { describe, expect, it } from 'vitest';
import { success } from '../../shared/errors.ts';
import { AppState } from '../app/app-state.svelte.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { download, jobRow, snapshot } from '../testing/states.ts';
import { MenuItems } from '../ui/menu-items.svelte.ts';
import { BulkOffers, offersFor } from './bulk-offers.svelte.ts';

async function start() {
  const main = new FakeBridge();
  const app = new AppState(main.bridge);
  app.follow();
  const rows = ['a', 'b', 'c'].map((id, index) => jobRow({ id, order: 3 - index }));
  await main.answer('getSnapshot', success(snapshot({ rows })));
  const bulk = new BulkOffers(app);
  const press = (label: string): void => {
    const offer = bulk.offers.find((one) => one.label === label);
    expect(offer, label).toBeDefined();
    if (offer !== undefined) bulk.press(offer);
  };
  return { main, app, bulk, press };
}

describe('what the foot of the list offers', () => {
  it('is about those that are selected, else about all that are shown', async () => {
    const { main, app, press } = await start();
    press('Archive 3');
    app.selection.toggle('b');
    press('Archive 1');
    expect(main.asked('setArchived')).toEqual([
      { ids: ['a', 'b', 'c'], archived: true },
      { ids: ['b'], archived: true },
    ]);
  });

  it('is about nobody else where a second click finds the button for all others there', async () => {
    const { main, app, press } = await start();
    app.selection.toggle('b');
    press('Archive 1');
    await main.answer('setArchived', success(['b']));
    main.push('patch', { revision: 2, changed: [jobRow({ id: 'b', order: 2, archived: true })] });
    press('Archive 2');
    expect(main.asked('setArchived')).toEqual([{ ids: ['b'], archived: true }]);
  });

  it('takes jobs off the list only where they were selected', async () => {
    const { main, app, bulk, press } = await start();
    const labels = () => bulk.items().map(({ label }) => label);
    expect(labels().filter((label) => label.startsWith('Remove'))).toEqual([]);
    app.selection.all();
    expect(labels()).toContain('Remove 3');
    press('Remove 3');
    expect(main.asked('removeJobs')).toEqual([{ ids: ['a', 'b', 'c'] }]);
  });

  it('is in an open menu about those that it was about when that was opened', async () => {
    const { main, app, bulk } = await start();
    app.selection.toggle('b');
    const menu = new MenuItems(() => bulk.items());
    menu.open();
    app.selectedId = 'a';
    menu.shown.find(({ label }) => label === 'Archive 1')?.run();
    expect(main.asked('setArchived')).toEqual([{ ids: ['b'], archived: true }]);
  });
});

const mixed = [
  jobRow({ id: 'done', status: 'completed' }),
  jobRow({ id: 'brought', status: 'completed', download: download({ phase: 'done' }) }),
  jobRow({ id: 'coming', status: 'completed', download: download({ phase: 'receiving' }) }),
  jobRow({ id: 'broken', status: 'completed', download: download({ phase: 'failed' }) }),
  jobRow({ id: 'running', status: 'running' }),
  jobRow({ id: 'fresh' }),
  jobRow({ id: 'failed', status: 'failed' }),
];
const offer = (verb: string, of = mixed) => offersFor(of).find(({ label }) => label.startsWith(verb));
const ids = (verb: string) => offer(verb)?.rows.map(({ id }) => id);

describe('offersFor', () => {
  it('downloads completed jobs without a finished download or one in progress, and says so', () => {
    expect(ids('Download')).toEqual(['done', 'broken']);
    expect(offer('Download')?.label).toBe('Download 2');
    expect(offer('Download')?.title).toBe('Completed jobs not downloaded yet: 2 of 7');
  });

  it('checks jobs that have not ended', () => {
    expect(ids('Check')).toEqual(['running', 'fresh']);
    expect(offer('Check')?.label).toBe('Check 2 now');
  });

  it('removes all, which needs no explanation', () => {
    expect(offer('Remove')).toMatchObject({ label: 'Remove 7', title: undefined });
  });

  it('explains nothing where all are taken', () => {
    const [first] = offersFor(mixed.slice(0, 1));
    expect(first).toMatchObject({ label: 'Download 1', title: undefined });
  });

  it.each([
    ['Download', 'startDownloads', ['done', 'broken']],
    ['Check', 'checkJobs', ['running', 'fresh']],
    ['Remove', 'removeJobs', mixed.map(({ id }) => id)],
  ] as const)('%s acts on exactly the rows it was offered for', async (verb, request, taken) => {
    const main = new FakeBridge();
    const offered = offer(verb);
    offered?.action.run(new AppState(main.bridge), offered.rows);
    expect(main.asked(request)).toEqual([{ ids: taken }]);
    await main.answer(request, success(null));
  });

  it('archives jobs, and exports them as a table', async () => {
    const main = new FakeBridge();
    const app = new AppState(main.bridge);
    const all = mixed.map(({ id }) => id);
    offer('Archive 7')?.action.run(app, mixed);
    expect(main.asked('setArchived')).toEqual([{ ids: all, archived: true }]);
    offer('Export 7…')?.action.run(app, mixed);
    expect(main.asked('exportJobs')).toEqual([{ ids: all, format: 'csv' }]);
    expect(offer('Unarchive')).toBeUndefined();
  });

  it('brings archived jobs back instead', () => {
    const archived = mixed.map((row) => ({ ...row, archived: true }));
    const main = new FakeBridge();
    expect(offer('Archive', archived)).toBeUndefined();
    offer('Unarchive 7', archived)?.action.run(new AppState(main.bridge), archived);
    expect(main.asked('setArchived')).toEqual([{ ids: mixed.map(({ id }) => id), archived: false }]);
  });
});
