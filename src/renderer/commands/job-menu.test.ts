import { describe, expect, it } from 'vitest';
import { success } from '../../shared/errors.ts';
import { AppState } from '../app/app-state.svelte.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { download, jobRow, snapshot } from '../testing/states.ts';
import { jobMenuItems } from './job-menu.ts';

const running = jobRow({ id: 'running', order: 3, status: 'running' });
const done = jobRow({ id: 'done', order: 2, status: 'completed', name: 'mug.glb' });
const failed = jobRow({ id: 'failed', order: 1, status: 'failed', error: 'No mesh.' });

async function start() {
  const main = new FakeBridge();
  const app = new AppState(main.bridge);
  app.follow();
  await main.answer('getSnapshot', success(snapshot({ rows: [running, done, failed] })));
  const labels = (...rows: Parameters<typeof jobMenuItems>[1]) =>
    jobMenuItems(app, rows).map(({ label, divides }) => (divides ? `| ${label}` : label));
  return { main, app, labels };
}

describe('the menu of jobs', () => {
  it('has what can be done with one, as its row, its details and the palette call it', async () => {
    const { labels } = await start();
    expect(labels(done)).toEqual([
      'Open details',
      '| Download',
      'Check now',
      '| Copy ID',
      'Copy name and ID',
      'Copy raw JSON',
      '| Edit note',
      'Add a tag',
      '| Approve',
      'Reject…',
      'Add to batch…',
      'Archive',
      '| Export as CSV…',
      'Remove',
    ]);
    expect(labels(failed)).toContain('Copy error');
    expect(labels({ ...done, download: download({ phase: 'receiving' }) })).toContain('Cancel download');
    expect(labels({ ...done, archived: true })).toContain('Unarchive');
  });

  it('has for several what can be done with all or some of them, and with how many', async () => {
    const { labels } = await start();
    expect(labels(running, done, failed)).toEqual([
      '| Download 1',
      'Check 1 now',
      '| Copy 3 IDs',
      'Copy 3 names and IDs',
      'Copy error',
      '| Approve',
      'Reject…',
      'Compare 3 reports…',
      'Add 3 to batch…',
      'Archive 3',
      '| Export 3…',
      'Remove 3',
    ]);
  });

  it('has for all that is shown nothing that is for one job, and no removal', async () => {
    const { app } = await start();
    const labels = jobMenuItems(app, [done], 'all').map(({ label }) => label);
    expect(labels).toEqual([
      'Download 1',
      'Check 1 now',
      'Copy ID',
      'Copy name and ID',
      'Approve',
      'Reject…',
      'Archive 1',
      'Export 1…',
    ]);
  });

  it('names the keys that do the same', async () => {
    const { app } = await start();
    const keysOf = (name: string) => jobMenuItems(app, [done]).find(({ label }) => label === name)?.keys;
    expect(keysOf('Download')).toEqual({ printed: 'D', aria: 'D' });
    expect(keysOf('Copy name and ID')?.printed).toBe('Ctrl+Shift+C');
    expect(keysOf('Export as CSV…')).toBeUndefined();
  });

  it('does it with those that are still there and that it takes by then', async () => {
    const { main, app } = await start();
    const items = jobMenuItems(app, [running, done]);
    const run = (name: string) => items.find(({ label }) => label === name)?.run();
    main.push('patch', { revision: 2, changed: [{ ...running, status: 'failed' }], removed: ['done'] });
    run('Check 1 now');
    expect(main.asked('checkJobs')).toEqual([{ ids: ['running'] }]);
    run('Download 1');
    expect(main.asked('startDownloads')).toEqual([]);
    run('Archive 2');
    expect(main.asked('setArchived')).toEqual([{ ids: ['running'], archived: true }]);
  });
});
