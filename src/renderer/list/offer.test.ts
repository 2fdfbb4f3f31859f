import { describe, expect, it } from 'vitest';
import { success } from '../../shared/errors.ts';
import { AppState } from '../app/app-state.svelte.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { download, jobRow } from '../testing/states.ts';
import { bulkActionsFor } from './bulk-actions.ts';
import { offersFor } from './offer.ts';

const rows = [
  jobRow({ id: 'done', status: 'completed' }),
  jobRow({ id: 'brought', status: 'completed', download: download({ phase: 'done' }) }),
  jobRow({ id: 'coming', status: 'completed', download: download({ phase: 'receiving' }) }),
  jobRow({ id: 'broken', status: 'completed', download: download({ phase: 'failed' }) }),
  jobRow({ id: 'running', status: 'running' }),
  jobRow({ id: 'fresh' }),
  jobRow({ id: 'failed', status: 'failed' }),
];
const offer = (verb: string, of = rows) =>
  offersFor(bulkActionsFor(of), of).find(({ label }) => label.startsWith(verb));
const ids = (verb: string) => offer(verb)?.rows.map(({ id }) => id);

describe('offersFor', () => {
  it('downloads completed jobs without a finished download or one under way, and says so', () => {
    expect(ids('Download')).toEqual(['done', 'broken']);
    expect(offer('Download')?.label).toBe('Download 2');
    expect(offer('Download')?.title).toBe('Completed jobs whose result is not downloaded yet: 2 of 7');
  });

  it('checks jobs that have not ended', () => {
    expect(ids('Check')).toEqual(['running', 'fresh']);
    expect(offer('Check')?.label).toBe('Check 2 now');
  });

  it('removes all, which needs no explanation', () => {
    expect(offer('Remove')).toMatchObject({ label: 'Remove 7', title: undefined });
  });

  it('explains nothing where all are taken', () => {
    const [first] = offersFor(bulkActionsFor(rows.slice(0, 1)), rows.slice(0, 1));
    expect(first).toMatchObject({ label: 'Download 1', title: undefined });
  });

  it.each([
    ['Download', 'startDownloads', ['done', 'broken']],
    ['Check', 'checkJobs', ['running', 'fresh']],
    ['Remove', 'removeJobs', rows.map(({ id }) => id)],
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
    const all = rows.map(({ id }) => id);
    offer('Archive 7')?.action.run(app, rows);
    expect(main.asked('setArchived')).toEqual([{ ids: all, archived: true }]);
    offer('Export 7…')?.action.run(app, rows);
    expect(main.asked('exportJobs')).toEqual([{ ids: all, format: 'csv' }]);
    expect(offer('Bring back')).toBeUndefined();
  });

  it('brings archived jobs back instead', () => {
    const archived = rows.map((row) => ({ ...row, archived: true }));
    const main = new FakeBridge();
    expect(offer('Archive', archived)).toBeUndefined();
    offer('Bring back 7', archived)?.action.run(new AppState(main.bridge), archived);
    expect(main.asked('setArchived')).toEqual([{ ids: rows.map(({ id }) => id), archived: false }]);
  });
});
