import { describe, expect, it } from 'vitest';
import { newestOnTop, noFilter } from './saved-view.ts';
import { defaultSettings, readSettings, viewsLeftOut, type Settings } from './settings.ts';

const chosen: Settings = {
  downloadFolder: '/home/ada/Models',
  format: 'mjcf',
  downloadsAtOnce: 4,
  downloadsPaused: true,
  namingTemplate: '{name} {id}',
  batchFolders: false,
  batchOrder: 'name',
  batchesFolded: true,
  collectNewBatches: true,
  command: { program: '/usr/bin/blender', arguments: ['{usd}'] },
  watchAccount: false,
  lowCredits: 3,
  stuckAfterMinutes: 30,
  notify: 'batches',
  keepInTray: false,
  startAtLogin: true,
  askedAboutLinks: true,
  checkForUpdates: false,
  previewMegabytes: 250,
  judgeResults: false,
  theme: 'dark',
  density: 'compact',
  textSize: 'large',
  showThumbnails: false,
  sidebarWidth: 300,
  detailsWidth: 640,
  halfDetails: true,
  columns: [{ id: 'size', isShown: false, width: 90 }],
  savedViews: [
    { id: 'v1', name: 'Failed chairs', filter: { ...noFilter, query: 'chair' }, sort: newestOnTop },
  ],
};

describe('readSettings', () => {
  it('reads what was stored', () => {
    expect(readSettings(chosen)).toEqual(chosen);
    expect(readSettings({ ...chosen, downloadFolder: null })).toEqual({ ...chosen, downloadFolder: null });
  });

  it.each([undefined, null, 7, 'dark', ['dark'], {}])('gives the defaults where %j was stored', (stored) => {
    expect(readSettings(stored)).toEqual(defaultSettings);
  });

  it.each([
    ['downloadFolder', ['', 7, {}, undefined]],
    ['format', ['USD', 'glb', null, 7, undefined]],
    ['theme', ['blue', null, 7, undefined]],
    ['previewMegabytes', [0, 1.5, 10_000, '50', undefined]],
    ['downloadsAtOnce', [0, 7, 1.5, '2', undefined]],
    ['namingTemplate', ['', null]],
    ['command', [{ program: '' }, 'sh -c ls', undefined]],
    ['lowCredits', [-1, '10']],
    ['stuckAfterMinutes', [0, 1441, null]],
    ['notify', ['some', true]],
    ['density', ['dense', 32, null]],
    ['textSize', ['huge', 15]],
    ['sidebarWidth', [1, 10_000, 200.5, '200']],
    ['detailsWidth', [1, 10_000, '50%']],
    ['columns', [[{ id: 'size' }], [{ id: '', isShown: true, width: null }], {}]],
    ['savedViews', [[{ id: 'v1' }], null]],
  ] as const)('falls back to the default of %s alone where it cannot be read', (name, values) => {
    for (const value of values)
      expect(readSettings({ ...chosen, [name]: value })).toEqual({
        ...chosen,
        [name]: defaultSettings[name],
      });
  });

  it('reads a view once that was stored twice', () => {
    const [view] = chosen.savedViews;
    const twice = [view, { ...view, name: 'Again' }];
    expect(readSettings({ ...chosen, savedViews: twice })).toEqual(chosen);
    expect(viewsLeftOut({ ...chosen, savedViews: twice })).toEqual([]);
  });

  it('drops what it does not know', () => {
    expect(readSettings({ ...chosen, apiKey: 'rgyd_live_abc' })).toEqual(chosen);
  });
});
