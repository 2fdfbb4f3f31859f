import { describe, expect, it } from 'vitest';
import { storedBatch } from '../testing/store-files.ts';
import { batchKey, batchListKey } from './batch-record.ts';
import { BatchStore } from './batch-store.ts';

function setUp(stored: ReadonlyMap<string, unknown> = new Map()) {
  const rows = new Map<string, () => unknown>();
  const store = new BatchStore({
    rows: { set: (key, value) => void rows.set(key, value) },
    onChange: () => {},
  });
  store.load(stored, 7_000);
  return { store, list: () => rows.get(batchListKey)?.() };
}

describe('how many batches there are', () => {
  it('is written with each change, and how often that happened', () => {
    const { store, list } = setUp();
    store.put(storedBatch);
    store.put({ ...storedBatch, name: 'renamed' });
    expect(list()).toEqual({ count: 1, revision: 2 });
    store.remove(storedBatch.id);
    store.remove('other');
    expect(list()).toEqual({ count: 0, revision: 3 });
    expect(store.revision).toBe(3);
  });

  it('goes on from the last run, those counted that cannot be read', () => {
    const { store, list } = setUp(
      new Map<string, unknown>([
        [batchKey('b1'), storedBatch],
        [batchKey('strange'), { madeBy: 'a later version' }],
        [batchListKey, { count: 2, revision: 7 }],
      ]),
    );
    store.put({ ...storedBatch, id: 'b2' });
    expect(list()).toEqual({ count: 3, revision: 8 });
  });
});

it('takes a batch as made now where its time is one that no date holds', () => {
  const { store } = setUp(new Map([[batchKey('b1'), { ...storedBatch, createdAt: 1e300 }]]));
  expect(store.get('b1')).toEqual({ ...storedBatch, createdAt: 7_000 });
});
