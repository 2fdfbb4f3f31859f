import { describe, expect, it } from 'vitest';
import { queuedDownload, type Download } from '../../shared/downloads.ts';
import { jobKey } from '../store/row-keys.ts';
import { findLostJobs, type Losses } from './lost-jobs.ts';
import { backedUpJob } from './watch-list-backup.ts';
import { newWatchedJob } from '../jobs/watched-job.ts';

const record = (id: string, order: number) => newWatchedJob(id, order, 'pasted', 1).record;
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
const backupOf = (...ids: string[]): Losses['backup'] => ({
  revision: 1,
  settings: null,
  batches: [],
  jobs: ids.map((id, index) => backedUpJob(record(id, index + 1))),
});

const find = (losses: Partial<Losses>) => findLostJobs({ ...nothing, ...losses });

describe('lost jobs', () => {
  it('come back from the backup in their places, as jobs still to be asked for', () => {
    expect(find({ backup: backupOf('a', 'b', 'c'), records: [record('b', 2)], count: 3 })).toEqual([
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
    expect(find({ backup: backupOf('a'), unreadable: ['a'] })).toEqual([]);
  });

  it('are not those that were removed after the backup was written', () => {
    expect(find({ backup: backupOf('a', 'b'), removed: new Set(['a']) })).toEqual([lost('b', 2)]);
  });

  it('come back from the name of a damaged row where the backup does not know them, on top', () => {
    const found = find({
      backup: backupOf('a'),
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
    expect(find({ backup: backupOf('a'), damaged, count: 1 })).toEqual([lost('a', 1)]);
    expect(find({ records: [record('a', 1)], damaged: [jobKey('bogus')], count: 1 })).toEqual([]);
    const bogus = [jobKey('bogus'), jobKey('bogus too')];
    expect(find({ records: [record('a', 1), record('b', 2)], damaged: bogus, count: 1 })).toEqual([]);
  });

  it('are not found twice', () => {
    expect(find({ records: [record('a', 1)], damaged: [jobKey('a')], count: 2 })).toEqual([]);
    expect(find({ backup: backupOf('a'), damaged: [jobKey('a')], count: 2 })).toHaveLength(1);
  });

  it('have nothing to do with damaged rows of another kind', () => {
    expect(find({ damaged: ['app!settings'], count: 1 })).toEqual([]);
  });
});
