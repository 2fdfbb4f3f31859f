import { expect, it } from 'vitest';
import { batchKey, batchListKey } from '../batches/batch-record.ts';
import { jobKey, listKey, removedKey } from '../jobs/row-keys.ts';
import { inWriteOrder } from './write-order.ts';

it('has nothing on disk nowhere: a job that leaves the list is among the removed first, and one that is back leaves those last', () => {
  const rows: [string, unknown][] = [
    [listKey, 1],
    [removedKey('back'), undefined],
    [batchListKey, 1],
    [batchKey('b'), 1],
    [jobKey('back'), 1],
    [jobKey('gone'), undefined],
    [removedKey('gone'), 1],
  ];
  expect(inWriteOrder(rows).map(([key]) => key)).toEqual([
    removedKey('gone'),
    jobKey('back'),
    jobKey('gone'),
    batchKey('b'),
    listKey,
    batchListKey,
    removedKey('back'),
  ]);
});
