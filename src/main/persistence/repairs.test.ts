import { describe, expect, it } from 'vitest';
import { queuedDownload, type Download } from '../../shared/downloads.ts';
import { batchKey, batchListKey } from '../batches/batch-record.ts';
import { useTemporaryFolder } from '../downloads/testing/temporary-folder.ts';
import { jobKey } from '../jobs/row-keys.ts';
import { newWatchedJob } from '../jobs/watched-job.ts';
import { useMachine } from '../testing/core-harness.ts';
import {
  asked,
  openOnce,
  rowsOf,
  storedBatch,
  whole,
  writeBackupOf,
  writeRows,
} from '../testing/store-files.ts';
import { backedUpJob, replaceBackup, sealBackup, type WatchListBackup } from './backup.ts';
import { backupPath } from './open-store.ts';
import { findLostBatches, findLostJobs, type Losses } from './repairs.ts';
import { fileSource } from '../../shared/source.ts';

const record = (id: string, order: number) => newWatchedJob(id, order, fileSource('pasted'), 1).record;
const lost = (id: string, order: number) => ({ ...record(id, order), broughtBack: true });
const nothing: Losses = {
  backup: null,
  removed: new Set(),
  records: [],
  unreadable: [],
  damaged: [],
  count: 0,
  now: 9,
};
const backupOfJobs = (...ids: string[]): Losses['backup'] => ({
  revision: 1,
  settings: null,
  batches: [],
  jobs: ids.map((id, index) => backedUpJob(record(id, index + 1))),
});

const find = (losses: Partial<Losses>) => findLostJobs({ ...nothing, ...losses });

describe('lost jobs', () => {
  it('come back from the backup in their places, to be polled', () => {
    expect(find({ backup: backupOfJobs('a', 'b', 'c'), records: [record('b', 2)], count: 3 })).toEqual([
      lost('a', 1),
      lost('c', 3),
    ]);
  });

  it('bring along where their results lie', () => {
    const download: Download = {
      ...queuedDownload('a', 'usd', 1),
      phase: 'done',
      receivedBytes: 1,
      totalBytes: 1,
      folder: '/results/chair',
      finishedAt: 2,
    };
    const backup = { revision: 1, settings: null, batches: [], jobs: [{ ...record('a', 1), download }] };
    expect(find({ backup })[0]?.download).toEqual(download);
  });

  it('are not those whose record is there and merely cannot be read', () => {
    expect(find({ backup: backupOfJobs('a'), unreadable: ['a'] })).toEqual([]);
  });

  it('are not those that were removed after the backup was written', () => {
    expect(find({ backup: backupOfJobs('a', 'b'), removed: new Set(['a']) })).toEqual([lost('b', 2)]);
  });

  it('come back from the name of a damaged row where the backup does not know them, on top', () => {
    const found = find({
      backup: backupOfJobs('a'),
      records: [record('b', 7)],
      damaged: [jobKey('new'), jobKey('newer')],
      count: 4,
    });
    expect(found).toEqual([
      lost('a', 1),
      { ...newWatchedJob('new', 8, null, 9).record },
      { ...newWatchedJob('newer', 9, null, 9).record },
    ]);
  });

  it('are not believed to be more than are missing: the name of a row can be damaged as well', () => {
    const damaged = [jobKey('a'), jobKey('bogus')];
    expect(find({ backup: backupOfJobs('a'), damaged, count: 1 })).toEqual([lost('a', 1)]);
    expect(find({ records: [record('a', 1)], damaged: [jobKey('bogus')], count: 1 })).toEqual([]);
    const bogus = [jobKey('bogus'), jobKey('bogus too')];
    expect(find({ records: [record('a', 1), record('b', 2)], damaged: bogus, count: 1 })).toEqual([]);
  });

  it('are not found twice', () => {
    expect(find({ records: [record('a', 1)], damaged: [jobKey('a')], count: 2 })).toEqual([]);
    expect(find({ backup: backupOfJobs('a'), damaged: [jobKey('a')], count: 2 })).toHaveLength(1);
  });

  it('have nothing to do with damaged rows of another kind', () => {
    expect(find({ damaged: ['app!settings'], count: 1 })).toEqual([]);
  });
});

const other = { ...storedBatch, id: 'b2', name: 'more.csv' };
const backupOfBatches = (batches: unknown[], batchRevision?: number): WatchListBackup => ({
  revision: 1,
  settings: null,
  batches,
  jobs: [],
  ...(batchRevision === undefined ? {} : { batchRevision }),
});
const batchRows = (batches: { id: string }[], list?: object): Map<string, unknown> =>
  new Map<string, unknown>([
    ...batches.map((batch) => [batchKey(batch.id), batch] as const),
    ...(list === undefined ? [] : [[batchListKey, list] as const]),
  ]);
const wholeBatches = { repairs: new Map(), lost: 0 };

