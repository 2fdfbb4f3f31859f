import { describe, expect, it } from 'vitest';
import { success } from '../../shared/errors.ts';
import { AppState } from '../app/app-state.svelte.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { jobRow, snapshot } from '../testing/states.ts';
import { MenuItems } from '../ui/menu-items.svelte.ts';
import { BulkOffers } from './bulk-offers.svelte.ts';

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
    press('Remove 1');
    await main.answer('removeJobs', success(null));
    main.push('patch', { revision: 2, removed: ['b'] });
    press('Remove 2');
    expect(main.asked('removeJobs')).toEqual([{ ids: ['b'] }]);
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
