import { describe, expect, it } from 'vitest';
import type { WatchListBackup } from './watch-list-backup.ts';
import { storedBatch } from '../testing/store-files.ts';
import { batchKey, batchListKey } from '../batches/batch-record.ts';
import { findLostBatches } from './lost-batches.ts';

const other = { ...storedBatch, id: 'b2', name: 'more.csv' };
const backupOf = (batches: unknown[], batchRevision?: number): WatchListBackup => ({
  revision: 1,
  settings: null,
  batches,
  jobs: [],
  ...(batchRevision === undefined ? {} : { batchRevision }),
});
const rowsOf = (batches: { id: string }[], list?: object): Map<string, unknown> =>
  new Map<string, unknown>([
    ...batches.map((batch) => [batchKey(batch.id), batch] as const),
    ...(list === undefined ? [] : [[batchListKey, list] as const]),
  ]);
const whole = { repairs: new Map(), lost: 0 };

describe('batches that the database lost', () => {
  it('come back from the backup, the others stay as they are', () => {
    const renamed = { ...storedBatch, name: 'renamed since' };
    const rows = rowsOf([renamed], { count: 2, revision: 4 });
    expect(findLostBatches(rows, backupOf([storedBatch, other], 4))).toEqual({
      repairs: new Map<string, unknown>([
        ['batch!b2', other],
        [batchListKey, { count: 2, revision: 5 }],
      ]),
      lost: 1,
    });
  });

  it('with the count of that time come back as well: the backup is ahead', () => {
    const rows = rowsOf([storedBatch], { count: 1, revision: 1 });
    const { repairs, lost } = findLostBatches(rows, backupOf([storedBatch, other], 2));
    expect(lost).toBe(1);
    expect(repairs.get(batchListKey)).toEqual({ count: 2, revision: 3 });
  });

  it('together with everything come back, also from a backup that did not count them', () => {
    expect(findLostBatches(new Map(), backupOf([storedBatch])).lost).toBe(1);
  });

  it('which no backup has are given up, and counted no more', () => {
    const { repairs, lost } = findLostBatches(rowsOf([storedBatch], { count: 2, revision: 4 }), null);
    expect(lost).toBe(0);
    expect(repairs).toEqual(new Map([[batchListKey, { count: 1, revision: 5 }]]));
  });
});

describe('batches that are whole', () => {
  it('stay so, whatever an older backup says', () => {
    const rows = rowsOf([storedBatch], { count: 1, revision: 4 });
    expect(findLostBatches(rows, backupOf([storedBatch, other], 3))).toEqual(whole);
  });

  it('may be none', () => {
    expect(findLostBatches(new Map(), null)).toEqual(whole);
    expect(findLostBatches(new Map(), backupOf([]))).toEqual(whole);
  });

  it('may have one among them that cannot be read', () => {
    const rows = rowsOf([storedBatch], { count: 2, revision: 4 }).set('batch!new', {
      madeBy: 'a later version',
    });
    expect(findLostBatches(rows, backupOf([storedBatch, other], 4))).toEqual(whole);
  });

  it('are counted from now on where an earlier version did not', () => {
    expect(findLostBatches(rowsOf([storedBatch]), backupOf([storedBatch]))).toEqual({
      repairs: new Map([[batchListKey, { count: 1, revision: 1 }]]),
      lost: 0,
    });
  });
});