describe('batches that the database lost', () => {
  it('come back from the backup, the others stay as they are', () => {
    const renamed = { ...storedBatch, name: 'renamed since' };
    const rows = batchRows([renamed], { count: 2, revision: 4 });
    expect(findLostBatches(rows, backupOfBatches([storedBatch, other], 4))).toEqual({
      repairs: new Map<string, unknown>([
        ['batch!b2', other],
        [batchListKey, { count: 2, revision: 5 }],
      ]),
      lost: 1,
    });
  });

  it('with the count of that time come back as well: the backup is ahead', () => {
    const rows = batchRows([storedBatch], { count: 1, revision: 1 });
    const { repairs, lost } = findLostBatches(rows, backupOfBatches([storedBatch, other], 2));
    expect(lost).toBe(1);
    expect(repairs.get(batchListKey)).toEqual({ count: 2, revision: 3 });
  });

  it('together with everything come back, also from a backup that did not count them', () => {
    expect(findLostBatches(new Map(), backupOfBatches([storedBatch])).lost).toBe(1);
  });

  it('which no backup has are not counted any more', () => {
    const { repairs, lost } = findLostBatches(batchRows([storedBatch], { count: 2, revision: 4 }), null);
    expect(lost).toBe(0);
    expect(repairs).toEqual(new Map([[batchListKey, { count: 1, revision: 5 }]]));
  });
});

describe('batches that are whole', () => {
  it('stay so, whatever an older backup says', () => {
    const rows = batchRows([storedBatch], { count: 1, revision: 4 });
    expect(findLostBatches(rows, backupOfBatches([storedBatch, other], 3))).toEqual(wholeBatches);
  });

  it('may be none', () => {
    expect(findLostBatches(new Map(), null)).toEqual(wholeBatches);
    expect(findLostBatches(new Map(), backupOfBatches([]))).toEqual(wholeBatches);
  });

  it('may have one among them that cannot be read', () => {
    const rows = batchRows([storedBatch], { count: 2, revision: 4 }).set('batch!new', {
      madeBy: 'a later version',
    });
    expect(findLostBatches(rows, backupOfBatches([storedBatch, other], 4))).toEqual(wholeBatches);
  });

  it('are counted from now on where an earlier version did not', () => {
    expect(findLostBatches(batchRows([storedBatch]), backupOfBatches([storedBatch]))).toEqual({
      repairs: new Map([[batchListKey, { count: 1, revision: 1 }]]),
      lost: 0,
    });
  });
});

const folder = useTemporaryFolder();
const machine = useMachine();
const jobIn = (id: string, ...batches: string[]) => ({ ...asked(id, 1), batches });

describe('jobs of a batch that was never written, as the app was killed while they were added', () => {
  it('are in no batch but those that are there, and nothing is left to repair at the next start', async () => {
    const rows = rowsOf(['a', 'b'])
      .set(jobKey('a'), jobIn('a', 'unwritten'))
      .set(jobKey('b'), jobIn('b', 'unwritten', storedBatch.id));
    await writeRows(folder(), rows);
    const store = await openOnce(folder());
    expect(store.banners).toEqual([]);
    expect(store.records).toEqual([jobIn('a'), jobIn('b', storedBatch.id)]);
    expect(await openOnce(folder())).toMatchObject({ ...whole, records: store.records });
  });

  it('come into one batch when they are added again', async () => {
    const { start, storeFolder } = machine();
    const ids = Array.from({ length: 1_200 }, (_, index) => `job${String(index).padStart(21, '0')}`);
    const core = await start();
    const adding = core.addJobs(ids.join('\n'), 'jobs.txt').catch(() => 'ended');
    while (core.jobs.size === 0) await new Promise(setImmediate);
    expect(core.jobs.size).toBeLessThan(ids.length);
    await core.close();
    expect(await adding).toBe('ended');
    const after = await start({ storeFolder });
    expect(after.jobs.size).toBeGreaterThan(0);
    expect([...after.jobs.all()].every(({ record }) => record.batches.length === 0)).toBe(true);
    const { batch } = await after.addJobs(ids.join('\n'), 'jobs.txt');
    expect([...after.jobs.all()].map(({ record }) => record.batches)).toEqual(ids.map(() => [batch?.id]));
  });

  it('are so, too, where they come back from the backup', async () => {
    await writeRows(folder(), rowsOf(['a'], 1));
    await replaceBackup(
      backupPath(folder()),
      sealBackup({
        revision: 5,
        settings: null,
        batches: [storedBatch],
        batchRevision: 1,
        jobs: ['a', 'b'].map((id) => backedUpJob(jobIn(id, 'unwritten', storedBatch.id))),
      }),
    );
    const { records } = await openOnce(folder());
    expect(records.map(({ id, batches }) => [id, batches])).toEqual([
      ['a', []],
      ['b', [storedBatch.id]],
    ]);
    expect(await openOnce(folder())).toMatchObject({ ...whole, records });
  });
});

describe('jobs of a batch that is there', () => {
  it('stay in one that only a later version of the app can read', async () => {
    const rows = rowsOf(['a']).set(batchKey('strange'), { madeBy: 'a later version' });
    await writeRows(folder(), rows.set(jobKey('a'), jobIn('a', 'strange')));
    expect((await openOnce(folder())).records).toEqual([jobIn('a', 'strange')]);
  });

  it('stay in one that the database lost and the backup has', async () => {
    const rows = rowsOf(['a']).set(jobKey('a'), jobIn('a', storedBatch.id));
    rows.delete(batchKey(storedBatch.id));
    await writeRows(folder(), rows);
    await writeBackupOf(folder(), ['a'], 1);
    expect((await openOnce(folder())).records).toEqual([jobIn('a', storedBatch.id)]);
  });
});
