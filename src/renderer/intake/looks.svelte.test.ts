import { describe, expect, it } from 'vitest';
import { failed, success } from '../../shared/errors.ts';
import { AppState } from '../app/app-state.svelte.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { folderOf } from '../testing/folders.ts';
import { snapshot } from '../testing/states.ts';
import type { Dropped } from './transfer-text.ts';

const fileOf = (name: string, content = ''): Dropped['entries'][number] => ({
  file: new File([content], name),
  folder: null,
});

/** Reading a file takes turns of the event loop, not of promises alone. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve));
}

async function start() {
  const main = new FakeBridge();
  const app = new AppState(main.bridge);
  app.follow();
  await main.answer('getSnapshot', success(snapshot({ revision: 1 })));
  let revision = 1;
  const ask = (number: number, name: string): void => {
    revision += 1;
    main.push('patch', { revision, lookOffer: { number, name, others: 0, isFolder: false } });
  };
  return { main, app, ask };
}

describe('a drop', () => {
  it('of nothing that could be shown is searched for job IDs without asking', async () => {
    const { main, app } = await start();
    void app.looks.take({ entries: [fileOf('jobs.csv', 'abc123')], text: '' });
    await until(() => main.asked('addJobs').length === 1);
    expect(main.asked('offerPaths')).toEqual([]);
  });

  it('that main has nothing to show of is searched for job IDs', async () => {
    const { main, app } = await start();
    void app.looks.take({ entries: [fileOf('scene.xml', 'abc123')], text: '' });
    expect(main.asked('offerPaths')).toEqual([['scene.xml']]);
    await main.answer('offerPaths', success(null));
    await until(() => main.asked('addJobs').length === 1);
    expect(main.asked('addJobs')).toMatchObject([{ texts: [{ text: 'abc123' }] }]);
  });

  it('is searched as well where main cannot be asked', async () => {
    const { main, app } = await start();
    void app.looks.take({ entries: [fileOf('scene.xml', 'abc123')], text: '' });
    await main.answer('offerPaths', failed('internal'));
    await until(() => main.asked('addJobs').length === 1);
  });

  it('of a file that can be shown asks, and adds the others at once', async () => {
    const { main, app, ask } = await start();
    const entries = [fileOf('jobs.csv', 'abc123'), fileOf('a.xml', '<robot>'), fileOf('chair.usd')];
    void app.looks.take({ entries, text: '' });
    expect(main.asked('offerPaths')).toEqual([['a.xml', 'chair.usd']]);
    await main.answer('offerPaths', success({ number: 1, indices: [1] }));
    ask(1, 'chair.usd');
    await until(() => main.asked('addJobs').length === 1);
    expect(app.looks.offer).toMatchObject({ number: 1, name: 'chair.usd' });
    expect(app.looks.isDropped).toBe(true);
    expect(main.asked('addJobs')).toMatchObject([{ texts: [{ text: 'abc123' }, { text: '<robot>' }] }]);
  });

  it('of a folder with both leaves it to the person', async () => {
    const { main, app, ask } = await start();
    const folder = folderOf('robot', { 'arm.usd': 'x', 'ids.txt': 'chair0000000000000000001' });
    const taking = app.looks.take({ entries: [{ file: new File([], 'robot'), folder }], text: '' });
    await main.answer('offerPaths', success({ number: 1, indices: [0] }));
    ask(1, 'robot');
    await taking;
    expect(app.looks.ids).toBe(1);
    expect(main.asked('addJobs')).toEqual([]);
    void app.looks.addJobs();
    expect(main.asked('answerLookOffer')).toEqual([{ number: 1, isWanted: false }]);
    expect(app.looks.offer).toBeNull();
    await main.answer('answerLookOffer', success(null));
    await until(() => main.asked('addJobs').length === 1);
    expect(main.asked('addJobs')).toMatchObject([{ texts: [{ text: 'chair0000000000000000001' }] }]);
  });
});

describe('the question', () => {
  it('is gone once it is answered, and back where the answer did not reach main', async () => {
    const { main, app, ask } = await start();
    ask(4, 'chair.usd');
    expect(app.looks.isDropped).toBe(false);
    void app.looks.answer(true);
    expect(app.looks.offer).toBeNull();
    expect(main.asked('answerLookOffer')).toEqual([{ number: 4, isWanted: true }]);
    await main.answer('answerLookOffer', failed('internal'));
    expect(app.looks.offer).toMatchObject({ number: 4 });
  });

  it('counts no job IDs of what was dropped before', async () => {
    const { main, app, ask } = await start();
    const folder = folderOf('robot', { 'ids.txt': 'chair0000000000000000001' });
    const taking = app.looks.take({ entries: [{ file: new File([], 'robot'), folder }], text: '' });
    await main.answer('offerPaths', success({ number: 1, indices: [0] }));
    ask(1, 'robot');
    await taking;
    ask(2, 'chair.usd');
    expect([app.looks.ids, app.looks.isDropped]).toEqual([0, false]);
  });
});
