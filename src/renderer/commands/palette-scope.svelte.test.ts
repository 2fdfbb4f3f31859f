import { describe, expect, it } from 'vitest';
import { success } from '../../shared/errors.ts';
import { AppState } from '../app/app-state.svelte.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { download, jobRow, snapshot } from '../testing/states.ts';
import { paletteEntries } from './palette-entries.ts';
import { PaletteScope } from './palette-scope.svelte.ts';

const chair = jobRow({ id: 'chair', name: 'chair.glb', order: 2, status: 'completed' });
const lamp = jobRow({ id: 'lamp', name: 'lamp.glb', order: 1, status: 'completed' });

async function start(selected: string | null = 'chair') {
  const main = new FakeBridge();
  const app = new AppState(main.bridge);
  app.follow();
  await main.answer('getSnapshot', success(snapshot({ rows: [chair, lamp] })));
  app.selectedId = selected;
  const scope = new PaletteScope(app, null);
  const enter = (query: string): void => {
    const [first] = paletteEntries({ commands: scope.commands, views: [], batches: [], rows: [] }, query);
    if (first !== undefined) scope.run(first);
  };
  return { main, app, scope, enter };
}

describe('the command palette', () => {
  it('stays about the job that it was opened for', async () => {
    const { main, app, scope, enter } = await start();
    app.selectedId = 'lamp';
    expect(scope.jobsWords).toBe('chair.glb');
    enter('remove');
    expect(main.asked('removeJobs')).toEqual([{ ids: ['chair'] }]);
  });

  it('is about the first row where the keyboard is in the list and nothing was chosen yet, as a key is', async () => {
    const { app } = await start(null);
    expect(new PaletteScope(app, 'list').jobs).toMatchObject([{ id: 'chair' }]);
    expect(new PaletteScope(app, null).jobs).toEqual([]);
  });

  it('puts no other command in the place of one that cannot be run any more, and says so', async () => {
    const { main, app, enter } = await start();
    main.push('patch', { revision: 2, changed: [{ ...chair, download: download({ phase: 'receiving' }) }] });
    enter('download');
    expect(main.asked('startDownloads')).toEqual([]);
    expect(app.toasts.current).toMatchObject([{ text: '“Download” is no longer available.' }]);
  });
});
